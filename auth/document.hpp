// What can be found. Each area of the wiki says how its documents are read for the index; search knows no table of the
// wiki but page_zone and readable.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

struct Section {
  std::string anchor;   // id of its heading, empty before the first
  std::string heading;  // "Antrag › Unterlagen"
  std::string text;     // plain text, at most about 8 KB
};

struct Document {
  std::int64_t id = 0;  // the page's
  Id<Zone> zone;
  Level min_level = Level::read;  // who may find this version
  std::string title;
  std::string path;
  std::vector<Section> sections;
};

struct DocumentSource {
  std::string_view kind_prefix;  // changes of "page.…" concern it
  // Read for the system; nullopt when it is gone, in the trash or has no text.
  std::optional<Document> (*read)(ReadTx&, std::int64_t id);
  // Ids of all documents greater than `after`, ascending, at most `limit`.
  std::vector<std::int64_t> (*ids)(ReadTx&, std::int64_t after, std::size_t limit);
};

}  // namespace auth
