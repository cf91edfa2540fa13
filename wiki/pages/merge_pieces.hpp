// The first half of a merge: which stretches of three texts stayed, were changed by one side, or by both. Knows words
// and lines, not Markdown.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace wiki::compare {

struct Range {
  std::size_t begin, end;
};

enum class Origin : char { stable, mine, theirs, both, conflict };  // both: the same change twice

// Byte ranges. The text of stable pieces is equal in all three versions.
struct Piece {
  Origin origin;
  Range base, mine, theirs;
};

// Pieces that cover all three texts in order. Changes of both sides conflict unless a line break, a
// space or the | of a table stands between them. Ranges begin and end between
// code points. Thread-safe.
std::vector<Piece> merge_pieces(std::string_view base, std::string_view mine, std::string_view theirs);

}  // namespace wiki::compare
