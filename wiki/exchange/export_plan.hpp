// Which file each page and attachment goes to. No two share one, and none leaves the folder, whatever a slug says.
#pragma once
#include <wiki/exchange/page_files.hpp>
#include <wiki/exchange/summary.hpp>

#include <map>

namespace wiki {

struct ExportedAttachment {
  std::string name, file;
  std::string sha256;
};

struct ExportedPage {
  Id<Page> id;
  std::string folder;  // of the pages below it
  std::string file;    // empty for containers
  std::vector<ExportedAttachment> attachments;
};

struct ExportPlan {
  std::vector<ExportedPage> pages;
  std::unordered_map<Id<Page>, std::size_t> by_id;
  PageFiles files;
};

struct ExportedSpace {
  Id<Space> id;
  std::string slug;
};
BOOST_DESCRIBE_STRUCT(ExportedSpace, (), (id, slug))

// `in_folders`: each space in a folder of its own. Pages in the trash are not exported.
ExportPlan export_plan(ReadTx&, const std::vector<ExportedSpace>&, bool in_folders, ExportSummary&);

}  // namespace wiki
