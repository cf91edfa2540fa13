// Prints the figures of ARCHITECTURE.md beside their limits in one run: STAFETTE_CORPUS=<folder of Markdown> bench.
// Ends with 1 when a limit is missed and with 77, which tests take as skipped, without a corpus.
#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>
#include <tests/support/temporary_folder.hpp>

#include <cstdlib>
#include <fstream>
#include <thread>

namespace {

std::string load_average() {
  std::string line;
  std::ifstream loads("/proc/loadavg");
  std::getline(loads, line);
  return line.substr(0, line.find(' ', line.find(' ') + 1));
}

}  // namespace

int main() {
  auto* corpus = std::getenv("STAFETTE_CORPUS");
  if (!corpus) {
    fmt::print("STAFETTE_CORPUS names no folder of Markdown: nothing measured\n");
    return 77;
  }
  TemporaryFolder folder;
  bench::Table table;
  bench::Run run;
  run.folder = folder.path();
  run.data = folder.path() / "data";
  auto load_before = load_average();
  run.seeded = bench::seed(corpus, run.data);
  bench::importing(table, run);
  bench::opening(table, run);
  bench::viewing(table, run);
  bench::searching(table, run);
  bench::saving(table, run);
  table.print();
  fmt::print("\n{} cores; load of the machine before {}, after {} (1 and 5 minutes)\n",
             std::thread::hardware_concurrency(), load_before, load_average());
  return table.all_met() ? 0 : 1;
}
