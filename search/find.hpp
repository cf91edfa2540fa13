// Finding (Suche): pages whose title matches first, then pages with a section that matches; each page once, with its
// best section. Hits, totals and snippets are trimmed by the viewer's rights, before anything is capped.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace search {

struct Request {
  std::string_view text = {};                             // as typed
  std::optional<std::vector<Id<auth::Zone>>> zones = {};  // only in these: the zones of a space
  std::optional<std::vector<std::int64_t>> pages = {};    // only these: the pages with a label
  std::size_t limit = 20;                                 // at most hits_max
  std::size_t offset = 0;
};

struct Hit {
  std::int64_t page;
  std::string anchor, heading;  // of the section; empty when the title matched
  std::string snippet;          // HTML
};

struct Found {
  std::vector<Hit> hits;
  std::int64_t total = 0;  // pages; at least so many when not exact
  bool total_is_exact = true;
  std::optional<std::size_t> next;  // offset of the next hits
};

inline constexpr std::size_t hits_max = 50;
inline constexpr std::int64_t total_max = 10'000;     // pages counted
inline constexpr std::size_t candidates_max = 3'000;  // matches ranked in each stage
// Matches looked at in each stage, the newest first. A match of a phrase costs several times a word's.
inline constexpr std::size_t matches_max = 12'000;
inline constexpr std::size_t phrase_matches_max = 4'000;

// invalid "query_empty", "query_too_long" (field "q"); unavailable "search_too_slow", "search_not_ready".
Found find(ReadTx&, const Viewer&, const Request&);

// `pages` of the request in their order, which the caller has trimmed, each with the beginning of its text if the index
// has it and the viewer may read it. unavailable "search_not_ready".
Found listed(ReadTx&, const Viewer&, const Request&);

}  // namespace search
