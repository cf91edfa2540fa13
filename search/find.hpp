// Finding (Suche): pages by titles and sections, all words wanted; where that finds too little, words are corrected or
// left out, and the answer says so. Hits, totals, corrections and what is said of them are trimmed by the viewer's
// rights, before anything is capped or decided.
#pragma once
#include <auth/viewer.hpp>
#include <search/query.hpp>
#include <storage/tx.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace search {

struct Request {
  Query query = {};                                       // of parse()
  std::optional<std::vector<Id<auth::Zone>>> zones = {};  // only in these: the zones of a space
  std::function<bool(std::int64_t page)> admits = {};     // only pages for which it is true; asked once a page
  std::size_t limit = 20;                                 // at most hits_max
  std::size_t offset = 0;
};

struct HitSection {
  std::string anchor, heading;  // empty: the beginning of the page
  std::string snippet;          // HTML; only of the best section
};

struct Hit {
  std::int64_t page;
  std::vector<HitSection> sections;  // best first, at least one
};

struct Found {
  std::vector<Hit> hits;
  std::vector<std::int64_t> pages;  // all that were found, best first
  std::int64_t total = 0;           // pages; at least so many when not exact
  bool total_is_exact = true;
  bool cut_short = false;                // the time was over: what was found until then
  std::optional<std::size_t> next;       // offset of the next hits
  std::vector<std::string> left_out;     // words as typed that the best hit lacks
  std::optional<std::string> corrected;  // "Meinten Sie": the query with words that are found, already looked for
};

inline constexpr std::size_t hits_max = 50;
inline constexpr std::size_t total_max = 10'000;    // pages counted
inline constexpr std::size_t candidates_max = 500;  // matches ranked in each stage
// Matches looked at, the newest first: of titles, each of which is another page, of sections, and of sections with a
// phrase, where a match costs several times a word's.
inline constexpr std::size_t title_matches_max = 1'000, matches_max = 2'000, phrase_matches_max = 1'500;
inline constexpr std::chrono::milliseconds time_max{200};

// invalid "query_empty" without a concept; unavailable "search_not_ready".
Found find(ReadTx&, const Viewer&, const Request&);

// `pages` in their order, which the caller has trimmed, each with the beginning of its text if the index has it and the
// viewer may read it. Of the request limit and offset count. unavailable "search_not_ready".
Found listed(ReadTx&, const Viewer&, const std::vector<std::int64_t>& pages, const Request&);

}  // namespace search
