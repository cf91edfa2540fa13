#include <server/http/parser.hpp>
#include <server/http/target.hpp>

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <cstring>

namespace http {
namespace {

namespace beast = boost::beast;
using beast::http::field;
using beast::http::verb;

constexpr std::size_t chunk_extension_bytes_max = 256;

std::string lower(beast::string_view text) {
  std::string out(text.data(), text.size());
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return out;
}

}  // namespace

std::size_t HeadScan::refuse(const Refusal& refusal) {
  refusal_ = &refusal;
  return 0;
}

std::size_t HeadScan::scan(std::string_view all) {
  while (scanned_ < all.size()) {
    auto* found = std::memchr(all.data() + scanned_, '\n', all.size() - scanned_);
    if (!found) {
      scanned_ = all.size();
      break;
    }
    std::size_t end = static_cast<const char*>(found) - all.data();
    if (end == 0 || all[end - 1] != '\r')
      return refuse(line_start_ == 0 ? refusals::bad_request_line : refusals::bad_header);
    bool first = line_start_ == 0;
    std::size_t size = end - 1 - line_start_;
    if (first && size > options_->target_bytes_max + 20) return refuse(refusals::target_too_long);
    if (size == 0) {
      if (first) return refuse(refusals::bad_request_line);
      if (end + 1 > options_->header_bytes_max) return refuse(refusals::header_too_large);
      return end + 1;
    }
    if (!first && (all[line_start_] == ' ' || all[line_start_] == '\t')) return refuse(refusals::header_folded);
    line_start_ = scanned_ = end + 1;
  }
  if (line_start_ == 0 && all.size() > options_->target_bytes_max + 20) return refuse(refusals::target_too_long);
  if (all.size() > options_->header_bytes_max) return refuse(refusals::header_too_large);
  return 0;
}

RequestParser::RequestParser(Request& out, const Options& options) : out_(out), fields_max_(options.header_fields_max) {
  header_limit(static_cast<std::uint32_t>(2 * options.header_bytes_max));  // HeadScan has enforced the real one
  body_limit(boost::none);  // known only when the handler has seen the header section
}

const Refusal* RequestParser::parse_head(std::string_view head) {
  out_.headers.reserve(16);
  error_code ec;
  put(boost::asio::const_buffer(head.data(), head.size()), ec);
  if (ec && ec != beast::http::error::need_more) return refusal_for(ec);
  if (!head_done_) return &refusals::bad_header;
  return check_head();
}

const Refusal* RequestParser::check_head() {
  if (hosts_ > 1 || (hosts_ == 0 && version_ == 11)) return &refusals::host_missing;
  if (hosts_ == 1 && !host_from_target_ && !is_host(host_)) return &refusals::bad_host;
  if (chunked() && version_ == 10) return &refusals::bad_transfer_encoding;
  auto protocol = out_.header("upgrade");
  is_upgrade_ =
      upgrade() && out_.method == Method::get && beast::iequals({protocol.data(), protocol.size()}, "websocket");
  return nullptr;
}

const Refusal* RequestParser::parse_body(std::string_view piece, std::size_t& consumed) {
  eager(true);
  error_code ec;
  consumed = put(boost::asio::const_buffer(piece.data(), piece.size()), ec);
  if (!ec || ec == beast::http::error::need_more) return nullptr;
  return refusal_for(ec);
}

const Refusal* RequestParser::refusal_for(const error_code& ec) const {
  using beast::http::error;
  if (refusal_) return refusal_;
  if (ec == error::bad_version) return &refusals::version_not_supported;
  if (ec == error::bad_method || ec == error::bad_target) return &refusals::bad_request_line;
  if (ec == error::bad_content_length || ec == error::multiple_content_length) return &refusals::bad_content_length;
  if (ec == error::bad_transfer_encoding) return &refusals::bad_transfer_encoding;
  if (ec == error::body_limit) return &refusals::body_too_large;
  if (ec == error::header_limit) return &refusals::header_too_large;
  if (head_done_) return &refusals::bad_chunk;
  return hosts_ == 0 && out_.path.empty() ? &refusals::bad_request_line : &refusals::bad_header;
}

void RequestParser::refuse(const Refusal& refusal, error_code& ec) {
  if (!refusal_) refusal_ = &refusal;
  ec = beast::http::error::bad_value;
}

void RequestParser::on_request_impl(verb method, string_view, string_view target, int version, error_code& ec) {
  version_ = version;
  switch (method) {
    case verb::get:
      out_.method = Method::get;
      break;
    case verb::head:
      out_.method = Method::head;
      break;
    case verb::post:
      out_.method = Method::post;
      break;
    case verb::put:
      out_.method = Method::put;
      break;
    case verb::delete_:
      out_.method = Method::del;
      break;
    case verb::options:
      is_options_ = true;
      break;
    default:
      return refuse(refusals::method_not_allowed, ec);
  }
  if (is_options_ && target == "*") target = "/";
  auto parsed = http::parse_target(std::string_view(target.data(), target.size()));
  if (!parsed) return refuse(refusals::bad_path, ec);
  out_.path = std::move(parsed->path);
  out_.query = std::move(parsed->query);
  host_ = std::move(parsed->authority);
  host_from_target_ = !host_.empty();
}

void RequestParser::on_field_impl(field name, string_view name_string, string_view value, error_code& ec) {
  if (head_done_) return;  // a trailer section is read and dropped
  if (out_.headers.size() >= fields_max_) return refuse(refusals::header_too_large, ec);
  switch (name) {
    case field::host:
      ++hosts_;
      if (!host_from_target_) host_.assign(value.data(), value.size());
      break;
    case field::transfer_encoding:
      if (!beast::iequals(value, "chunked")) return refuse(refusals::bad_transfer_encoding, ec);
      break;
    case field::expect:
      if (!beast::iequals(value, "100-continue")) return refuse(refusals::expectation_failed, ec);
      expects_continue_ = version_ == 11;
      break;
    default:
      break;
  }
  out_.headers.emplace_back(lower(name_string), std::string(value.data(), value.size()));
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) {
  // Not more than was sent so far is worth: a claimed length alone must not reserve megabytes.
  if (length && !out_.sink) out_.body.reserve(std::min<std::uint64_t>(*length, 64 * 1024));
}

std::size_t RequestParser::on_body_impl(string_view piece, error_code&) {
  if (out_.sink)
    out_.sink->write(std::string_view(piece.data(), piece.size()));
  else
    out_.body.append(piece.data(), piece.size());
  return piece.size();
}

void RequestParser::on_chunk_header_impl(std::uint64_t, string_view extensions, error_code& ec) {
  if (extensions.size() > chunk_extension_bytes_max) refuse(refusals::bad_chunk, ec);
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view piece, error_code& ec) {
  return on_body_impl(piece, ec);
}

}  // namespace http
