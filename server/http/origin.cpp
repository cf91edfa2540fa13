#include <base/failure.hpp>
#include <server/http/origin.hpp>

#include <algorithm>

namespace http {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

}  // namespace

std::string origin_of(std::string_view url) {
  auto scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos || scheme_end == 0) return {};
  auto host_end = std::min(url.find_first_of("/?#", scheme_end + 3), url.size());
  if (host_end == scheme_end + 3) return {};
  auto origin = lower(url.substr(0, host_end));
  auto default_port = origin.starts_with("https:") ? ":443" : ":80";
  if (origin.ends_with(default_port)) origin.resize(origin.rfind(':'));
  return origin;
}

bool carries_bearer_token(const Request& request) {
  return lower(request.header("authorization").substr(0, 7)) == "bearer ";
}

void require_own_origin(const Request& request, std::string_view own_origin) {
  auto raw = request.header("origin");
  auto origin = origin_of(raw);
  bool whole = lower(raw) == origin;  // an origin has no path
  auto host = origin_of(std::string(request.tls ? "https://" : "http://") + std::string(request.header("host")));
  bool ours = own_origin.empty() ? origin == host : origin == own_origin;
  if (!whole || origin.empty() || !ours) throw Failure(Problem::forbidden, "origin_refused");
}

void check_origin(const Request& request, std::string_view own_origin) {
  if (request.method == Method::get || request.method == Method::head || carries_bearer_token(request)) return;
  require_own_origin(request, own_origin);
}

}  // namespace http
