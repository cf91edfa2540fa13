// Zone (Schutzbereich), space, address and trash follow from the page above: a change goes down a branch in steps, and
// whoever asked is answered when all is done. At every moment a page is under its old access list or its new one; what
// is on its way to the trash or back is hidden as a whole, from the first step to the last.
#pragma once
#include <wiki/pages/head.hpp>

namespace wiki {

// Begins to settle what is below a page whose zone, space, address or state changed; the rest waits for settle().
void settle_below(WriteTx&, Id<Page>);
void hide_branch(WriteTx&, Id<Page>);   // until nothing waits
void purge_branch(WriteTx&, Id<Page>);  // begins to delete, for good, what lies in the trash together
// Goes on with what waits, a limited number of pages; true while more waits. Routes that restructure repeat it before
// they answer; the job "pages.settle" does when the server ended in between.
bool settle(WriteTx&);
inline constexpr std::string_view settle_job = "pages.settle";

// conflict "still_settling" while pages wait: a list that changed now would not yet hold for them.
void require_settled(ReadTx&);

// Gives one page the address that follows from parent and slug, made unique among its siblings; keep_address() is left
// to the caller.
void readdress_page(WriteTx&, Id<Page>, Id<Space>, std::optional<Id<Page>> parent, std::string_view slug);

// The zone of the list that the page's subtree has for itself, if it has one.
std::optional<Id<Zone>> own_zone(ReadTx&, Id<Page>);
// The zone that the page would be in without a list of its own: its parent's, at the top its space's.
Id<Zone> zone_above(ReadTx&, const PageHead&);
// Gives the subtree a list of its own that begins as a copy of another.
Id<Zone> give_own_zone(WriteTx&, Id<Page>, Id<Zone> like);

}  // namespace wiki
