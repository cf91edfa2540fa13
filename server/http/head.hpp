// The header section of every answer. The security headers are one prepared string, so that no answer can lack them.
#pragma once
#include <server/http/message.hpp>
#include <server/http/options.hpp>

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace http {

class HeadBlock {
 public:
  explicit HeadBlock(const Options&);

  struct Facts {
    std::uint64_t body_bytes = 0;
    std::string_view date;  // IMF-fixdate
    std::string_view id;
    bool close = false;
    bool http_1_0 = false;
  };
  // Replaces `out`. A handler's Content-Length, Connection, Date and Transfer-Encoding are ignored.
  // std::invalid_argument for a header that would break the framing (line breaks, controls).
  void write(std::string& out, const Response&, const Facts&) const;

 private:
  std::string always_;
  std::string content_security_policy_;  // unless the handler sets its own
};

// IMF-fixdate (RFC 9110 5.6.7).
std::string http_date(std::time_t);

}  // namespace http
