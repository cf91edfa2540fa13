// What a text must fulfil before cmark sees it. One linear pass; the budgets come from measured hostile input.
#pragma once
#include <cstdint>
#include <string_view>

namespace wiki::markdown {

[[noreturn]] void refuse(const char* key);

// What a page may cost before it is refused: an estimate in nanoseconds from hostile input, where an ordinary law of
// 1 MB stays below 60 ms. Adding throws Failure "markdown_too_complex".
class Cost {
 public:
  static constexpr std::uint64_t special = 700, line = 500, blank_line = 80, block = 700, definition = 2500,
                                 cell = 1500, container_per_line = 30, limit = 300'000'000;
  void add(std::uint64_t ns) {
    total_ += ns;
    if (total_ > limit) refuse("markdown_too_complex");
  }

 private:
  std::uint64_t total_ = 0;
};

// Throws Failure(invalid, "wrong_characters" | "markdown_too_large" | "markdown_too_complex", "/markdown").
Cost check(std::string_view text);

}  // namespace wiki::markdown
