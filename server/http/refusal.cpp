#include <fmt/format.h>
#include <base/enum.hpp>
#include <server/http/refusal.hpp>

namespace http {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c < 0x20) {
      out += fmt::format("\\u{:04x}", c);
    } else {
      out += static_cast<char>(c);
    }
  }
  return out += '"';
}

Response answer(int status, std::string_view title, std::string_view key, std::string_view id, std::string_view more) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "application/problem+json"}, {"Cache-Control", "no-store"}};
  if (status == 405) response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
  if (status == 503) response.headers.emplace_back("Retry-After", "5");
  response.body = fmt::format(R"({{"type":"about:blank","status":{},"title":{},"key":{},"request":{}{}}})", status,
                              quoted(title), quoted(key), quoted(id), more);
  return response;
}

}  // namespace

int status_of(Problem problem) {
  switch (problem) {
    case Problem::bad_request:
      return 400;
    case Problem::not_signed_in:
      return 401;
    case Problem::forbidden:
      return 403;
    case Problem::not_found:
      return 404;
    case Problem::method_not_allowed:
      return 405;
    case Problem::conflict:
      return 409;
    case Problem::gone:
      return 410;
    case Problem::too_large:
      return 413;
    case Problem::unsupported_media:
      return 415;
    case Problem::invalid:
      return 422;
    case Problem::too_many:
      return 429;
    case Problem::internal:
      return 500;
    case Problem::unavailable:
      return 503;
  }
  return 500;
}

Response problem(const Refusal& refusal, std::string_view request_id) {
  return answer(refusal.status, refusal.title, refusal.key, request_id, {});
}

Response problem(const Failure& failure, std::string_view request_id) {
  std::string errors;
  for (auto& error : failure.errors()) {
    errors += errors.empty() ? ",\"errors\":[" : ",";
    errors += fmt::format(R"({{"field":{},"key":{}}})", quoted(error.field), quoted(error.key));
  }
  if (!errors.empty()) errors += ']';
  return answer(status_of(failure.problem()), enum_name(failure.problem()), failure.key(), request_id, errors);
}

}  // namespace http
