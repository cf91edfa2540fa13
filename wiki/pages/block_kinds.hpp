// The blocks a Markdown text consists of, as far as a merge must respect them: what each one is, and where it begins.
// Together they cover the text; blank lines belong to the block before them.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wiki::compare {

// Top-level blocks; a top-level list counts as its items. `kind` names type and, for tables, the number of columns and
// whether some row has another number of cells: equal kinds are displayed alike.
struct Block {
  std::size_t begin;
  std::string kind;
};

// Nothing when the text could keep the parser busy for more than some tenths of a second (deep nesting, runs of
// brackets or marks, hundreds of thousands of lines). Thread-safe.
std::optional<std::vector<Block>> top_level_blocks(std::string_view text);

}  // namespace wiki::compare
