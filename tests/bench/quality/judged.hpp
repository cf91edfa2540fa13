// Judged queries (Suchfragen mit Urteil): a file says for each query which pages are wanted, and a list of hits is
// measured by that. Judgements are made without looking at what a search finds.
#pragma once
#include <tests/bench/quality/engine.hpp>

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

namespace quality {

struct Query {
  std::string kind, text;
  std::unordered_map<std::string, int> wanted;  // page and its use: 2 answers, 1 helps
  std::string section;                          // how the heading of the wanted section begins; may be empty
};

// Lines "kind<tab>query<tab>page page:1 …[<tab>section]"; "#" begins a remark. std::runtime_error when a line is
// wrong, or wants a page that is not among `pages`.
std::vector<Query> read_queries(const std::filesystem::path&, const Pages& pages);

struct Score {
  double success_1 = 0, success_3 = 0;  // a wanted page is among the first
  double reciprocal_rank = 0;           // of the first wanted page, 0 behind rank 10
  double gain = 0;                      // nDCG@10
  double recall = 0;                    // of the wanted pages, within hits_max
  double precision = 0;                 // of the first five, or of as many as are wanted
};
Score score(const Query&, const std::vector<Hit>&);

// Whether the first wanted page was found by the wanted section.
bool right_section(const Query&, const std::vector<Hit>&);

struct Interval {
  double mean, low, high;
};
// How much larger `ours` is than `theirs` on average, with its 95 % interval by paired bootstrap: 10,000 resamples,
// the same ones each time.
Interval difference(const std::vector<double>& ours, const std::vector<double>& theirs);

}  // namespace quality
