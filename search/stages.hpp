// The two passes over the index that a search is made of: titles, then sections.
#pragma once
#include <search/fts5/scan.hpp>
#include <search/snippet.hpp>
#include <search/visible.hpp>

#include <array>
#include <cstdint>
#include <unordered_map>

namespace search {

// A page that was found, with its best sections.
struct Candidate {
  static constexpr std::size_t sections_max = 3, marks_max = 6;
  struct Section {
    std::int64_t row = 0;
    double rank = 0;
  };
  std::int64_t page = 0, first = 0;                 // first: row of its document
  double title = 0;                                 // rank of its title; 0: not all words stand there
  std::array<Section, sections_max> sections = {};  // best first; row 0: none
  std::array<Mark, marks_max> marks = {};           // words of the best section's body
  std::uint32_t marked = 0;
  std::uint32_t missing = 0;  // concepts left out when it was found
  double rank() const { return title + sections[0].rank + 0.15 * sections[1].rank + 0.05 * sections[2].rank; }
};

// By page. Passes add to it.
struct Gathered {
  std::unordered_map<std::int64_t, Candidate> pages;
  bool complete = true;       // false: there are more
  std::uint32_t missing = 0;  // concepts that the current pass leaves out
};

struct Limits {
  std::size_t candidates, matches;
  std::size_t pages;
};

struct Wanted {
  std::string expression;
  Scale scale;
};

void title_stage(ReadTx&, const Rights&, const Wanted&, const Limits&, Gathered&);
void section_stage(ReadTx&, const Rights&, const Wanted&, const Limits&, Gathered&);

// How many of the newest rows match and may be read, at most `max`, and how far back they reach.
struct Sample {
  std::size_t matches = 0;
  std::int64_t last = 0;  // row of the last one
};
Sample sample(ReadTx&, const Rights&, const std::string& expression, std::size_t max);

}  // namespace search
