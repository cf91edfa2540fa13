#include <wiki/pages/break_glass.hpp>
#include <wiki/pages/head.hpp>

namespace wiki {

auth::Opening open_space(WriteTx& tx, const Viewer& viewer, const Slug& slug, const auth::NewOpening& in) {
  auth::require_administrator(viewer);
  return auth::break_glass(tx, viewer, require_steward(tx, viewer, slug).zone, in);
}

auth::Opening open_page(WriteTx& tx, const Viewer& viewer, Id<Page> page, const auth::NewOpening& in) {
  auth::require_administrator(viewer);
  auto zone = tx.system("an administrator opens a zone, with a reason that its managers see")
                  .maybe<Id<Zone>>("SELECT zone_id FROM page WHERE id = $1 AND trashed_at IS NULL", page);
  if (!zone) throw Failure(Problem::not_found, "page_not_found");
  return auth::break_glass(tx, viewer, *zone, in);
}

std::vector<auth::Opening> space_openings(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  return auth::openings(tx, require_steward(tx, viewer, slug).zone);
}

std::vector<auth::Opening> page_openings(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  return auth::openings(tx, require_page(tx, viewer, page, Level::manage).zone);
}

}  // namespace wiki
