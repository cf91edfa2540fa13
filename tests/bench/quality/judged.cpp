#include <fmt/format.h>
#include <tests/bench/quality/judged.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>
#include <stdexcept>
#include <unordered_set>

namespace quality {
namespace {

constexpr std::size_t ranks = 10;

double gain_at(int use, std::size_t rank) {
  return (std::exp2(use) - 1) / std::log2(double(rank) + 2);
}

int use_of(const Query& query, const std::string& page) {
  auto found = query.wanted.find(page);
  return found == query.wanted.end() ? 0 : found->second;
}

double best_gain(const Query& query) {
  std::vector<int> uses;
  for (auto& [page, use] : query.wanted) uses.push_back(use);
  std::sort(uses.begin(), uses.end(), std::greater<>());
  double sum = 0;
  for (std::size_t rank = 0; rank < std::min(ranks, uses.size()); ++rank) sum += gain_at(uses[rank], rank);
  return sum;
}

}  // namespace

std::vector<Query> read_queries(const std::filesystem::path& file, const Pages& pages) {
  std::unordered_set<std::string> names;
  for (auto& page : pages) names.insert(page.name);
  std::ifstream in(file);
  std::vector<Query> queries;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    Query query;
    std::string wanted, page;
    std::istringstream fields(line);
    std::getline(fields, query.kind, '\t');
    std::getline(fields, query.text, '\t');
    std::getline(fields, wanted, '\t');
    std::getline(fields, query.section, '\t');
    for (std::istringstream words(wanted); words >> page;) {
      bool lower = page.ends_with(":1");
      if (lower) page.resize(page.size() - 2);
      if (!names.contains(page)) throw std::runtime_error(fmt::format("there is no page {}: {}", page, line));
      query.wanted[page] = lower ? 1 : 2;
    }
    if (query.wanted.empty()) throw std::runtime_error("no page is wanted: " + line);
    queries.push_back(std::move(query));
  }
  if (queries.empty()) throw std::runtime_error("no queries in " + file.string());
  return queries;
}

Score score(const Query& query, const std::vector<Hit>& hits) {
  Score score;
  double found = 0, found_first = 0, gain = 0;
  auto first = std::min<std::size_t>(5, query.wanted.size());
  for (std::size_t rank = 0; rank < hits.size(); ++rank) {
    int use = use_of(query, hits[rank].page);
    if (use == 0) continue;
    if (found == 0) {
      score.success_1 = rank < 1;
      score.success_3 = rank < 3;
      if (rank < ranks) score.reciprocal_rank = 1 / double(rank + 1);
    }
    if (rank < ranks) gain += gain_at(use, rank);
    if (rank < first) ++found_first;
    ++found;
  }
  score.gain = gain / best_gain(query);
  score.recall = found / double(query.wanted.size());
  score.precision = found_first / double(first);
  return score;
}

bool right_section(const Query& query, const std::vector<Hit>& hits) {
  for (auto& hit : hits) {
    if (use_of(query, hit.page) == 0) continue;
    auto begin = hit.heading.rfind(query.section);
    if (begin == hit.heading.npos) return false;
    auto end = begin + query.section.size();
    return end == hit.heading.size() || !std::isalnum(static_cast<unsigned char>(hit.heading[end]));
  }
  return false;
}

Interval difference(const std::vector<double>& ours, const std::vector<double>& theirs) {
  constexpr std::size_t resamples = 10'000;
  std::mt19937_64 random(1871);
  std::vector<double> means;
  for (std::size_t resample = 0; resample < resamples; ++resample) {
    double sum = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      auto pick = random() % ours.size();
      sum += ours[pick] - theirs[pick];
    }
    means.push_back(sum / double(ours.size()));
  }
  std::sort(means.begin(), means.end());
  double sum = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) sum += ours[i] - theirs[i];
  return {sum / double(ours.size()), means[resamples / 40], means[resamples - 1 - resamples / 40]};
}

}  // namespace quality
