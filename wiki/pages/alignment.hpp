// Which pieces of one sequence became which pieces of another. The sequences are numbers of lines or tokens, never
// text; libgit2 does the comparing and stays behind this header. Work is bounded whatever the input: what does not fit
// the effort left counts as replaced as a whole.
#pragma once
#include <wiki/pages/token.hpp>

#include <cstddef>
#include <span>
#include <vector>

namespace wiki::compare {

// from[from_begin, from_end) was replaced by to[to_begin, to_end); everything between two changes is equal.
struct Change {
  std::size_t from_begin, from_end;
  std::size_t to_begin, to_end;
};

// In ascending order, with at least one equal item between two changes. `effort` is the number of items that may still
// be compared finely; what was used is subtracted. The numbers come from one Numbering. Thread-safe.
std::vector<Change> changes(std::span<const int> from, std::span<const int> to, std::size_t& effort);

// Joins changes with nothing but spaces and punctuation between them: an equal comma does not make two edited words
// two edits.
std::vector<Change> joined(std::vector<Change> changes, const std::vector<Token>& from);

}  // namespace wiki::compare
