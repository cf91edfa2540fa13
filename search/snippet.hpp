// The lines of a text that show why it was found (Fundstelle): the window with most of the query's concepts.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace search {

inline constexpr std::size_t snippet_bytes = 240;  // about; without marks and escapes

// A word that was found: its number in the text, from 0, and for what.
struct Mark {
  std::uint32_t word;
  std::uint32_t term;
};

// HTML: escaped, white space folded, marked words in <mark>, "…" where it was cut. The beginning without marks. Words
// that are written as marked ones or as one of `forms` are marked, too.
std::string snippet(std::string_view text, std::vector<Mark> marks, const std::vector<std::string>& forms = {});

}  // namespace search
