#include <search/rank.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace search {
namespace {

using ColumnWeights = std::array<double, 3>;

constexpr ColumnWeights section_weights{1.0, 3.0, 1.0};  // title, heading, body
constexpr ColumnWeights title_weights{2.0, 1.0, 0.0};    // title, path
constexpr double saturation = 1.2;                       // k1 of BM25
constexpr double length_share = 0.6;                     // b of BM25
constexpr int near_words = 12;                           // apart, and still together

double weight_of(const std::vector<Spot>& spots, const ColumnWeights& weights) {
  double sum = 0;
  for (auto& spot : spots) sum += weights[std::size_t(spot.column)];
  return sum;
}

// The fewest words between two lists that ascend; near_words when they stand nowhere together.
int distance(const std::vector<Spot>& first, const std::vector<Spot>& second) {
  int best = near_words;
  std::size_t i = 0, j = 0;
  while (i < first.size() && j < second.size()) {
    auto &a = first[i], &b = second[j];
    if (a.column == b.column) best = std::min(best, std::abs(a.position - b.position));
    bool behind = a.column != b.column ? a.column < b.column : a.position < b.position;
    ++(behind ? i : j);
  }
  return best;
}

// Concepts side by side mean more than the same concepts far apart.
double togetherness(const Evidence& evidence, const Scale& scale) {
  double bonus = 0;
  for (std::size_t i = 0; i < scale.parts.size(); ++i) {
    auto& a = scale.parts[i];
    if (evidence.spots[i].empty()) continue;
    for (auto j = i + 1; j < scale.parts.size() && scale.parts[j].term <= a.term + 1; ++j) {
      auto& b = scale.parts[j];
      if (b.term == a.term || evidence.spots[j].empty()) continue;
      double nearness = 1.0 - double(distance(evidence.spots[i], evidence.spots[j])) / near_words;
      bonus =
          std::max(bonus, nearness * std::min(a.weight, b.weight) * (scale.rarities[a.term] + scale.rarities[b.term]));
    }
  }
  return 0.5 * bonus;
}

// Adds up what stands for each concept, for the best of its spellings.
template <class Weigh>
double score(const Evidence& evidence, const Scale& scale, Weigh&& weigh) {
  double total = 0;
  for (std::size_t i = 0; i < scale.parts.size();) {
    auto term = scale.parts[i].term;
    double frequency = 0;
    for (; i < scale.parts.size() && scale.parts[i].term == term; ++i)
      frequency += scale.parts[i].weight * weigh(evidence.spots[i]);
    total += scale.rarities[term] * frequency;
  }
  return total;
}

}  // namespace

double rarity(double matches, double rows) {
  return std::log(1.0 + (rows + 1.0) / (matches + 0.5));
}

double section_rank(const Evidence& evidence, const Scale& scale, double length) {
  double norm = saturation * (1.0 - length_share + length_share * length);
  double total = togetherness(evidence, scale);
  for (std::size_t i = 0; i < scale.parts.size();) {
    auto term = scale.parts[i].term;
    double frequency = 0;
    for (; i < scale.parts.size() && scale.parts[i].term == term; ++i)
      frequency += scale.parts[i].weight * weight_of(evidence.spots[i], section_weights);
    total += scale.rarities[term] * frequency * (saturation + 1.0) / (frequency + norm);
  }
  return total;
}

double title_rank(const Evidence& evidence, const Scale& scale, std::size_t words_of_title) {
  bool at_start = false;
  auto total = togetherness(evidence, scale);
  total += score(evidence, scale, [&](auto& spots) {
    for (auto& spot : spots) at_start |= spot.column == 0 && spot.position == 0;
    return std::min(2.0, weight_of(spots, title_weights));
  });
  double covered = std::min(1.0, double(scale.words) / double(std::max<std::size_t>(1, words_of_title)));
  return total * (1.0 + covered) * (at_start ? 1.2 : 1.0);
}

}  // namespace search
