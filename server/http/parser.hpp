// From bytes to http::Request: Beast's incremental parser plus the four things it lets through (a missing Host, folded
// header lines, other transfer encodings, over-long chunk extensions). Nothing reaches a handler unchecked.
#pragma once
#include <server/http/message.hpp>
#include <server/http/options.hpp>
#include <server/http/refusal.hpp>

#include <boost/beast/http/basic_parser.hpp>
#include <optional>
#include <string_view>

namespace http {

// Finds the end of a header section that arrives in pieces, and what Beast would tolerate on the way.
class HeadScan {
 public:
  explicit HeadScan(const Options& options) : options_(&options) {}
  // `all` is everything received so far, the same bytes as before plus new ones. Size of the header section including
  // the empty line, 0 while it is incomplete, or a refusal.
  std::size_t scan(std::string_view all);
  const Refusal* refusal() const { return refusal_; }

 private:
  std::size_t refuse(const Refusal&);

  const Options* options_;
  const Refusal* refusal_ = nullptr;
  std::size_t line_start_ = 0;
  std::size_t scanned_ = 0;
};

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  RequestParser(Request& out, const Options&);

  // The complete header section found by HeadScan. Fills all of the request but body, sink, remote, tls and id.
  const Refusal* parse_head(std::string_view head);
  // Consumes what it can of the body; a sink's throw passes through.
  const Refusal* parse_body(std::string_view piece, std::size_t& consumed);

  bool is_options() const { return is_options_; }
  bool wants_upgrade() const { return is_upgrade_; }  // to WebSocket, with GET
  bool expects_continue() const { return expects_continue_; }
  bool is_http_1_0() const { return version_ == 10; }
  std::string_view host() const { return host_; }

 private:
  using string_view = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  const Refusal* refusal_for(const error_code&) const;
  const Refusal* check_head();

  void on_request_impl(boost::beast::http::verb, string_view method, string_view target, int version,
                       error_code&) override;
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(boost::beast::http::field, string_view name, string_view value, error_code&) override;
  void on_header_impl(error_code&) override { head_done_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, error_code&) override;
  std::size_t on_body_impl(string_view, error_code&) override;
  void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code&) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, string_view, error_code&) override;
  void on_finish_impl(error_code&) override {}
  void refuse(const Refusal&, error_code&);

  Request& out_;
  std::size_t fields_max_;
  const Refusal* refusal_ = nullptr;
  std::string host_;
  int hosts_ = 0;
  int version_ = 11;
  bool host_from_target_ = false;
  bool head_done_ = false;
  bool is_options_ = false;
  bool is_upgrade_ = false;
  bool expects_continue_ = false;
};

}  // namespace http
