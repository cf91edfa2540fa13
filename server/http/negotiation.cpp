#include <server/http/negotiation.hpp>

#include <algorithm>

namespace http {
namespace {

std::string_view trimmed(std::string_view text) {
  auto start = std::min(text.find_first_not_of(" \t"), text.size());
  text.remove_prefix(start);
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

// Calls `visit` with the trimmed elements of a comma-separated list until it returns true.
template <class Visit>
bool any_element(std::string_view list, Visit visit) {
  while (!list.empty()) {
    auto comma = std::min(list.find(','), list.size());
    if (visit(trimmed(list.substr(0, comma)))) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

bool is_zero(std::string_view weight) {
  return !weight.empty() && weight.find_first_not_of("0.") == weight.npos;
}

}  // namespace

bool accepts_encoding(std::string_view accept_encoding, std::string_view coding) {
  bool by_star = false, named = false, refused = false;
  any_element(accept_encoding, [&](std::string_view element) {
    auto semicolon = element.find(';');
    auto name = trimmed(element.substr(0, semicolon));
    auto parameter = semicolon == element.npos ? std::string_view{} : trimmed(element.substr(semicolon + 1));
    bool zero = parameter.starts_with("q=") && is_zero(parameter.substr(2));
    if (name == "*") by_star = !zero;
    if (name == coding) (zero ? refused : named) = true;
    return false;
  });
  return named || (by_star && !refused);
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  return any_element(if_none_match, [&](std::string_view element) {
    if (element.starts_with("W/")) element.remove_prefix(2);
    return element == "*" || (!etag.empty() && element == etag);
  });
}

}  // namespace http
