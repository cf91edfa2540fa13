// Text with a limit in its type. Text<N> is free text; Line<N> is one line for titles and names. Both hold valid UTF-8
// in NFC (DIN 91379 letters survive every boundary, A-166, A-167); lengths are counted in Unicode code points.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

bool is_utf8(std::string_view);
std::size_t code_points(std::string_view utf8);
std::string nfc(std::string_view utf8);
// Lower case and without umlauts, accents and ligatures (ä=ae, ß=ss, ł=l): for addresses and look-ups, never for
// storage.
std::string transliterated(std::string_view utf8);
// A path segment for a title: transliterated, [a-z0-9-], at most 80 characters; `fallback` when nothing remains.
std::string slug_of(std::string_view title, std::string_view fallback);
// DIN 5007-1 order of German words (ä sorts as a, numbers by value): byte strings that compare like the words.
std::string sort_key(std::string_view utf8);
// DIN 5007-2 order of people's names (ä sorts as ae, as in telephone books).
std::string name_key(std::string_view utf8);

namespace detail {
// Throw Failure(invalid, "too_long" | "wrong_characters"), without a field: the binder adds it.
std::string checked_text(std::string_view raw, std::size_t limit);
std::string checked_line(std::string_view raw, std::size_t limit);
}  // namespace detail

// Free text: every character but NUL and the C0 controls other than tab and line feed; CR LF becomes LF.
template <std::size_t Limit>
class Text {
 public:
  static constexpr std::size_t limit = Limit;
  Text() = default;
  explicit Text(std::string_view raw) : value_(detail::checked_text(raw, Limit)) {}
  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};

// One line for titles and names: trimmed; no controls, line breaks, bidi controls, zero-width characters, soft hyphens
// or U+FFFD, which make two names look the same.
template <std::size_t Limit>
class Line {
 public:
  static constexpr std::size_t limit = Limit;
  Line() = default;
  explicit Line(std::string_view raw) : value_(detail::checked_line(raw, Limit)) {}
  const std::string& str() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
};
