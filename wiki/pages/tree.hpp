// The order of pages: a tree in each space, with addresses made of slugs. An address stays valid for ever: it leads to
// the page that had it last. Readable pages below unreadable ones hang on the nearest readable ancestor.
#pragma once
#include <wiki/pages/markdown_text.hpp>
#include <wiki/pages/page.hpp>
#include <wiki/pages/revision.hpp>
#include <wiki/pages/space.hpp>

namespace wiki {

struct TreePage {
  Id<Page> id;
  std::optional<Id<Page>> parent;
  std::string slug, title;
  std::int64_t position;
  bool container;
};
BOOST_DESCRIBE_STRUCT(TreePage, (), (id, parent, slug, title, position, container))
struct Tree {
  SpaceView space;
  std::vector<TreePage> pages;  // depth first
};
BOOST_DESCRIBE_STRUCT(Tree, (), (space, pages))
Tree tree(ReadTx&, const Viewer&, const Slug& space);

struct PathQuery {
  Line<4000> path;
};
BOOST_DESCRIBE_STRUCT(PathQuery, (), (path))
struct PageAt {
  Id<Page> id;
};
BOOST_DESCRIBE_STRUCT(PageAt, (), (id))
// The page that has or had this address; one in the trash for those who may edit it. not_found "page_not_found".
PageAt page_at(ReadTx&, const Viewer&, const Slug& space, const PathQuery&);

struct NewPage {
  Title title;
  std::optional<Id<Page>> parent;
  std::optional<Id<Page>>
      after;  // first among its siblings without; last when the parent's children follow no order yet
  std::optional<Markdown> markdown;
  std::optional<Line<200>> slug;  // made from the title unless told
};
BOOST_DESCRIBE_STRUCT(NewPage, (), (title, parent, after, markdown, slug))
struct PreparedPage {
  NewPage page;
  PreparedText text;
};
PreparedPage prepare_page(ReadTx&, const Viewer&, const Slug& space, const NewPage&);
struct Created {
  Id<Page> id;
  std::string title, path, space;
  Id<Revision> revision;
};
BOOST_DESCRIBE_STRUCT(Created, (), (id, title, path, space, revision))
Created create_page(WriteTx&, const Viewer&, const Slug& space, const PreparedPage&);

struct MoveInput {
  std::optional<Id<Page>> parent;  // absent: to the top
  std::optional<Id<Page>> after;   // absent: first
  std::optional<Slug> space;
  std::optional<Line<200>> slug;
};
BOOST_DESCRIBE_STRUCT(MoveInput, (), (parent, after, space, slug))
struct Moved {
  Id<Page> id;
  std::string path, space;
};
BOOST_DESCRIBE_STRUCT(Moved, (), (id, path, space))
// With its subtree, which comes under the list of its new place unless it has one of its own. The viewer must be able
// to edit the page and its new parent, at the top the space. conflict "move_into_itself".
Moved move_page(WriteTx&, const Viewer&, Id<Page>, const MoveInput&);

// Below: for the importer, trash and seeding, without checks of rights.

// A new row without text in its place; `slug` is taken as it is, made unique with -2, -3 … among its siblings.
struct Placed {
  Id<Page> id;
  std::string path;
};
Placed place_page(WriteTx&, Id<Space>, Id<Zone>, std::optional<Id<Page>> parent, std::string_view slug,
                  const std::string& title, std::int64_t position);
// The first of `slug`, `slug`-2 … that no other page below the parent has.
struct Address {
  std::string slug, path;
};
Address free_address(ReadTx&, Id<Space>, std::optional<Id<Page>> parent, std::string_view slug, Id<Page> own);
// Enters the present address of a page among those that lead to it for ever, unless it is in the trash.
void keep_address(WriteTx&, Id<Page>);
std::int64_t last_position(ReadTx&, Id<Space>, std::optional<Id<Page>> parent);
inline constexpr std::int64_t position_step = 1024;

}  // namespace wiki
