// Which passwords are easily guessed: those that consist of common words, years, rows of keys and the person's own
// name, in any order and with any signs between. What is left after taking these away must be enough to be worth a try.
#pragma once
#include <string_view>

namespace auth {

// "Sommer-2026!" is, "Fußgängerüberweg im Nebel 7" is not. Fewer than four other letters or digits are too few.
bool easily_guessed(std::string_view password, std::string_view name);

// Words of auth/common_words.cpp: lower case, without umlauts (ä=ae), separated by spaces.
extern const std::string_view common_words;

}  // namespace auth
