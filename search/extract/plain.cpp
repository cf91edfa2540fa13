#include <base/text.hpp>
#include <search/extract/plain.hpp>
#include <search/extract/text.hpp>

#include <unicode/unistr.h>

#include <algorithm>

namespace extract {
namespace {

bool is_break(char c) {
  return c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

// Control characters that no text has; Ctrl-Z ends files of DOS.
bool is_binary(std::string_view bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && !is_break(c) && byte != 0x1A;
  });
}

std::string converted(std::string_view bytes, const char* encoding) {
  std::string out;
  icu::UnicodeString(bytes.data(), int(bytes.size()), encoding).toUTF8String(out);
  return out;
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80);
}

bool begins_small(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] >= 'a' && text[0] <= 'z') return true;
  return text.size() > 1 && text[0] == '\xC3' && static_cast<unsigned char>(text[1]) >= 0x9F;
}

// "Haushalts-" before "plan" is one word, "Vor-" before "und Nachteile" is not.
bool goes_on(std::string_view before, std::string_view after) {
  if (before.size() < 2 || before.back() != '-' || !is_letter(before[before.size() - 2])) return false;
  if (!begins_small(after)) return false;
  auto word = after.substr(0, after.find_first_of(" \t\r\n\f.,"));
  return word != "und" && word != "oder" && word != "bzw" && word != "sowie";
}

std::string valid(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  icu::UnicodeString::fromUTF8({text.data(), std::int32_t(text.size())}).toUTF8String(out);
  return out;
}

}  // namespace

std::optional<std::string> plain_text(std::string_view bytes) {
  bytes = bytes.substr(0, 2 * text_bytes_max + 4);  // UTF-16 takes two bytes for a letter
  if (bytes.starts_with("\xFF\xFE")) return converted(bytes.substr(2), "UTF-16LE");
  if (bytes.starts_with("\xFE\xFF")) return converted(bytes.substr(2), "UTF-16BE");
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.empty() || is_binary(bytes)) return {};
  auto whole = bytes.substr(0, bytes.size() - std::min<std::size_t>(bytes.size(), 4));  // a letter may be cut
  return is_utf8(bytes) || (bytes.size() > text_bytes_max && is_utf8(whole)) ? std::string(bytes)
                                                                             : converted(bytes, "windows-1252");
}

std::string readable(std::string_view raw) {
  auto checked = valid(raw);
  std::string_view text = checked;
  std::string out;
  out.reserve(text.size());
  std::size_t breaks = 0;
  bool blank = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto byte = static_cast<unsigned char>(text[i]);
    auto pair = text.substr(i, 2);
    if (pair == "\xC2\xAD" || pair == "\xC2\xA0") {
      blank |= pair == "\xC2\xA0";
      ++i;
    } else if (is_break(text[i])) {
      if (pair != "\r\n") ++breaks;
      if (text[i] == '\f') ++breaks;  // a new page
    } else if (byte <= 0x20 || byte == 0x7F) {
      blank = true;
    } else {
      if (breaks == 1 && goes_on(out, text.substr(i)))
        out.pop_back();
      else if (!out.empty() && breaks)
        out.append(std::min<std::size_t>(breaks, 2), '\n');
      else if (!out.empty() && blank)
        out += ' ';
      out += text[i];
      breaks = 0;
      blank = false;
    }
  }
  return out;
}

}  // namespace extract
