// Suggestions while somebody types (Vorschläge): pages whose title has all the words, the last one perhaps unfinished.
// Never a title that the viewer may not see.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <cstdint>
#include <string_view>
#include <vector>

namespace search {

inline constexpr std::size_t suggestions_max = 10;

// Pages, best first: titles that begin with the words, short ones before long ones. Empty when nothing was typed yet.
// unavailable "search_not_ready".
std::vector<std::int64_t> suggest(ReadTx&, const Viewer&, std::string_view typed, std::size_t limit = suggestions_max);

}  // namespace search
