// The second pass of an import: texts are read, checked and compressed on all cores and stored by the writer as they
// come. What waits for the writer is bounded, so that a large folder never stands in memory.
#pragma once
#include <wiki/exchange/placement.hpp>

#include <filesystem>

namespace wiki {

struct TextImportPlan {
  std::filesystem::path folder;
  Id<Space> space;
  Id<Person> author;
  unsigned threads;
};

void import_texts(storage::Store&, const TextImportPlan&, const SourceFolder&, const Placement&, ImportSummary&,
                  const ReportProgress&);

// The whole file, nullopt when it cannot be read or is larger than `bytes_max`.
std::optional<std::string> file_content(const std::filesystem::path&, std::size_t bytes_max);

}  // namespace wiki
