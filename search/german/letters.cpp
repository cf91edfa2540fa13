#include <base/text.hpp>
#include <search/german/letters.hpp>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <array>

namespace search::german {
namespace {

constexpr UChar32 soft_hyphen = 0xAD;

constexpr auto ascii_words = [] {
  std::array<bool, 128> out{};
  for (char c = '0'; c <= '9'; ++c) out[std::size_t(c)] = true;
  for (char c = 'a'; c <= 'z'; ++c) out[std::size_t(c)] = out[std::size_t(c) - 0x20] = true;
  return out;
}();

bool is_ascii_word(unsigned char c) {
  return c < 0x80 && ascii_words[c];
}

bool joins_word(UChar32 c) {
  return c == soft_hyphen || (c >= 0x200B && c <= 0x200D);
}

bool is_word(UChar32 c) {
  return u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

// ä, ö, ü, ß and the other letters of Latin-1, without asking ICU.
bool is_latin_letter(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) != 0xC3 || at + 1 == text.size()) return false;
  auto second = static_cast<unsigned char>(text[at + 1]);
  return second >= 0x80 && second <= 0xBF && second != 0x97 && second != 0xB7;
}

// The code point at `at`, which moves behind it; negative when it is malformed.
UChar32 take(std::string_view text, std::size_t& at) {
  auto position = std::int32_t(at);
  UChar32 c;
  U8_NEXT(text.data(), position, std::int32_t(text.size()), c);
  at = std::size_t(position);
  return c;
}

std::size_t word_end(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (is_ascii_word(static_cast<unsigned char>(text[at]))) {
      ++at;
      continue;
    }
    if (static_cast<unsigned char>(text[at]) < 0x80) break;
    if (is_latin_letter(text, at)) {
      at += 2;
      continue;
    }
    auto next = at;
    auto c = take(text, next);
    if (c < 0 || !(is_word(c) || joins_word(c))) break;
    at = next;
  }
  return at;
}

// Length of the sign between word and ending: ":", "*", "_", "/", "/-", "·".
std::size_t gender_sign(std::string_view rest) {
  if (rest.empty() || rest[0] == ' ') return 0;
  for (std::string_view sign : {":", "*", "_", "/-", "/", "·"})
    if (rest.starts_with(sign)) return sign.size();
  return 0;
}

std::size_t with_gender_ending(std::string_view text, Span word) {
  auto rest = text.substr(word.end);
  auto sign = word.end - word.begin >= 3 ? gender_sign(rest) : 0;
  if (!sign || !rest.substr(sign).starts_with("in")) return word.end;
  auto end = word_end(text, word.end + sign);
  auto ending = text.substr(word.end + sign, end - word.end - sign);
  return ending == "in" || ending == "innen" ? end : word.end;
}

void append(std::string& out, UChar32 c) {
  char buffer[4];
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(reinterpret_cast<std::uint8_t*>(buffer), size, c);
  out.append(buffer, std::size_t(size));
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// "aktuell", "manuell", "duell", but "mueller" and "fuelle".
bool is_latin_ending(std::string_view text, std::size_t u) {
  return text.substr(u).starts_with("uell") && std::string_view("tndsx").find(text[u - 1]) != std::string_view::npos;
}

// "mueller" → "muller", but "steuer" and "quelle" stay as they are.
std::string without_digraphs(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (i + 1 == text.size() || text[i + 1] != 'e') continue;
    bool umlaut = text[i] == 'a' || text[i] == 'o';
    if (text[i] == 'u') umlaut = i > 0 && text[i - 1] != 'q' && !is_vowel(text[i - 1]) && !is_latin_ending(text, i);
    i += umlaut;
  }
  return out;
}

// Replaces the umlauts of Latin-1 in place of asking ICU; empty when other letters occur.
std::string folded_german(std::string_view form) {
  std::string out;
  for (std::size_t i = 0; i < form.size(); ++i) {
    auto c = static_cast<unsigned char>(form[i]);
    if (c < 0x80) {
      out += char(c);
      continue;
    }
    auto next = c == 0xC3 && i + 1 < form.size() ? static_cast<unsigned char>(form[++i]) : 0;
    switch (next) {
      case 0xA4:
        out += 'a';
        break;
      case 0xB6:
        out += 'o';
        break;
      case 0xBC:
        out += 'u';
        break;
      case 0x9F:
        out += "ss";
        break;
      default:
        return {};
    }
  }
  return out;
}

}  // namespace

std::optional<Span> next_word(std::string_view text, std::size_t from) {
  for (auto at = from; at < text.size();) {
    auto c = static_cast<unsigned char>(text[at]);
    auto next = at;
    if (c < 0x80 ? is_ascii_word(c) : is_latin_letter(text, at) || is_word(take(text, next))) {
      Span word{at, word_end(text, at)};
      word.end = with_gender_ending(text, word);
      return word;
    }
    at = c < 0x80 ? at + 1 : next;
  }
  return {};
}

std::string form_of(std::string_view word) {
  std::string out;
  out.reserve(word.size());
  for (std::size_t at = 0; at < word.size();) {
    auto c = static_cast<unsigned char>(word[at]);
    if (c < 0x80) {
      if (is_ascii_word(c)) out += c >= 'A' && c <= 'Z' ? char(c + 0x20) : char(c);
      ++at;
      continue;
    }
    if (is_latin_letter(word, at)) {
      auto second = static_cast<unsigned char>(word[at + 1]);
      out += char(c);
      out += char(second < 0x9F ? second + 0x20 : second);
      at += 2;
      continue;
    }
    auto code = take(word, at);
    if (code >= 0 && is_word(code)) append(out, u_tolower(code));
  }
  return out;
}

std::string folded(std::string_view form) {
  auto out = folded_german(form);
  if (out.empty() && !form.empty()) {
    out = transliterated(form);
    if (out.empty()) out = form;  // another script
  }
  return without_digraphs(out);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_upper(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  return u_isupper(take(text, at));
}

}  // namespace search::german
