// Three-way merge of a page (Zusammenführen): two people changed the same base, and different words of one paragraph
// may both be kept. What either wrote is in the result or in a block to decide on: no word is ever lost.
#pragma once
#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wiki {

// Whole Markdown blocks: either `same` in both versions, or the three versions of a stretch where they differ. `merged`
// is set where nobody needs to decide: only one side changed that stretch, or both changed different words of it.
struct MergeBlock {
  std::optional<std::string> same;
  std::optional<std::string> base, mine, theirs;
  std::optional<std::string> merged;
};
BOOST_DESCRIBE_STRUCT(MergeBlock, (), (same, base, mine, theirs, merged))

struct Merge {
  bool clean;
  std::string text;                // when clean
  std::vector<MergeBlock> blocks;  // when not: `same` or `mine` of each make mine, `same` or `theirs` make theirs
};
BOOST_DESCRIBE_STRUCT(Merge, (), (clean, text, blocks))

// Clean only if the sides changed different words or made the same change (words end at spaces and table cells: a date,
// an amount or an address is one word), and every block is still of the type its author gave it. Texts in UTF-8 with
// LF. Work is bounded: stretches with more than 20,000 words and marks merge by lines, what cannot be compared or
// parsed in time is one conflict. Thread-safe.
Merge merge(std::string_view base, std::string_view mine, std::string_view theirs);

}  // namespace wiki
