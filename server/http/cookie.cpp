#include <server/http/cookie.hpp>

#include <algorithm>

namespace http {

std::string_view cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    auto pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(pair.size() + 1, header.size()));
    pair.remove_prefix(std::min(pair.find_first_not_of(" \t"), pair.size()));
    if (!pair.starts_with(name) || pair.size() == name.size() || pair[name.size()] != '=') continue;
    auto value = pair.substr(name.size() + 1);
    value = value.substr(0, value.find_last_not_of(" \t") + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    return value;
  }
  return {};
}

std::string set_cookie(std::string_view name, std::string_view value, bool secure,
                       std::optional<std::chrono::seconds> lifetime) {
  std::string out(name);
  out += '=';
  out += value;
  out += "; Path=/; HttpOnly; SameSite=Lax";
  if (secure) out += "; Secure";
  if (lifetime) out += "; Max-Age=" + std::to_string(lifetime->count());
  return out;
}

}  // namespace http
