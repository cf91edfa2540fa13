#include <search/extract/html.hpp>
#include <search/extract/text.hpp>

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace extract {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 30> entities{{
    {"amp", "&"},    {"lt", "<"},     {"gt", ">"},     {"quot", "\""},  {"apos", "'"},  {"nbsp", " "},
    {"auml", "ä"},   {"ouml", "ö"},   {"uuml", "ü"},   {"Auml", "Ä"},   {"Ouml", "Ö"},  {"Uuml", "Ü"},
    {"szlig", "ß"},  {"sect", "§"},   {"euro", "€"},   {"ndash", "–"},  {"mdash", "—"}, {"hellip", "…"},
    {"bdquo", "„"},  {"ldquo", "“"},  {"rdquo", "”"},  {"laquo", "«"},  {"raquo", "»"}, {"shy", ""},
    {"eacute", "é"}, {"egrave", "è"}, {"agrave", "à"}, {"ccedil", "ç"}, {"copy", "©"},  {"bull", "•"},
}};

// Any other element stands apart from its neighbours.
constexpr std::array<std::string_view, 18> inline_elements{"a",    "abbr",   "b",    "code", "em", "font",
                                                           "i",    "img",    "mark", "o:p",  "s",  "small",
                                                           "span", "strong", "sub",  "sup",  "u",  "wbr"};

char small(char c) {
  return c >= 'A' && c <= 'Z' ? char(c + 32) : c;
}

bool starts_with_small(std::string_view text, std::string_view wanted) {
  return text.size() >= wanted.size() &&
         std::equal(wanted.begin(), wanted.end(), text.begin(), [](char w, char c) { return w == small(c); });
}

std::size_t find_small(std::string_view text, std::string_view wanted) {
  auto found =
      std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), [](char c, char w) { return w == small(c); });
  return std::size_t(found - text.begin());
}

std::string name_of(std::string_view tag) {
  std::string name;
  for (char c : tag.substr(tag.starts_with('/') ? 1 : 0)) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/') break;
    name += small(c);
  }
  return name;
}

void add_code_point(Text& out, std::string_view digits) {
  bool hexadecimal = digits.starts_with('x') || digits.starts_with('X');
  digits.remove_prefix(hexadecimal ? 1 : 0);
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) value = 0xFFFD;
  char bytes[4];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, value);
  out.add({bytes, std::size_t(length)});
}

// Of what begins with "&"; returns its length.
std::size_t add_entity(Text& out, std::string_view rest) {
  auto end = rest.substr(0, 12).find(';');
  auto name = rest.substr(1, end == rest.npos ? 0 : end - 1);
  if (name.starts_with('#')) {
    add_code_point(out, name.substr(1));
    return end + 1;
  }
  auto known = std::find_if(entities.begin(), entities.end(), [&](auto& entity) { return entity.first == name; });
  out.add(known == entities.end() ? "&" : known->second);
  return known == entities.end() ? 1 : end + 1;
}

// Of what begins with "<": the tag, with the content of scripts and styles.
std::size_t tag_length(std::string_view rest, const std::string& name) {
  if (rest.starts_with("<!--")) return std::min(rest.find("-->", 4), rest.size() - 3) + 3;
  auto end = std::min(rest.find('>'), rest.size() - 1) + 1;
  if (name != "script" && name != "style" && name != "head") return end;
  if (rest[1] == '/') return end;
  return end + find_small(rest.substr(end), "</" + name);
}

}  // namespace

bool is_html(std::string_view text) {
  auto start = text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return starts_with_small(start, "<!doctype html") || starts_with_small(start, "<html");
}

std::string html_text(std::string_view html) {
  Text out;
  while (!html.empty() && !out.full()) {
    auto plain = std::min(html.find_first_of("<&"), html.size());
    out.add(html.substr(0, plain));
    html.remove_prefix(plain);
    if (html.starts_with('&')) {
      html.remove_prefix(add_entity(out, html));
    } else if (!html.empty()) {
      auto name = name_of(html.substr(1, std::min(html.find('>'), html.size()) - 1));
      if (std::find(inline_elements.begin(), inline_elements.end(), name) == inline_elements.end()) out.add("\n");
      html.remove_prefix(std::min(tag_length(html, name), html.size()));
    }
  }
  return out.take();
}

}  // namespace extract
