#include <server/http/bind.hpp>

namespace http {
namespace {

bool is_json(std::string_view content_type) {
  constexpr std::string_view wanted = "application/json";
  auto type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return std::equal(type.begin(), type.end(), wanted.begin(), wanted.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

}  // namespace

std::string_view json_body(const Request& request) {
  if (request.body.empty()) throw Failure(Problem::bad_request, "body_missing");
  if (!is_json(request.header("content-type")))
    throw Failure(Problem::unsupported_media, "unsupported_media_type");
  return request.body;
}

void refuse_body(const Request& request) {
  if (request.body.empty()) return;
  json::Document body(request.body);
  if (body.root().kind() != json::Kind::object || body.root().size() != 0)
    throw Failure(Problem::bad_request, "body_unexpected");
}

void refuse_query(const Request& request) {
  if (request.query.empty()) return;
  json::Faults faults;
  for (auto& [name, value] : parse_query(request.query)) faults.add(name, "unknown_member");
  std::move(faults).raise();
}

}  // namespace http
