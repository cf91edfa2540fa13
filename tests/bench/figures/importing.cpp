#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>

namespace bench {

void importing(Table& table, const Run& run) {
  auto& seeded = run.seeded;
  table.add(
      "import, rendered and searchable", seeded.searchable_s, "s", at_most(60),
      fmt::format("{:.0f} pages/s, {:.1f} MB/s, CPU {:.1f} s, texts in after {:.1f} s, index merged after {:.1f} s",
                  double(seeded.pages) / seeded.searchable_s, seeded.source_mb / seeded.searchable_s, seeded.cpu_s,
                  seeded.placed_s, seeded.settled_s));
  table.add("import, pages", double(seeded.pages), "", at_least(double(seeded.files)),
            fmt::format("{} files, {} remarks on links and pictures", seeded.files, seeded.problems));
  table.add("import, peak of memory", seeded.peak_mb, "MB", at_most(500));
  table.add(
      "data folder / source", seeded.data_mb / seeded.source_mb, "", at_most(1.5),
      fmt::format("{:.0f} MB of {:.0f} MB, the index {:.0f} MB", seeded.data_mb, seeded.source_mb, seeded.index_mb));
}

}  // namespace bench
