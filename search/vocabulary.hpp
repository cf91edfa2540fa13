// The forms of words in the index (Wortliste): for beginnings that are completed and for typing errors. It knows words
// of closed pages, too: what comes of it is shown only after a match that the viewer may read.
#pragma once
#include <storage/tx.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace search {

inline constexpr std::size_t corrected_letters_min = 5;

// Forms that begin so, the most common first.
std::vector<std::string> forms_with_prefix(ReadTx&, std::string_view prefix, std::size_t limit);

// Forms that differ by one letter left out, added, changed or swapped with its neighbour, the most common first.
// Empty for forms of fewer than corrected_letters_min letters.
std::vector<std::string> forms_like(ReadTx&, std::string_view form, std::size_t limit);

}  // namespace search
