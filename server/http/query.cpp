#include <base/failure.hpp>
#include <base/text.hpp>
#include <server/http/query.hpp>

#include <algorithm>

namespace http {
namespace {

constexpr std::size_t parameters_max = 100;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded_part(std::string_view part) {
  auto text = percent_decoded(part, true);
  if (!text) throw Failure(Problem::bad_request, "malformed_query");
  return std::move(*text);
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) c = ' ';
    else if (c == '%') {
      if (text.size() - i < 3) return {};
      int high = hex_digit(text[i + 1]), low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return {};
      c = char(high * 16 + low);
      i += 2;
    }
    if (c == '\0') return {};
    out += c;
  }
  if (!is_utf8(out)) return {};
  return out;
}

Parameters parse_query(std::string_view query) {
  Parameters parameters;
  while (!query.empty()) {
    auto part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    if (part.empty()) continue;
    auto equals = std::min(part.find('='), part.size());
    auto name = decoded_part(part.substr(0, equals));
    if (name.empty() || parameters.size() == parameters_max) throw Failure(Problem::bad_request, "malformed_query");
    bool repeated = std::any_of(parameters.begin(), parameters.end(), [&](auto& known) { return known.first == name; });
    if (repeated) throw Failure(Problem::invalid, "invalid_input", {FieldError{name, "duplicate_member"}});
    parameters.emplace_back(std::move(name), decoded_part(part.substr(std::min(equals + 1, part.size()))));
  }
  return parameters;
}

}  // namespace http
