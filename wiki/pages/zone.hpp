// The access list of a page (Berechtigungen): that of its space, until a page above it or itself gives its subtree a
// list of its own. Managers of the zone see and change it. A new list begins as a copy of the one that held so far, so
// that starting it shows nothing to anybody; giving it up puts the list of the place above in force at once.
#pragma once
#include <wiki/pages/page.hpp>

namespace wiki {

struct PageAccess {
  bool own;                      // the list begins at this page
  SpaceRef space;
  std::optional<PageRef> begins; // the page whose subtree the list is for; absent: the space's list
  std::vector<auth::Grant> grants;
};
BOOST_DESCRIBE_STRUCT(PageAccess, (), (own, space, begins, grants))

// forbidden below manage, for all of these.
PageAccess page_access(ReadTx&, const Viewer&, Id<Page>);
// conflict "own_list_exists".
PageAccess start_own_list(WriteTx&, const Viewer&, Id<Page>);
// conflict "no_own_list".
void end_own_list(WriteTx&, const Viewer&, Id<Page>);
// Only where the page has its own list: conflict "no_own_list"; conflict "still_settling" while a large subtree is
// being restructured; invalid as for spaces.
PageAccess set_page_grants(WriteTx&, const Viewer&, Id<Page>, const auth::NewGrants&);

}  // namespace wiki
