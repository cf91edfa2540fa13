#include <search/rank.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace search {
namespace {

constexpr ColumnWeights section_weights{0.5, 3.0, 1.0};  // title, heading, body
constexpr ColumnWeights title_weights{2.0, 1.0, 0.0};    // title, path
constexpr double saturation = 1.2;                       // k1 of BM25
constexpr double length_share = 0.6;                     // b of BM25
constexpr int near_words = 3;

double weight_of(const std::vector<Spot>& spots, const ColumnWeights& weights) {
  double sum = 0;
  for (auto& spot : spots) sum += weights[std::size_t(spot.column)];
  return sum;
}

// Both lists ascend: one walk finds whether `second` ever follows `first` closely.
bool stand_together(const std::vector<Spot>& first, const std::vector<Spot>& second) {
  std::size_t j = 0;
  for (auto& spot : first) {
    while (j < second.size() &&
           (second[j].column < spot.column || (second[j].column == spot.column && second[j].position <= spot.position)))
      ++j;
    if (j == second.size()) return false;
    if (second[j].column == spot.column && second[j].position - spot.position <= near_words) return true;
  }
  return false;
}

double togetherness(const Evidence& evidence, const std::vector<double>& rarities) {
  double bonus = 0;
  for (std::size_t i = 1; i < rarities.size(); ++i)
    if (stand_together(evidence.spots[i - 1], evidence.spots[i])) bonus += 0.5 * (rarities[i - 1] + rarities[i]);
  return bonus;
}

}  // namespace

double rarity(double matches, double rows) {
  return std::log(1.0 + (rows + 1.0) / (matches + 0.5));
}

double section_rank(const Evidence& evidence, const std::vector<double>& rarities, double length) {
  double norm = saturation * (1.0 - length_share + length_share * length);
  double score = togetherness(evidence, rarities);
  for (std::size_t i = 0; i < rarities.size(); ++i) {
    double weight = weight_of(evidence.spots[i], section_weights);
    score += rarities[i] * weight * (saturation + 1.0) / (weight + norm);
  }
  return score;
}

double title_rank(const Evidence& evidence, const std::vector<double>& rarities, std::size_t words_of_query,
                  std::size_t words_of_title) {
  double score = togetherness(evidence, rarities);
  bool at_start = false;
  for (std::size_t i = 0; i < rarities.size(); ++i) {
    score += rarities[i] * std::min(2.0, weight_of(evidence.spots[i], title_weights));
    for (auto& spot : evidence.spots[i]) at_start |= spot.column == 0 && spot.position == 0;
  }
  double covered = std::min(1.0, double(words_of_query) / double(std::max<std::size_t>(1, words_of_title)));
  return score * (1.0 + covered) * (at_start ? 1.2 : 1.0);
}

}  // namespace search
