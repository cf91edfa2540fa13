// The head of a page and the one check that everything about a page begins with: may this viewer read it, and do at
// least that much? Absent and forbidden look the same.
#pragma once
#include <wiki/names.hpp>

namespace wiki {

struct PageHead {
  Id<Page> id;
  Id<Space> space;
  Id<Zone> zone;
  std::optional<Id<Page>> parent;
  std::int64_t position;
  std::string slug, path, title;
  bool container;
  std::optional<Id<Revision>> head_revision, released_revision;
  std::optional<Id<Page>> trash_root;
  bool trashed;  // or on its way to the trash, or back
  Level level;  // the viewer's, effective
};
BOOST_DESCRIBE_STRUCT(PageHead, (), (id, space, zone, parent, position, slug, path, title, container, head_revision,
                                     released_revision, trash_root, trashed, level))

struct PageAbilities {
  bool edit, comment, release, manage;
};
BOOST_DESCRIBE_STRUCT(PageAbilities, (), (edit, comment, release, manage))
PageAbilities abilities(Level);

// not_found "page_not_found" unless readable; forbidden "level_too_low" below `least`. A page in the trash: gone
// "page_trashed" for editors, not_found for everybody else.
PageHead require_page(ReadTx&, const Viewer&, Id<Page>, Level least);
// The same for a page in the trash: conflict "page_not_in_trash" when it is not there.
PageHead require_trashed(ReadTx&, const Viewer&, Id<Page>, Level least);

// The text this viewer gets to see: the head for editors, the released one for everybody else. Every read of text,
// title, links, attachments and history goes through it.
std::optional<Id<Revision>> visible_revision(const PageHead&);

// Kinds of change that alter the tree: what a page shows of its surroundings must be read again.
inline constexpr std::string_view page_created = "page.created", page_moved = "page.moved",
                                  page_renamed = "page.renamed", page_trashed = "page.trashed",
                                  page_untrashed = "page.untrashed", page_purged = "page.purged";
// A page came under another access list where it stands.
inline constexpr std::string_view page_zoned = "zone.page";
// Kinds that alter one page only.
inline constexpr std::string_view page_saved = "page.saved", page_cared = "page.cared", page_attached = "page.attached";

}  // namespace wiki
