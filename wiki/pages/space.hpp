// Spaces (Bereiche): the top of the wiki's order, each with one access list. A space exists for those who may read it,
// and by its name for those who may read a subtree of it that has its own list: they read there, and nothing else.
#pragma once
#include <wiki/names.hpp>

namespace wiki {

struct SpaceAbilities {
  bool create_page, manage;
};
BOOST_DESCRIBE_STRUCT(SpaceAbilities, (), (create_page, manage))

struct SpaceView {
  Id<Space> id;
  std::string slug, title, description;
  Level level;
  std::int64_t pages;
  SpaceAbilities abilities;
};
BOOST_DESCRIBE_STRUCT(SpaceView, (), (id, slug, title, description, level, pages, abilities))

struct NewSpace {
  Slug slug;  // [a-z0-9-], starts with a letter or digit
  Line<200> title;
  Text<2000> description;
  std::optional<Level> everyone;
};
BOOST_DESCRIBE_STRUCT(NewSpace, (), (slug, title, description, everyone))

struct SpaceChange {
  Line<200> title;
  Text<2000> description;
};
BOOST_DESCRIBE_STRUCT(SpaceChange, (), (title, description))

// Where a space stands for this viewer, for everything below it.
struct SpaceHead {
  Id<Space> id;
  Id<Zone> zone;
  std::string slug, title;
  Level level;
};
BOOST_DESCRIBE_STRUCT(SpaceHead, (), (id, zone, slug, title, level))

// not_found "space_not_found" unless readable; forbidden "level_too_low".
SpaceHead require_space(ReadTx&, const Viewer&, const Slug&, Level least);

// The space whose list of rights the viewer may see and change: its managers, and administrators, who need not read it.
SpaceHead require_steward(ReadTx&, const Viewer&, const Slug&);

// Sorted by title (DIN 5007-1).
std::vector<SpaceView> spaces(ReadTx&, const Viewer&);
SpaceView space(ReadTx&, const Viewer&, const Slug&);

// forbidden "may_not_found_spaces" unless auth/founders.hpp allows it. The creator manages it. conflict "slug_taken".
SpaceView create_space(WriteTx&, const Viewer&, const NewSpace&);
SpaceView change_space(WriteTx&, const Viewer&, const Slug&, const SpaceChange&);

// For those who manage the space, and for administrators, who need not read it.
std::vector<auth::Grant> space_grants(ReadTx&, const Viewer&, const Slug&);
std::vector<auth::Grant> set_space_grants(WriteTx&, const Viewer&, const Slug&, const auth::NewGrants&);

// For administrators: every space by name, without its content.
struct SpaceName {
  Id<Space> id;
  std::string slug, title;
};
BOOST_DESCRIBE_STRUCT(SpaceName, (), (id, slug, title))
std::vector<SpaceName> all_spaces(ReadTx&, const Viewer&);

// For the command line and the first start.
Id<Space> found_space(WriteTx&, const NewSpace&);
std::optional<SpaceHead> space_named(ReadTx&, std::string_view slug);  // level is manage

}  // namespace wiki
