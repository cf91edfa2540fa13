#include <auth/audit.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/zone.hpp>

namespace wiki {
namespace {

Id<Zone> require_own(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  require_page(tx, viewer, page, Level::manage);
  auto zone = own_zone(tx, page);
  if (!zone) throw Failure(Problem::conflict, "no_own_list");
  return *zone;
}

}  // namespace

PageAccess page_access(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = require_page(tx, viewer, page, Level::manage);
  auto system = tx.system("a page that the viewer manages, and where its list begins");
  auto space = system.one<SpaceRef>("SELECT slug, title FROM space WHERE id = $1", head.space);
  auto begins = system.maybe<PageRef>(
      "SELECT p.id, p.title FROM subtree_zone z JOIN page p ON p.id = z.page_id WHERE z.zone_id = $1", head.zone);
  return {begins && begins->id == page, space, begins, auth::grants(tx, head.zone)};
}

PageAccess start_own_list(WriteTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = require_page(tx, viewer, page, Level::manage);
  if (own_zone(tx, page)) throw Failure(Problem::conflict, "own_list_exists");
  auto zone = give_own_zone(tx, page, head.zone);
  auth::audit(tx, viewer, "own_list.started", {"page", page.value}, zone.str());
  return page_access(tx, viewer, page);
}

void end_own_list(WriteTx& tx, const Viewer& viewer, Id<Page> page) {
  auto zone = require_own(tx, viewer, page);
  auto head = require_page(tx, viewer, page, Level::manage);
  auto above = zone_above(tx, head);
  auth::audit(tx, viewer, "own_list.ended", {"page", page.value}, zone.str());
  // Both lists are the same while the pages pass from one zone to the other.
  auth::copy_grants(tx, above, zone);
  tx.run("DELETE FROM subtree_zone WHERE zone_id = $1", zone);
  tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", page, above);
  tx.changed(page_zoned, page, zone, above);
  settle_below(tx, page);
}

PageAccess set_page_grants(WriteTx& tx, const Viewer& viewer, Id<Page> page, const auth::NewGrants& in) {
  auto zone = require_own(tx, viewer, page);
  require_settled(tx);
  auth::replace_grants(tx, viewer, zone, in);
  return page_access(tx, viewer, page);
}

}  // namespace wiki
