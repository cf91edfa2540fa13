#include <fmt/format.h>
#include <server/http/refusal.hpp>

namespace http {

// Title and key are our own constants and the id is hexadecimal: nothing needs escaping.
Response problem(const Refusal& refusal, std::string_view request_id) {
  Response response;
  response.status = refusal.status;
  response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  if (refusal.status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
  if (refusal.status == 503) response.headers.emplace_back("Retry-After", "5");
  response.body =
      fmt::format(R"({{"type":"about:blank","status":{},"title":"{}","key":"{}","request":"{}","errors":[]}})",
                  refusal.status, refusal.title, refusal.key, request_id);
  return response;
}

}  // namespace http
