#include <base/failure.hpp>
#include <server/json/document.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <utility>

namespace json {

namespace bj = boost::json;

// Receives the parser's events and appends nodes in that order.
class Builder {
 public:
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);

  explicit Builder(Document& document) : document_(document) {}

  bool on_document_begin(bj::error_code&) { return true; }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_array_begin(bj::error_code& error) { return open(Kind::array, error); }
  bool on_array_end(std::size_t count, bj::error_code&) { return close(count); }
  bool on_object_begin(bj::error_code& error) { return open(Kind::object, error); }
  bool on_object_end(std::size_t count, bj::error_code&) { return close(count); }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
  bool on_string(bj::string_view part, std::size_t total, bj::error_code& error) {
    append(part);
    auto* node = add(Kind::string, error);
    if (!node) return false;
    node->size = std::uint32_t(total);
    node->begin = std::uint32_t(document_.texts_.size() - total);
    return true;
  }
  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) { return append(part); }
  bool on_key(bj::string_view part, std::size_t total, bj::error_code&) {
    append(part);
    key_size_ = std::uint32_t(total);
    key_begin_ = std::uint32_t(document_.texts_.size() - total);
    return true;
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t value, bj::string_view, bj::error_code& error) {
    auto* node = add(Kind::integer, error);
    if (node) node->integer = value;
    return node;
  }
  bool on_uint64(std::uint64_t value, bj::string_view, bj::error_code& error) {
    auto* node = add(std::in_range<std::int64_t>(value) ? Kind::integer : Kind::large_integer, error);
    if (node) node->large_integer = value;
    return node;
  }
  bool on_double(double value, bj::string_view, bj::error_code& error) {
    auto* node = add(Kind::real, error);
    if (node) node->real = value;
    return node;
  }
  bool on_bool(bool value, bj::error_code& error) {
    auto* node = add(Kind::boolean, error);
    if (node) node->boolean = value;
    return node;
  }
  bool on_null(bj::error_code& error) { return add(Kind::null, error); }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
  bool append(bj::string_view part) {
    document_.texts_.append(part.data(), part.size());
    return true;
  }

  Document::Node* add(Kind kind, bj::error_code& error) {
    if (document_.nodes_.size() >= Document::values_max) {
      error = bj::make_error_code(bj::error::array_too_large);
      return nullptr;
    }
    auto& node = document_.nodes_.emplace_back();
    node.kind = kind;
    node.key_begin = std::exchange(key_begin_, 0);
    node.key_size = std::exchange(key_size_, 0);
    node.end = std::uint32_t(document_.nodes_.size());
    return &node;
  }

  bool open(Kind kind, bj::error_code& error) {
    if (!add(kind, error)) return false;
    open_.push_back(std::uint32_t(document_.nodes_.size() - 1));
    return true;
  }

  bool close(std::size_t count) {
    auto& node = document_.nodes_[open_.back()];
    node.size = std::uint32_t(count);
    node.end = std::uint32_t(document_.nodes_.size());
    open_.pop_back();
    return true;
  }

  Document& document_;
  std::vector<std::uint32_t> open_;
  std::uint32_t key_begin_ = 0, key_size_ = 0;
};

Document::Document(std::string_view text) {
  bj::parse_options strict;
  strict.max_depth = depth_max;
  texts_.reserve(text.size());
  bj::basic_parser<Builder> parser(strict, *this);
  bj::error_code error;
  auto size = parser.write_some(false, text.data(), text.size(), error);
  if (error == bj::error::too_deep) throw Failure(Problem::bad_request, "too_deep");
  if (error == bj::error::array_too_large) throw Failure(Problem::bad_request, "too_many_items");
  if (error || size != text.size()) throw Failure(Problem::bad_request, "malformed_json");
}

}  // namespace json
