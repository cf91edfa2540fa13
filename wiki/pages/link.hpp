// Links between pages (Verweise). They are stored by page id, so that renaming never breaks them; what an imported text
// said is kept beside, so that an export can say it again. Backlinks never name a page the viewer may not read.
#pragma once
#include <wiki/pages/revision.hpp>

namespace wiki {

// The destinations in `text` that concern this wiki. An original in `before` follows its target to its new place.
std::vector<PageLink> page_links(std::string_view text, const std::vector<PageLink>& before);

// 123 for "/p/123" with or without #anchor; nullopt for everything else.
std::optional<Id<Page>> page_of_target(std::string_view target);

// The file a relative destination names: without anchor and "./", percent signs decoded.
std::string decoded_target(std::string_view target);

struct Backlink {
  Id<Page> page;
  std::string title, path, space;
};
BOOST_DESCRIBE_STRUCT(Backlink, (), (page, title, path, space))
// Pages whose text leads here, by title.
std::vector<Backlink> backlinks(ReadTx&, const Viewer&, Id<Page>);

struct BrokenLink {
  Id<Page> page;
  std::string title, target;
};
BOOST_DESCRIBE_STRUCT(BrokenLink, (), (page, title, target))
struct BrokenLinks {
  std::vector<BrokenLink> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(BrokenLinks, (), (items, next))
struct PageQuery {
  std::optional<int> limit;
  std::optional<Line<60>> cursor;
};
BOOST_DESCRIBE_STRUCT(PageQuery, (), (limit, cursor))
// Destinations in a space that lead nowhere: no such page, page in the trash, no such attachment.
BrokenLinks broken_links(ReadTx&, const Viewer&, const Slug& space, const PageQuery&);

// limit within 1 and `most`, or invalid "out_of_range".
int checked_limit(const std::optional<int>& limit, int usual, int most);
// The number in a cursor, 0 without one; invalid "wrong_cursor".
std::int64_t checked_cursor(const std::optional<Line<60>>& cursor);

}  // namespace wiki
