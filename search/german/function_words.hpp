// Words that carry no topic (Funktionswörter): a question in plain words is found by its other words.
#pragma once
#include <string_view>

namespace search::german {

bool is_function_word(std::string_view form);

}  // namespace search::german
