#include <wiki/exchange/page_files.hpp>
#include <wiki/exchange/source_folder.hpp>

#include <algorithm>
#include <set>

namespace wiki {
namespace {

namespace fs = std::filesystem;

// A name that is no UTF-8 cannot be shown; its folder can.
std::string folder_of_refused(const std::string& path) {
  return std::string(folder_part(path)) + "/?";
}

}  // namespace

bool in_tree_order(const std::string& left, const std::string& right) {
  return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(), [](char l, char r) {
    auto rank = [](char c) { return c == '/' ? 0 : 1 + int(static_cast<unsigned char>(c)); };
    return rank(l) < rank(r);
  });
}

SourceFolder scanned(const fs::path& folder) {
  std::error_code missing;
  if (!fs::is_directory(folder, missing)) throw Failure(Problem::invalid, "folder_not_found");
  SourceFolder found;
  std::set<std::string> folders;
  for (auto at = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied);
       at != fs::recursive_directory_iterator(); ++at) {
    auto name = at->path().filename().string();
    auto path = at->path().lexically_relative(folder).generic_string();
    bool is_folder = !at->is_symlink() && at->is_directory();
    if (name.starts_with('.') || !is_utf8(name)) {
      if (is_folder) at.disable_recursion_pending();
      if (!is_utf8(name)) found.problems.push_back({folder_of_refused(path), "file_name_refused", {}});
      continue;
    }
    if (at->is_symlink()) {
      found.problems.push_back({path, "symbolic_link_skipped", {}});
    } else if (at->is_regular_file()) {
      (is_markdown_file(path) ? found.pages : found.others).push_back(path);
    }
  }
  for (auto& page : found.pages)
    for (auto above = folder_part(page); !above.empty(); above = folder_part(above)) folders.emplace(above);
  found.folders.assign(folders.begin(), folders.end());
  for (auto* list : {&found.pages, &found.others, &found.folders}) std::sort(list->begin(), list->end(), in_tree_order);
  return found;
}

}  // namespace wiki
