// What makes one match better than another (Rangfolge). Pure: how often and where the words of a query stand, how rare
// they are, how long the text is, whether they stand together. Never who asks.
#pragma once
#include <search/query.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace search {

// Where one phrase stands in a match.
struct Spot {
  int column;
  int position;  // counted in words
};

struct Evidence {
  static constexpr std::size_t spots_max = 24;  // more of them change nothing
  std::vector<std::vector<Spot>> spots;         // by phrase, ascending
};

// What the phrases of an expression stand for: concepts that are more or less telling.
struct Scale {
  std::vector<Expression::Part> parts;
  std::vector<double> rarities;  // by concept
  std::size_t words = 0;         // of the query
};

// How telling a concept is that stands in `matches` of `rows` rows.
double rarity(double matches, double rows);

// Higher is better. `length` is relative to the average text.
double section_rank(const Evidence&, const Scale&, double length);
// Columns title and path. A title of nothing but the query's words is best.
double title_rank(const Evidence&, const Scale&, std::size_t words_of_title);

}  // namespace search
