// The lines of a text that show why it was found (Fundstelle): the window with most of the query's terms.
#pragma once
#include <search/query.hpp>

#include <string>
#include <string_view>

namespace search {

inline constexpr std::size_t snippet_bytes = 240;  // about; without marks and escapes

// HTML: escaped, white space folded, terms in <mark>, "…" where it was cut. The beginning when no term is there.
std::string snippet(std::string_view text, const Query&, const Tokenizer&);

}  // namespace search
