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

struct Member {
  Id<Page> id;
  Id<Zone> zone;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, zone))

std::vector<Member> thrown_together(ReadTx& tx, Id<Page> root) {
  return tx.system("a subtree in the trash").all<Member>(
      "SELECT id, zone_id AS zone FROM page WHERE trash_root = $1 AND trashed_at IS NOT NULL ORDER BY id DESC", root);
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
  require_page(tx, viewer, page, Level::edit);
  bool closed = tx.one<bool>(R"(
      WITH RECURSIVE own (id, zone_id) AS (
        SELECT id, zone_id FROM page WHERE id = $1 UNION ALL
        SELECT p.id, p.zone_id FROM page p JOIN own ON p.parent_id = own.id WHERE p.trashed_at IS NULL)
      SELECT EXISTS (SELECT 1 FROM own
                      WHERE zone_id NOT IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 30)))",
                             page, viewer.person);
  if (closed) throw Failure(Problem::forbidden, "subtree_closed");
  tx.run(R"(WITH RECURSIVE own (id) AS (
              SELECT $1 UNION ALL
              SELECT p.id FROM page p JOIN own ON p.parent_id = own.id WHERE p.trashed_at IS NULL)
            UPDATE page SET trashed_at = $2, trashed_by = $3, trash_root = $1 WHERE id IN (SELECT id FROM own))",
         page, tx.now(), viewer.person);
  for (auto& member : thrown_together(tx, page)) tx.changed(page_trashed, member.id, member.zone, std::nullopt);
}

Untrashed untrash_page(WriteTx& tx, const Viewer& viewer, Id<Page> page, const UntrashInput& in) {
  auto head = require_trashed(tx, viewer, page, Level::edit);
  if (head.trash_root != page) throw Failure(Problem::conflict, "trashed_with_parent");
  require_settled(tx);  // its pages get new addresses from their old ones, all at once
  auto parent = in.parent ? in.parent : head.parent;
  if (parent) {
    auto system = tx.system("is the old parent still there?");
    bool there = system.maybe<int>("SELECT 1 FROM page WHERE id = $1 AND space_id = $2 AND trashed_at IS NULL", *parent,
                                   head.space)
                     .has_value();
    if (!there && in.parent) throw Failure(Problem::invalid, "page_not_found", "/parent");
    if (!there) parent.reset();
    else require_page(tx, viewer, *parent, Level::edit);
  }
  auto members = thrown_together(tx, page);
  auto zone = zone_at(tx, head, parent);
  // Addresses first: the subtree keeps its inner order, so one new address at its root moves all of it.
  readdress(tx, page, head.space, parent, head.slug);
  tx.run("UPDATE page SET position = $2 WHERE id = $1", page, last_position(tx, head.space, parent) + position_step);
  tx.run("UPDATE page SET trashed_at = NULL, trashed_by = NULL WHERE trash_root = $1", page);
  keep_addresses(tx, page);
  tx.run("UPDATE page SET trash_root = NULL WHERE trash_root = $1 AND trashed_at IS NULL", page);
  for (auto& member : members) tx.changed(page_untrashed, member.id, std::nullopt, member.zone);
  if (!zone) give_own_zone(tx, page, head.zone);
  else if (*zone != head.zone) {
    tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", page, *zone);
    tx.changed(page_zoned, page, head.zone, *zone);
    settle_below(tx, page);
  }
  return {page, tx.system("the page's new address").one<std::string>("SELECT path FROM page WHERE id = $1", page)};
}

void purge_page(WriteTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = require_trashed(tx, viewer, page, Level::manage);
  if (head.trash_root != page) throw Failure(Problem::conflict, "trashed_with_parent");
  bool closed = tx.one<bool>(R"(
      SELECT EXISTS (SELECT 1 FROM page
                      WHERE trash_root = $1 AND trashed_at IS NOT NULL
                        AND zone_id NOT IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 50)))",
                             page, viewer.person);
  if (closed) throw Failure(Problem::forbidden, "subtree_closed");
  auto members = thrown_together(tx, page);
  tx.run("UPDATE page SET parent_id = NULL WHERE parent_id IN (SELECT id FROM page WHERE trash_root = $1)", page);
  tx.run("DELETE FROM page WHERE trash_root = $1 AND trashed_at IS NOT NULL", page);
  for (auto& member : members) tx.changed(page_purged, member.id, member.zone, std::nullopt);
  tx.enqueue("blobs.sweep", 0);
}

}  // namespace wiki
