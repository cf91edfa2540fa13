// Where words begin and end, and how they are written down for comparing (Wortgrenzen, Kleinschreibung). Everything
// that counts words – index, queries, snippets – uses this one walk.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace search::german {

struct Span {
  std::size_t begin = 0, end = 0;  // bytes
};

// Letters, digits and marks in a row; soft hyphens inside, and the gender ending of "Leiter:innen" or "Leiter/-in",
// belong to the word. nullopt when none follows `from`. Invalid UTF-8 separates words.
std::optional<Span> next_word(std::string_view text, std::size_t from);

// Lower case, umlauts and accents kept, soft hyphens and signs of gender left out: "Leiter:innen" is "leiterinnen".
std::string form_of(std::string_view word);

// Without umlauts and accents: ä, ae and a are one, ß and ss; "uell" and vowels before ue stay.
std::string folded(std::string_view form);

bool is_upper(std::string_view text, std::size_t at);
bool is_digit(char c);

}  // namespace search::german
