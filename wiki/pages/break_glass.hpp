// Break-glass (Notzugriff) where it is asked for: on a space, or on a page whose number an administrator was given.
#pragma once
#include <auth/break_glass.hpp>
#include <wiki/pages/space.hpp>

namespace wiki {

// Administrators only, also for what they may not read. not_found "space_not_found", "page_not_found"; else as
// auth::break_glass.
auth::Opening open_space(WriteTx&, const Viewer&, const Slug&, const auth::NewOpening&);
auth::Opening open_page(WriteTx&, const Viewer&, Id<Page>, const auth::NewOpening&);
// For those who manage it, and for administrators a space's.
std::vector<auth::Opening> space_openings(ReadTx&, const Viewer&, const Slug&);
std::vector<auth::Opening> page_openings(ReadTx&, const Viewer&, Id<Page>);

}  // namespace wiki
