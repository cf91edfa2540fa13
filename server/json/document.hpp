// A JSON text as a flat list of values in order of appearance, duplicate members included (Boost.JSON's own tree keeps
// the last one silently, which hides what a client really sent). Limits: depth 32, 200,000 values; the transport limits
// the bytes. Only document.cpp knows Boost.JSON.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace json {

enum class Kind : std::uint8_t { null, boolean, integer, large_integer, real, string, array, object };

class Document;

// Refers into its Document and must not outlive it.
class Value {
 public:
  Kind kind() const;
  bool boolean() const;           // of Kind::boolean
  std::int64_t integer() const;   // of Kind::integer
  std::uint64_t large_integer() const;  // of Kind::large_integer: above the range of int64_t
  double real() const;            // of Kind::real: has a fraction or an exponent, or is beyond 64 bits
  std::string_view string() const;  // of Kind::string
  std::string_view key() const;   // of a member of an object
  std::size_t size() const;       // members or elements

  // Calls `visit(Value)` with each member or element in order.
  template <class Visit>
  void each(Visit visit) const;

 private:
  friend class Document;
  Value(const Document& document, std::uint32_t index) : document_(&document), index_(index) {}

  const Document* document_;
  std::uint32_t index_;
};

class Document {
 public:
  static constexpr std::size_t depth_max = 32;
  static constexpr std::size_t values_max = 200'000;

  // Strict JSON in valid UTF-8, one value, nothing after it. bad_request "malformed_json", "too_deep" or
  // "too_many_items" otherwise.
  explicit Document(std::string_view text);
  Value root() const { return {*this, 0}; }

 private:
  friend class Value;
  friend class Builder;
  struct Node {
    Kind kind = Kind::null;
    std::uint32_t key_begin = 0, key_size = 0;  // in texts_
    std::uint32_t begin = 0;                    // of a string, in texts_
    std::uint32_t size = 0;                     // bytes, members or elements
    std::uint32_t end = 0;                      // index of the node after this one and all below it
    union {
      bool boolean;
      std::int64_t integer;
      std::uint64_t large_integer;
      double real = 0;
    };
  };
  const Node& node(std::uint32_t index) const { return nodes_[index]; }
  std::string_view text(std::uint32_t begin, std::uint32_t size) const {
    return std::string_view(texts_).substr(begin, size);
  }

  std::vector<Node> nodes_;
  std::string texts_;
};

inline Kind Value::kind() const { return document_->node(index_).kind; }
inline bool Value::boolean() const { return document_->node(index_).boolean; }
inline std::int64_t Value::integer() const { return document_->node(index_).integer; }
inline std::uint64_t Value::large_integer() const { return document_->node(index_).large_integer; }
inline double Value::real() const { return document_->node(index_).real; }
inline std::size_t Value::size() const { return document_->node(index_).size; }
inline std::string_view Value::string() const {
  auto& node = document_->node(index_);
  return document_->text(node.begin, node.size);
}
inline std::string_view Value::key() const {
  auto& node = document_->node(index_);
  return document_->text(node.key_begin, node.key_size);
}
template <class Visit>
void Value::each(Visit visit) const {
  for (auto at = index_ + 1, end = document_->node(index_).end; at < end; at = document_->node(at).end)
    visit(Value(*document_, at));
}

}  // namespace json
