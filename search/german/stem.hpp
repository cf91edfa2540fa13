// The key under which all forms of a word meet (Grundform): folded, without the feminine ending of persons, stemmed.
// "Häuser", "haeusern" and "Haus" are "haus"; "Mitarbeiterinnen" and "Mitarbeitende" are "mitarbeit".
#pragma once
#include <string>
#include <string_view>

namespace search::german {

// Of a form as form_of() makes it. Numbers and words with digits are their own key.
std::string key_of(std::string_view form);

// Without the feminine ending of persons: "lehrerinnen" is "lehrer". Other forms are returned as they are.
std::string masculine(std::string_view form);

}  // namespace search::german
