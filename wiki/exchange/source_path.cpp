#include <wiki/exchange/source_path.hpp>

#include <algorithm>
#include <vector>

namespace wiki {
namespace {

std::vector<std::string_view> parts(std::string_view path) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < path.size();) {
    auto end = std::min(path.find('/', at), path.size());
    found.push_back(path.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

std::string joined(const std::vector<std::string_view>& all) {
  std::string out;
  for (auto part : all) out.append(out.empty() ? "" : "/").append(part);
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool ends_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  return std::equal(lower.begin(), lower.end(), text.end() - std::ptrdiff_t(lower.size()),
                    [](char l, char t) { return l == (t >= 'A' && t <= 'Z' ? char(t + 32) : t); });
}

}  // namespace

std::string_view folder_part(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

std::string_view name_part(std::string_view path) {
  auto slash = path.rfind('/');
  return slash == path.npos ? path : path.substr(slash + 1);
}

std::string below(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : std::string(folder) + "/" + std::string(name);
}

bool is_markdown_file(std::string_view path) {
  auto name = name_part(path);
  return without_extension(name).size() < name.size() && !without_extension(name).empty();
}

bool is_index_file(std::string_view path) {
  return name_part(path) == "index.md";
}

std::string_view without_extension(std::string_view name) {
  for (std::string_view extension : {".md", ".markdown"})
    if (ends_with_ignoring_case(name, extension)) return name.substr(0, name.size() - extension.size());
  return name;
}

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.back() == '/' || path.find('\0') != path.npos) return false;
  auto all = parts(path);
  return std::none_of(all.begin(), all.end(), [](auto part) { return part.empty() || part.front() == '.'; });
}

std::optional<std::string> joined_path(std::string_view folder, std::string_view relative) {
  auto at = parts(folder);
  for (auto part : parts(relative)) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      at.push_back(part);
      continue;
    }
    if (at.empty()) return {};
    at.pop_back();
  }
  return joined(at);
}

std::string relative_path(std::string_view folder, std::string_view path) {
  auto from = parts(folder);
  auto to = parts(path);
  std::size_t common = 0;
  while (common < from.size() && common + 1 < to.size() && from[common] == to[common]) ++common;
  std::string out;
  for (std::size_t i = common; i < from.size(); ++i) out += "../";
  return out + joined({to.begin() + std::ptrdiff_t(common), to.end()});
}

std::string percent_encoded(std::string_view path) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string out;
  for (unsigned char c : path) {
    bool plain =
        c >= 0x80 || std::isalnum(c) || std::string_view("-._~/!$'*+,;=@").find(char(c)) != std::string_view::npos;
    if (plain) {
      out += char(c);
    } else {
      out += '%';
      out += digits[c >> 4];
      out += digits[c & 15];
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool escape = text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    out += escape ? char(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2])) : text[i];
    if (escape) i += 2;
  }
  return out;
}

std::optional<RelativeTarget> relative_target(std::string_view destination) {
  if (destination.empty() || std::string_view("/#?\\").find(destination.front()) != std::string_view::npos) return {};
  auto end = std::min(destination.find_first_of("?#"), destination.size());
  auto path = destination.substr(0, end);
  auto colon = path.find(':');
  if (colon != path.npos && path.find('/') > colon) return {};
  return RelativeTarget{std::string(path), std::string(destination.substr(end))};
}

}  // namespace wiki
