// Who may do what with a page or in a space, why, and what a change would do to that, before anybody makes it. Managers
// of the zone ask about everybody; anybody who may read asks about themselves.
#pragma once
#include <auth/reach.hpp>
#include <wiki/pages/tree.hpp>

namespace wiki {

// not_found unless readable; forbidden below manage.
auth::ReachPage space_reach(ReadTx&, const Viewer&, const Slug&, const auth::ReachQuery&);
auth::ReachPage page_reach(ReadTx&, const Viewer&, Id<Page>, const auth::ReachQuery&);

struct AccessExplanation : auth::Explanation {
  SpaceRef space;
  std::optional<PageRef> begins;  // whose subtree the list is for; absent: the space's list
};
BOOST_DESCRIBE_STRUCT(AccessExplanation, (auth::Explanation), (space, begins))
AccessExplanation explain_space(ReadTx&, const Viewer&, const Slug&, Id<Person>);
AccessExplanation explain_page(ReadTx&, const Viewer&, Id<Page>, Id<Person>);

// What the list would change if it were saved: for a page, as the list of its subtree. Administrators may ask about a
// space's list, which they may change.
auth::Effects rehearse_space(ReadTx&, const Viewer&, const Slug&, const auth::ReachQuery&, const auth::NewGrants&);
auth::Effects rehearse_page(ReadTx&, const Viewer&, Id<Page>, const auth::ReachQuery&, const auth::NewGrants&);
// What changes for the subtree when its own list is given up, or when it moves. For a move, the list of the new place
// must be the viewer's to manage too.
auth::Effects rehearse_end(ReadTx&, const Viewer&, Id<Page>, const auth::ReachQuery&);
auth::Effects rehearse_move(ReadTx&, const Viewer&, Id<Page>, const auth::ReachQuery&, const MoveInput&);

}  // namespace wiki
