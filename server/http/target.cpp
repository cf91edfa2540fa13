#include <base/text.hpp>
#include <server/http/target.hpp>

#include <algorithm>

namespace http {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_control(unsigned char c) {
  return c < 0x20 || c == 0x7f;
}

std::optional<std::string> decoded(std::string_view raw) {
  std::string out;
  out.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      if (raw.size() - i < 3) return {};
      int high = hex_value(raw[i + 1]), low = hex_value(raw[i + 2]);
      if (high < 0 || low < 0) return {};
      c = static_cast<char>(high * 16 + low);
      if (c == '/') return {};
      i += 2;
    }
    if (is_control(static_cast<unsigned char>(c)) || c == '\\' || c == '#') return {};
    out += c;
  }
  return out;
}

bool has_dot_segment(std::string_view path) {
  if (path.find("/.") == path.npos) return false;
  for (std::size_t start = 0; start < path.size();) {
    auto end = std::min(path.find('/', start), path.size());
    auto segment = path.substr(start, end - start);
    if (segment == "." || segment == "..") return true;
    start = end + 1;
  }
  return false;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::optional<Target> parse_target(std::string_view raw) {
  Target target;
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!raw.starts_with(scheme)) continue;
    raw.remove_prefix(scheme.size());
    auto end = std::min(raw.find_first_of("/?"), raw.size());
    target.authority = raw.substr(0, end);
    if (!is_host(target.authority)) return {};
    raw.remove_prefix(end);
    break;
  }
  auto question = raw.find('?');
  if (question != raw.npos) target.query = raw.substr(question + 1);
  if (target.query.find('#') != std::string::npos) return {};
  auto path = raw.substr(0, question);
  if (path.empty() && !target.authority.empty()) path = "/";
  if (!path.starts_with('/')) return {};
  auto plain = decoded(path);
  if (!plain || has_dot_segment(*plain)) return {};
  if (!is_ascii(*plain) && !is_utf8(*plain)) return {};
  target.path = std::move(*plain);
  return target;
}

bool is_host(std::string_view host) {
  if (host.empty() || host.size() > 255) return false;
  return std::all_of(host.begin(), host.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_' || c == ':' || c == '[' || c == ']';
  });
}

}  // namespace http
