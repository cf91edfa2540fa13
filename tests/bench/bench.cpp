// Prints the figures of ARCHITECTURE.md beside their limits in one run: STAFETTE_CORPUS=<folder of Markdown> bench
// [folder] [subject…]. A folder that is named is kept, and what is imported there is used again. Ends with 1 when a
// limit is missed and with 77, which tests take as skipped, without a corpus.
#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>
#include <tests/support/temporary_folder.hpp>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <set>
#include <stdexcept>
#include <thread>

namespace {

std::string load_average() {
  std::string line;
  std::ifstream loads("/proc/loadavg");
  std::getline(loads, line);
  return line.substr(0, line.find(' ', line.find(' ') + 1));
}

// The subjects in the order of the table; the import comes first in any case.
const std::vector<std::pair<std::string, void (*)(bench::Table&, const bench::Run&)>> subjects{
    {"opening", bench::opening},
    {"viewing", bench::viewing},
    {"searching", bench::searching},
    {"saving", bench::saving}};

void measure(const std::filesystem::path& folder, const char* corpus, const std::set<std::string>& wanted) {
  bench::Table table;
  bench::Run run;
  run.folder = folder;
  run.data = folder / "data";
  auto load_before = load_average();
  run.seeded = bench::seed(corpus, run.data);
  bench::importing(table, run);
  for (auto& [name, figures] : subjects)
    if (wanted.empty() || wanted.contains(name)) figures(table, run);
  table.print();
  fmt::print("\n{} cores; load of the machine before {}, after {} (1 and 5 minutes)\n",
             std::thread::hardware_concurrency(), load_before, load_average());
  if (!table.all_met()) throw std::runtime_error("a limit is missed");
}

}  // namespace

int main(int argc, char** argv) {
  auto* corpus = std::getenv("STAFETTE_CORPUS");
  if (!corpus) {
    fmt::print("STAFETTE_CORPUS names no folder of Markdown: nothing measured\n");
    return 77;
  }
  try {
    std::optional<TemporaryFolder> temporary;
    std::filesystem::path folder = argc > 1 ? argv[1] : temporary.emplace().path();
    std::filesystem::create_directories(folder);
    measure(folder, corpus, {argv + std::min(argc, 2), argv + argc});
  } catch (const std::exception& error) {
    fmt::print("bench: {}\n", error.what());
    return 1;
  }
}
