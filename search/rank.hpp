// What makes one match better than another (Rangfolge). Pure: how often and where the words of a query stand, how rare
// they are, how long the text is, whether they stand together. Never who asks.
#pragma once
#include <array>
#include <cstddef>
#include <vector>

namespace search {

// Where one term stands in a match.
struct Spot {
  int column;
  int position;  // counted in words
};

struct Evidence {
  static constexpr std::size_t spots_max = 24;  // more of them change nothing
  std::vector<std::vector<Spot>> spots;         // by term, ascending
};

using ColumnWeights = std::array<double, 3>;

// How telling a term is that stands in `matches` of `rows` rows.
double rarity(double matches, double rows);

// Higher is better. `length` is relative to the average text.
double section_rank(const Evidence&, const std::vector<double>& rarities, double length);
// Columns title and path. A title of nothing but the query's words is best.
double title_rank(const Evidence&, const std::vector<double>& rarities, std::size_t words_of_query,
                  std::size_t words_of_title);

}  // namespace search
