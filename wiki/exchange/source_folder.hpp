// A folder of Markdown on disk, as an import finds it. Hidden entries are passed over, symbolic links not followed:
// nothing outside the folder is ever read.
#pragma once
#include <wiki/exchange/summary.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace wiki {

struct SourceFolder {
  std::vector<std::string> pages;         // Markdown files: folders before what is in them, else by name
  std::vector<std::string> others;        // sorted
  std::vector<std::string> folders;       // those with Markdown somewhere below, without the top; parents first
  std::vector<ExchangeProblem> problems;  // "symbolic_link_skipped", "file_name_refused"
};

// '/' sorts before every other character, so that what is in "a" stands before "a-b".
bool in_tree_order(const std::string& left, const std::string& right);

// invalid "folder_not_found" when `folder` is none.
SourceFolder scanned(const std::filesystem::path& folder);

}  // namespace wiki
