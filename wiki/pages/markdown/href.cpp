#include <wiki/pages/markdown/href.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>

namespace wiki::markdown {
namespace {

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char l, char t) {
           return l == (t >= 'A' && t <= 'Z' ? char(t + 32) : t);
         });
}

// A browser resolves dot segments before it asks: "/p/../api" must not pass as "/p/".
bool leaves_its_folder(std::string_view url) {
  auto path = url.substr(0, url.find_first_of("?#"));
  for (std::string_view dot : {"/.", "/%2e", "/%2E"}) {
    if (path.find(dot) != path.npos) return true;
  }
  return path.find("//") != path.npos;
}

Target own_path(std::string_view url) {
  for (std::string_view prefix : {"/p/", "/s/", "/api/attachments/"}) {
    if (url.starts_with(prefix) && url.size() > prefix.size() && !leaves_its_folder(url)) return Target::own;
  }
  return Target::refused;
}

bool has_scheme(std::string_view url) {
  if (url.empty() || !letter(url.front())) return false;
  auto end = std::find_if_not(url.begin(), url.end(),
                              [](char c) { return letter(c) || digit(c) || c == '+' || c == '-' || c == '.'; });
  return end != url.end() && *end == ':';
}

constexpr std::array<bool, 256> safe_in_href = [] {
  std::array<bool, 256> table{};
  for (int c = 'a'; c <= 'z'; ++c) table[std::size_t(c)] = table[std::size_t(c - 32)] = true;
  for (int c = '0'; c <= '9'; ++c) table[std::size_t(c)] = true;
  for (char c : std::string_view("-_.+!*(),%#@?=;:/$~")) table[std::size_t(c)] = true;
  return table;
}();

}  // namespace

Target target_of(std::string_view url) {
  for (unsigned char c : url) {
    if (c < 0x20 || c == 0x7F || c == '\\') return Target::refused;
  }
  if (url.starts_with('#')) return Target::own;
  if (url.starts_with('/')) return own_path(url);
  if (!has_scheme(url)) return Target::relative;
  if (url.find(' ') != url.npos) return Target::refused;
  for (std::string_view scheme : {"http://", "https://"}) {
    if (!starts_with_ignoring_case(url, scheme)) continue;
    bool host = url.size() > scheme.size() && url[scheme.size()] != '/' && url[scheme.size()] != '?' &&
                url[scheme.size()] != '#';
    return host ? Target::external : Target::refused;
  }
  for (std::string_view scheme : {"mailto:", "tel:"}) {
    if (starts_with_ignoring_case(url, scheme) && url.size() > scheme.size()) return Target::contact;
  }
  return Target::refused;
}

void append_text(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(text[i]);
    if (c > '>' || (c >= 0x20 && c != '<' && c != '>' && c != '&') || c == '\n' || c == '\t') continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    if (c == '<') out += "&lt;";
    if (c == '>') out += "&gt;";
    if (c == '&') out += "&amp;";
  }
  out.append(text, plain);
}

void append_attribute(std::string& out, std::string_view text) {
  for (char c : text) {
    if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
      out += c;
  }
}

void append_href(std::string& out, std::string_view url) {
  constexpr const char* digits = "0123456789ABCDEF";
  for (unsigned char c : url) {
    if (safe_in_href[c]) {
      out += char(c);
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\'') {
      out += "&#39;";
    } else {
      out += '%';
      out += digits[c >> 4];
      out += digits[c & 15];
    }
  }
}

}  // namespace wiki::markdown
