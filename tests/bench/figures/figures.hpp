// The figures of a run, one function a subject. Each starts the servers that it needs.
#pragma once
#include <tests/bench/figures/seed.hpp>
#include <tests/bench/support/table.hpp>

namespace bench {

struct Run {
  std::filesystem::path folder;  // for what the run writes
  std::filesystem::path data;    // the data folder of the server
  Seeded seeded;
  int rounds = 5;
};

void importing(Table&, const Run&);
void opening(Table&, const Run&);
void viewing(Table&, const Run&);
void searching(Table&, const Run&);
void saving(Table&, const Run&);

}  // namespace bench
