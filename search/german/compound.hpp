// Parts of compounds (Wortzerlegung): "reisekostenabrechnung" is reise + kosten + abrechnung. Only words of the lexicon
// are parts; what looks like one and is none stands in exceptions (compound.cpp).
#pragma once
#include <search/german/letters.hpp>

#include <string_view>
#include <vector>

namespace search::german {

// The parts of a form in their order, without what links them; fewer than two: it is no compound. A form longer than
// 100 bytes is none.
std::vector<Span> parts_of(std::string_view form);

}  // namespace search::german
