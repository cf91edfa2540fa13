#include <server/http/problem.hpp>
#include <server/http/retry.hpp>
#include <server/json/encode.hpp>

#include <fmt/format.h>

namespace http {
namespace {

struct Meaning {
  int status;
  std::string_view title;
};

Meaning meaning(Problem problem) {
  switch (problem) {
    case Problem::bad_request: return {400, "Bad request"};
    case Problem::not_signed_in: return {401, "Not signed in"};
    case Problem::forbidden: return {403, "Forbidden"};
    case Problem::not_found: return {404, "Not found"};
    case Problem::method_not_allowed: return {405, "Method not allowed"};
    case Problem::conflict: return {409, "Conflict"};
    case Problem::gone: return {410, "Gone"};
    case Problem::too_large: return {413, "Content too large"};
    case Problem::unsupported_media: return {415, "Unsupported media type"};
    case Problem::invalid: return {422, "Invalid input"};
    case Problem::too_many: return {429, "Too many requests"};
    case Problem::unavailable: return {503, "Service unavailable"};
    case Problem::internal: break;
  }
  return {500, "Internal error"};
}

}  // namespace

int status_of(Problem problem) { return meaning(problem).status; }
std::string_view title_of(Problem problem) { return meaning(problem).title; }

Response problem(const Failure& failure, std::string_view request_id, std::string_view members) {
  auto [status, title] = meaning(failure.problem());
  std::string body = fmt::format(R"({{"type":"about:blank","status":{},"title":"{}","key":)", status, title);
  json::write_string(body, failure.key());
  body += ",\"request\":";
  json::write_string(body, request_id);
  body += ",\"errors\":[";
  for (auto& error : failure.errors()) {
    if (body.back() != '[') body += ',';
    body += "{\"field\":";
    json::write_string(body, error.field);
    body += ",\"key\":";
    json::write_string(body, error.key);
    body += '}';
  }
  body += ']';
  auto* retry = dynamic_cast<const FailureWith<Retry>*>(&failure);
  if (retry) body += fmt::format(",\"retry_after_s\":{}", retry->details.retry_after_s);
  body += members;
  body += '}';
  Response response{status, {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}}, {}};
  if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");  // RFC 9110, section 15.5.2
  if (retry) response.headers.emplace_back("Retry-After", std::to_string(retry->details.retry_after_s));
  response.body = std::move(body);
  return response;
}

Response problem(std::exception_ptr thrown, std::string_view request_id) {
  try {
    std::rethrow_exception(thrown);
  } catch (const Failure& failure) {
    return problem(failure, request_id);
  } catch (...) {
    return problem(Failure(Problem::internal, "internal"), request_id);
  }
}

}  // namespace http
