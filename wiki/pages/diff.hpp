// Comparison of two revisions (Versionsvergleich): changed lines with their surroundings, and inside a changed line
// the changed words. Every line of both texts is either shown or equal; nothing is shown that is in neither.
#pragma once
#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wiki {

struct Span {
  std::string text;
  bool changed;
};
BOOST_DESCRIBE_STRUCT(Span, (), (text, changed))

BOOST_DEFINE_ENUM_CLASS(LineKind, same, added, removed)

struct DiffLine {
  LineKind kind;
  std::vector<Span> spans;  // without the line break; none for an empty line
};
BOOST_DESCRIBE_STRUCT(DiffLine, (), (kind, spans))

struct Hunk {
  int from_line, to_line;  // of the first line shown, counting from 1
  std::vector<DiffLine> lines;
};
BOOST_DESCRIBE_STRUCT(Hunk, (), (from_line, to_line, lines))

struct Diff {
  std::vector<Hunk> hunks;
  bool truncated;  // more than 20,000 lines to show: the rest is left out
};
BOOST_DESCRIBE_STRUCT(Diff, (), (hunks, truncated))

// Hunks carry three equal lines around each change. A missing line break at the end of a text is not a difference.
// Lines with more than 20,000 words and marks, and words beyond 200,000 in all, are marked changed as a whole; texts
// that share too little to be compared in bounded time come out as replaced. Thread-safe.
Diff diff(std::string_view from, std::string_view to);

}  // namespace wiki
