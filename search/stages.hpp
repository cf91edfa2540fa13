// The two passes over the index that a search is made of: titles, then sections.
#pragma once
#include <search/fts5/scan.hpp>
#include <search/visible.hpp>

#include <cstdint>
#include <unordered_set>
#include <vector>

namespace search {

struct Candidate {
  std::int64_t page, row;  // of its best section
  double rank;
};

struct Stage {
  std::vector<Candidate> candidates;           // a page once
  std::int64_t pages = 0;                      // that match and may be found; `known` ones not among them
  bool complete = true;                        // false: there are more
  std::unordered_set<std::int64_t> documents;  // first rows of those pages (titles only)
};

struct Limits {
  std::size_t candidates, matches;
  std::int64_t pages;
};

struct Terms {
  std::string expression;
  std::vector<double> rarities;
  std::size_t words = 0;
};

Stage title_stage(ReadTx&, const Rights&, const Terms&, const Limits&);
// `known`: documents that the titles already gave, which count no second time.
Stage section_stage(ReadTx&, const Rights&, const Terms&, const Limits&, const std::unordered_set<std::int64_t>& known);

}  // namespace search
