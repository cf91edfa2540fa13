// A folder being filled with files. Each appears complete or not at all, and none outside the folder: symbolic links on
// the way are refused.
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>

namespace wiki {

class OutputFolder {
 public:
  // Made if missing; invalid "folder_not_found" when that fails or it is no folder.
  explicit OutputFolder(std::filesystem::path folder);

  enum class Outcome { added, replaced, unchanged };
  // `path` is plain (source_path.hpp). invalid "symbolic_link_in_the_way", "file_not_written"; unavailable "disk_full".
  Outcome write(const std::string& path, std::string_view content);
  Outcome copy(const std::string& path, const std::filesystem::path& from);

  // Files in the folder that were not written by this export, hidden ones left aside.
  std::uint64_t foreign_files() const;

 private:
  std::filesystem::path place(const std::string& path);
  void make_folders(std::string_view folder);
  std::filesystem::path folder_;
  std::unordered_set<std::string> made_, written_;
};

}  // namespace wiki
