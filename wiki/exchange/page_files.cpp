#include <wiki/exchange/page_files.hpp>

namespace wiki {

void PageFiles::add_page(std::string_view file, Id<Page> page) {
  pages_[nfc(file)] = {std::string(file), page};
  if (is_index_file(file)) folders_[nfc(folder_part(file))] = {std::string(file), page};
}

void PageFiles::add_folder(std::string_view folder, Id<Page> page) {
  folders_.try_emplace(nfc(folder), Entry{std::string(folder) + "/", page});
}

void PageFiles::add_other(std::string_view file) {
  others_.emplace(nfc(file), file);
}

std::optional<Id<Page>> PageFiles::page_of(std::string_view file) const {
  auto found = pages_.find(nfc(file));
  if (found == pages_.end()) return {};
  return found->second.page;
}

std::optional<Id<Page>> PageFiles::page_of_folder(std::string_view folder) const {
  auto found = folders_.find(nfc(folder));
  if (found == folders_.end()) return {};
  return found->second.page;
}

PageFiles::Meaning PageFiles::found(const std::string& path, bool folder_only) const {
  if (!folder_only) {
    if (auto page = pages_.find(path); page != pages_.end()) return {page->second.page, page->second.file, {}};
    if (auto other = others_.find(path); other != others_.end()) return {{}, other->second, {}};
  }
  if (auto folder = folders_.find(path); folder != folders_.end())
    return {folder->second.page, folder->second.file, {}};
  auto page = folder_only ? pages_.end() : pages_.find(path + ".md");
  if (page != pages_.end()) return {page->second.page, page->second.file, {}};
  return {};
}

std::optional<PageFiles::Meaning> PageFiles::meaning(std::string_view in_file, std::string_view destination) const {
  auto target = relative_target(destination);
  if (!target) return {};
  Meaning meaning;
  // A file may really be called "100%20.md": what is written counts when its decoded form leads nowhere.
  for (auto& written : {percent_decoded(target->path), target->path}) {
    if (!is_utf8(written)) continue;
    auto path = joined_path(folder_part(in_file), written);
    if (!path) continue;
    bool folder_only = path->empty() || written.back() == '/' || written.ends_with("/..") || written == "..";
    meaning = found(nfc(*path), folder_only);
    if (!meaning.file.empty()) break;
  }
  meaning.suffix = target->suffix;
  return meaning;
}

}  // namespace wiki
