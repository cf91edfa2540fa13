// Abbreviations of agencies with what they stand for (Abkürzungsverzeichnis, A-182). The list of the house is added to
// this one; both directions are found.
#pragma once
#include <span>
#include <string_view>

namespace search::german {

struct Abbreviation {
  std::string_view letters, words;
};

std::span<const Abbreviation> common_abbreviations();

}  // namespace search::german
