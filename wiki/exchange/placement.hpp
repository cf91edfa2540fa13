// The first pass of an import: every file and folder gets its page in the tree, so that the second can link to all of
// them. Runs in small steps of the writer; each is complete in itself, and a second run goes on where the first ended.
#pragma once
#include <storage/store.hpp>
#include <wiki/exchange/page_files.hpp>
#include <wiki/exchange/source_folder.hpp>

#include <unordered_map>

namespace wiki {

struct ImportedFile {
  std::string file;
  Id<Page> page;
  Blob sha256;
  std::optional<Id<Revision>> revision;
  bool trashed;
};
BOOST_DESCRIBE_STRUCT(ImportedFile, (), (file, page, sha256, revision, trashed))

struct Placement {
  PageFiles files;
  std::unordered_map<std::string, ImportedFile> known;  // by file, "x/" for containers
  std::uint64_t containers = 0;                         // new ones
};

struct PlacementPlan {
  Id<Space> space;
  Id<Zone> zone;
  std::string start_title;  // of the index.md at the top, which has no folder to be named after
};

// Files below a page in the trash get no page and a problem "page_in_trash".
Placement placed(storage::Store&, const PlacementPlan&, const SourceFolder&, ImportSummary&, const ReportProgress&);

}  // namespace wiki
