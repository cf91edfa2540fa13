#include <auth/audit.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/trash.hpp>
#include <wiki/pages/tree.hpp>

namespace wiki {
namespace {

struct Row {
  Id<Page> id;
  std::string title, path;
  Time trashed_at;
  Id<Person> person;
  std::string display_name;
  std::int64_t pages;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, title, path, trashed_at, person, display_name, pages))

// Some subtree below, in the same state, has a list of its own that gives the viewer less than `least`.
bool closed_below(ReadTx& tx, const Viewer& viewer, const PageHead& head, Level least) {
  return tx.one<bool>(R"(
      SELECT EXISTS (
        SELECT 1
          FROM subtree_zone z JOIN page p ON p.id = z.page_id
         WHERE p.space_id = $2 AND p.trash_root IS NOT DISTINCT FROM $3
           AND p.zone_id NOT IN (SELECT zone_id FROM readable WHERE person_id = $4 AND level >= $5)
           AND EXISTS (
             WITH RECURSIVE up (id, parent_id) AS (
               SELECT p.id, p.parent_id UNION ALL
               SELECT o.id, o.parent_id FROM page o JOIN up ON o.id = up.parent_id)
             SELECT 1 FROM up WHERE id = $1)))",
                      head.id, head.space, head.trash_root, viewer.person, least);
}

PageHead require_thrown(ReadTx& tx, const Viewer& viewer, Id<Page> page, Level least) {
  auto head = require_trashed(tx, viewer, page, least);
  bool underway = tx.maybe<int>("SELECT 1 FROM branch_underway WHERE page_id = $1", page).has_value();
  if (underway) throw Failure(Problem::conflict, "still_settling");
  if (head.trash_root != page) throw Failure(Problem::conflict, "trashed_with_parent");
  return head;
}

// The zone of a page that comes back; absent when the page whose list held for it is gone: then it keeps that list for
// itself, instead of showing it to the whole space.
std::optional<Id<Zone>> zone_at(ReadTx& tx, const PageHead& head, std::optional<Id<Page>> parent) {
  if (own_zone(tx, head.id)) return head.zone;
  auto system = tx.system("the list of the place that a page comes back to");
  if (parent) return system.one<Id<Zone>>("SELECT zone_id FROM page WHERE id = $1", *parent);
  auto space = system.one<Id<Zone>>("SELECT zone_id FROM space WHERE id = $1", head.space);
  return space == head.zone ? std::optional(space) : std::nullopt;
}

}  // namespace

std::vector<TrashedPage> trash(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  auto head = require_space(tx, viewer, slug, Level::read);
  std::vector<TrashedPage> list;
  for (auto& row : tx.all<Row>(R"(
      SELECT p.id, p.title, p.path, p.trashed_at, b.id AS person, b.display_name,
             (SELECT count(*) FROM page o
               WHERE o.space_id = p.space_id AND o.trash_root = p.id AND o.trashed_at IS NOT NULL) AS pages
        FROM page p JOIN person b ON b.id = p.trashed_by
       WHERE p.space_id = $1 AND p.trash_root = p.id AND p.trashed_at IS NOT NULL
         AND p.id NOT IN (SELECT page_id FROM branch_underway)
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 30)
       ORDER BY p.trashed_at DESC, p.id DESC
       LIMIT 1000)",
                               head.id, viewer.person))
    list.push_back({row.id, row.title, row.path, row.trashed_at, {row.person, row.display_name}, row.pages});
  // Who edits only a subtree sees what was thrown away there.
  if (list.empty() && head.level < Level::edit) throw Failure(Problem::forbidden, "level_too_low");
  return list;
}

void trash_page(WriteTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = require_page(tx, viewer, page, Level::edit);
  if (closed_below(tx, viewer, head, Level::edit)) throw Failure(Problem::forbidden, "subtree_closed");
  hide_branch(tx, page);
  tx.run("UPDATE page SET trashed_at = $2, trashed_by = $3, trash_root = $1 WHERE id = $1", page, tx.now(),
         viewer.person);
  tx.changed(page_trashed, page, head.zone, std::nullopt);
  settle_below(tx, page);
}

Untrashed untrash_page(WriteTx& tx, const Viewer& viewer, Id<Page> page, const UntrashInput& in) {
  auto head = require_thrown(tx, viewer, page, Level::edit);
  auto parent = in.parent ? in.parent : head.parent;
  if (parent) {
    auto system = tx.system("is the old parent still there?");
    bool there = system.maybe<int>("SELECT 1 FROM shown_page WHERE id = $1 AND space_id = $2", *parent, head.space)
                     .has_value();
    if (!there && in.parent) throw Failure(Problem::invalid, "page_not_found", "/parent");
    if (!there) parent.reset();
    else require_page(tx, viewer, *parent, Level::edit);
  }
  auto zone = zone_at(tx, head, parent);
  hide_branch(tx, page);
  readdress_page(tx, page, head.space, parent, head.slug);
  tx.run(R"(UPDATE page SET position = $2, zone_id = $3, trashed_at = NULL, trashed_by = NULL, trash_root = NULL
             WHERE id = $1)",
         page, last_position(tx, head.space, parent) + position_step, zone.value_or(head.zone));
  keep_address(tx, page);
  if (zone) settle_below(tx, page);
  else give_own_zone(tx, page, head.zone);
  return {page, tx.system("the page's new address").one<std::string>("SELECT path FROM page WHERE id = $1", page)};
}

void purge_page(WriteTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = require_thrown(tx, viewer, page, Level::manage);
  if (closed_below(tx, viewer, head, Level::manage)) throw Failure(Problem::forbidden, "subtree_closed");
  auth::audit(tx, viewer, "page.purged", {"page", page.value}, "with all below, zone " + head.zone.str());
  purge_branch(tx, page);
}

}  // namespace wiki
