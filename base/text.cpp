#include <base/failure.hpp>
#include <base/text.hpp>

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <stdexcept>

namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

// Calls `accept` with each code point; false at the first malformed sequence or refusal.
template <class Accept>
bool each_code_point(std::string_view text, Accept accept) {
  std::int32_t at = 0, size = std::int32_t(text.size());
  while (at < size) {
    UChar32 c;
    U8_NEXT(text.data(), at, size, c);
    if (c < 0 || !accept(c)) return false;
  }
  return true;
}

bool fits_free_text(UChar32 c) { return c >= 0x20 ? c != 0x7F : c == '\n' || c == '\t'; }

bool fits_line(UChar32 c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) return false;
  if (c == 0x00AD || c == 0xFFFD || c == 0xFEFF) return false;          // soft hyphen, replacement, zero-width
  if (c >= 0x200B && c <= 0x200F) return false;                         // zero-width, direction marks
  if (c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E)) return false;  // separators, embeddings
  return !(c >= 0x2060 && c <= 0x2069);                                 // word joiner, isolates
}

std::string trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

template <class Fits>
std::string checked(std::string text, std::size_t limit, Fits fits) {
  if (text.size() > limit * 8) throw Failure(Problem::invalid, "too_long");  // before any work on it
  if (!each_code_point(text, fits)) throw Failure(Problem::invalid, "wrong_characters");
  if (!is_ascii(text)) text = nfc(text);
  if (code_points(text) > limit) throw Failure(Problem::invalid, "too_long");
  return text;
}

// Numbers by value.
std::unique_ptr<icu::Collator> collator(const char* locale) {
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale(locale), error));
  if (U_FAILURE(error)) throw std::runtime_error("collation rules");
  made->setAttribute(UCOL_NUMERIC_COLLATION, UCOL_ON, error);
  return made;
}

std::string key_in(const icu::Collator& order, std::string_view utf8) {
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), int(utf8.size())));
  std::string key(std::size_t(order.getSortKey(text, nullptr, 0)), '\0');
  order.getSortKey(text, reinterpret_cast<std::uint8_t*>(key.data()), std::int32_t(key.size()));
  key.pop_back();  // the terminating NUL
  return key;
}

}  // namespace

bool is_utf8(std::string_view text) {
  return is_ascii(text) || each_code_point(text, [](UChar32) { return true; });
}

std::size_t code_points(std::string_view utf8) {
  return std::size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string nfc(std::string_view utf8) {
  if (is_ascii(utf8)) return std::string(utf8);
  UErrorCode error = U_ZERO_ERROR;
  auto* normalizer = icu::Normalizer2::getNFCInstance(error);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  normalizer->normalizeUTF8(0, icu::StringPiece(utf8.data(), int(utf8.size())), sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error("normalisation failed");
  return out;
}

std::string transliterated(std::string_view utf8) {
  static const std::unique_ptr<icu::Transliterator> rules = [] {
    UErrorCode error = U_ZERO_ERROR;
    UParseError where;
    std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createFromRules(
        "stafette",
        icu::UnicodeString::fromUTF8("ä > ae; ö > oe; ü > ue; Ä > Ae; Ö > Oe; Ü > Ue; ß > ss; ẞ > SS; "
                                     "::Any-Latin; ::Latin-ASCII; ::Lower;"),
        UTRANS_FORWARD, where, error));
    if (U_FAILURE(error)) throw std::runtime_error("transliteration rules");
    return made;
  }();
  static std::mutex guard;  // an icu::Transliterator is not safe for concurrent use
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), int(utf8.size())));
  {
    std::lock_guard lock(guard);
    rules->transliterate(text);
  }
  std::string out;
  text.toUTF8String(out);
  return out;
}

std::string slug_of(std::string_view title, std::string_view fallback) {
  constexpr std::size_t length_max = 80;
  std::string slug;
  for (char c : transliterated(nfc(title))) {
    bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) slug += c;
    else if (!slug.empty() && slug.back() != '-') slug += '-';
    if (slug.size() == length_max) break;
  }
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  return slug.empty() ? std::string(fallback) : slug;
}

std::string sort_key(std::string_view utf8) {
  static const auto order = collator("de");
  return key_in(*order, utf8);
}

std::string name_key(std::string_view utf8) {
  static const auto order = collator("de@collation=phonebook");
  return key_in(*order, utf8);
}

namespace detail {

std::string checked_text(std::string_view raw, std::size_t limit) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '\r' && i + 1 < raw.size() && raw[i + 1] == '\n') continue;
    text += raw[i];
  }
  return checked(std::move(text), limit, fits_free_text);
}

std::string checked_line(std::string_view raw, std::size_t limit) { return checked(trimmed(raw), limit, fits_line); }

}  // namespace detail
