// Which page stands in which file of a folder, for an import as for an export, and what a relative destination written
// in one of the files means. Names are compared in NFC.
#pragma once
#include <wiki/exchange/source_path.hpp>
#include <wiki/names.hpp>

#include <unordered_map>
#include <unordered_set>

namespace wiki {

class PageFiles {
 public:
  void add_page(std::string_view file, Id<Page>);      // an index.md stands for its folder too
  void add_folder(std::string_view folder, Id<Page>);  // the page of a folder without index.md
  void add_other(std::string_view file);               // anything that is no page

  struct Meaning {
    std::optional<Id<Page>> page;
    std::string file;    // of the page ("x/" for a folder), or another file; empty when it leads nowhere
    std::string suffix;  // "#anchor"
  };
  // nullopt for a destination that is not relative.
  std::optional<Meaning> meaning(std::string_view in_file, std::string_view destination) const;

  std::optional<Id<Page>> page_of(std::string_view file) const;
  std::optional<Id<Page>> page_of_folder(std::string_view folder) const;

 private:
  Meaning found(const std::string& path, bool folder_only) const;
  struct Entry {
    std::string file;
    Id<Page> page;
  };
  std::unordered_map<std::string, Entry> pages_, folders_;
  std::unordered_map<std::string, std::string> others_;
};

}  // namespace wiki
