// What a text must fulfil before cmark sees it. One linear pass; the budgets come from measured hostile input.
#pragma once
#include <string_view>

namespace wiki::markdown {

// Throws Failure(invalid, "wrong_characters" | "markdown_too_large" | "markdown_too_complex", "/markdown").
void check(std::string_view text);

[[noreturn]] void refuse(const char* key);

}  // namespace wiki::markdown
