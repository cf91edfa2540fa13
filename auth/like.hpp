// Patterns for LIKE … ESCAPE '\' that take what was typed literally.
#pragma once
#include <string>
#include <string_view>

namespace auth {

// Matches every text that contains the words.
std::string containing(std::string_view words);

}  // namespace auth
