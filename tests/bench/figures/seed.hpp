// The data folder of a run: the corpus imported into one space, and a second space with pages to view and to save.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace bench {

inline constexpr const char* law_space = "gesetze";
inline constexpr std::size_t viewed_bytes = 5 * 1024, saved_bytes = 4 * 1024, saved_pages = 64;

struct Seeded {
  std::string token;                // of somebody who may edit everything
  std::int64_t viewed = 0;          // a page of viewed_bytes
  std::vector<std::int64_t> saved;  // pages of saved_bytes
  std::uint64_t files = 0, pages = 0, problems = 0;
  double source_mb = 0, data_mb = 0, index_mb = 0;
  double placed_s = 0, searchable_s = 0, settled_s = 0, cpu_s = 0, peak_mb = 0;
};

// Runs in a process of its own, whose peak of memory is the import's.
Seeded seed(const std::filesystem::path& corpus, const std::filesystem::path& data);

// German prose with headings, a list and a table; other words for another number.
std::string sample_text(std::size_t bytes, int number);

}  // namespace bench
