#include <fmt/format.h>
#include <server/http/head.hpp>

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/status.hpp>
#include <stdexcept>

namespace http {
namespace {

constexpr std::string_view content_security_policy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
    "trusted-types lit-html ProseMirrorClipboard stafette\r\n";

constexpr std::string_view security_headers =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n";

bool is(std::string_view name, std::string_view wanted) {
  return name.size() == wanted.size() &&
         boost::beast::iequals({name.data(), name.size()}, {wanted.data(), wanted.size()});
}

bool is_own(std::string_view name) {
  return is(name, "Content-Length") || is(name, "Connection") || is(name, "Date") || is(name, "Transfer-Encoding");
}

bool breaks_framing(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

void append(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

HeadBlock::HeadBlock(const Options& options)
    : always_(security_headers), content_security_policy_(content_security_policy) {
  if (options.public_url.starts_with("https://"))
    append(always_, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

void HeadBlock::write(std::string& out, const Response& response, const Facts& facts) const {
  auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  out.clear();
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status,
                 std::string_view(reason.data(), reason.size()));
  append(out, "Date", facts.date);
  append(out, "X-Request-Id", facts.id);
  out += always_;
  bool own_policy = false;
  for (auto& [name, value] : response.headers) {
    if (name.empty() || breaks_framing(name) || breaks_framing(value) || name.find(':') != name.npos)
      throw std::invalid_argument("response header");
    if (is_own(name)) continue;
    own_policy = own_policy || is(name, "Content-Security-Policy");
    append(out, name, value);
  }
  if (!own_policy) out += content_security_policy_;
  if (response.status != 204 && response.status != 304)
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", facts.body_bytes);
  if (facts.close)
    out += "Connection: close\r\n";
  else if (facts.http_1_0)
    out += "Connection: keep-alive\r\n";
  out += "\r\n";
}

std::string http_date(std::time_t at) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm utc{};
  gmtime_r(&at, &utc);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[utc.tm_wday], utc.tm_mday, months[utc.tm_mon],
                     utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

}  // namespace http
