#include <wiki/pages/access_report.hpp>
#include <wiki/pages/settle.hpp>

namespace wiki {
namespace {

Level wanted(const Viewer& viewer, Id<Person> about) { return about == viewer.person ? Level::read : Level::manage; }

SpaceRef space_ref(ReadTx& tx, Id<Space> space) {
  return tx.system("the space of something whose head was checked")
      .one<SpaceRef>("SELECT slug, title FROM space WHERE id = $1", space);
}

}  // namespace

auth::ReachPage space_reach(ReadTx& tx, const Viewer& viewer, const Slug& slug, const auth::ReachQuery& query) {
  return auth::reach(tx, require_steward(tx, viewer, slug).zone, query);
}

auth::ReachPage page_reach(ReadTx& tx, const Viewer& viewer, Id<Page> page, const auth::ReachQuery& query) {
  return auth::reach(tx, require_page(tx, viewer, page, Level::manage).zone, query);
}

AccessExplanation explain_space(ReadTx& tx, const Viewer& viewer, const Slug& slug, Id<Person> about) {
  auto head = require_space(tx, viewer, slug, wanted(viewer, about));
  return {auth::explain(tx, viewer, head.zone, about), {head.slug, head.title}, {}};
}

AccessExplanation explain_page(ReadTx& tx, const Viewer& viewer, Id<Page> page, Id<Person> about) {
  auto head = require_page(tx, viewer, page, wanted(viewer, about));
  auto begins = tx.system("where the list of a page begins whose head was checked").maybe<PageRef>(
      "SELECT p.id, p.title FROM subtree_zone z JOIN page p ON p.id = z.page_id WHERE z.zone_id = $1", head.zone);
  return {auth::explain(tx, viewer, head.zone, about), space_ref(tx, head.space), begins};
}

auth::Effects rehearse_space(ReadTx& tx, const Viewer& viewer, const Slug& slug, const auth::ReachQuery& query,
                             const auth::NewGrants& in) {
  auto zone = require_steward(tx, viewer, slug).zone;
  return auth::effects(tx, auth::listed(tx, zone), auth::listed(tx, in), query);
}

auth::Effects rehearse_page(ReadTx& tx, const Viewer& viewer, Id<Page> page, const auth::ReachQuery& query,
                            const auth::NewGrants& in) {
  auto zone = require_page(tx, viewer, page, Level::manage).zone;
  return auth::effects(tx, auth::listed(tx, zone), auth::listed(tx, in), query);
}

auth::Effects rehearse_end(ReadTx& tx, const Viewer& viewer, Id<Page> page, const auth::ReachQuery& query) {
  auto head = require_page(tx, viewer, page, Level::manage);
  if (!own_zone(tx, page)) throw Failure(Problem::conflict, "no_own_list");
  return auth::effects(tx, auth::listed(tx, head.zone), auth::listed(tx, zone_above(tx, head)), query);
}

auth::Effects rehearse_move(ReadTx& tx, const Viewer& viewer, Id<Page> page, const auth::ReachQuery& query,
                            const MoveInput& in) {
  auto head = require_page(tx, viewer, page, Level::manage);
  auto from = Slug(space_ref(tx, head.space).slug);
  auto target = in.parent ? require_page(tx, viewer, *in.parent, Level::manage).zone
                          : require_space(tx, viewer, in.space.value_or(from), Level::manage).zone;
  if (auto own = own_zone(tx, page)) target = *own;
  return auth::effects(tx, auth::listed(tx, head.zone), auth::listed(tx, target), query);
}

}  // namespace wiki
