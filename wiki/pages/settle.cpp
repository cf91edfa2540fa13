#include <wiki/pages/settle.hpp>
#include <wiki/pages/tree.hpp>

namespace wiki {
namespace {

constexpr int pages_max = 200;  // in one transaction; some 8 ms
constexpr int purged_max = 50;  // with their histories

struct Waiting {
  Id<Page> page;
  std::int64_t after;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (page, after))

struct Above {
  Id<Space> space;
  Id<Zone> zone;
  std::string path;
  std::optional<Time> trashed_at;
  std::optional<Id<Person>> trashed_by;
  std::optional<Id<Page>> trash_root;
};
BOOST_DESCRIBE_STRUCT(Above, (), (space, zone, path, trashed_at, trashed_by, trash_root))

struct Below {
  Id<Page> id;
  Id<Space> space;
  Id<Zone> zone;
  std::string slug, path;
  std::optional<Id<Page>> trash_root;
  bool own_list, has_children;
};
BOOST_DESCRIBE_STRUCT(Below, (), (id, space, zone, slug, path, trash_root, own_list, has_children))

struct Member {
  Id<Page> id;
  Id<Zone> zone;
};
BOOST_DESCRIBE_STRUCT(Member, (), (id, zone))

void wait_for(WriteTx& tx, Id<Page> page) {
  tx.run("INSERT INTO unsettled (page_id, after) VALUES ($1, 0) ON CONFLICT (page_id) DO UPDATE SET after = 0", page);
}

// A child that is right has a subtree that is right, or waits itself.
void settle_child(WriteTx& tx, Id<Page> parent, const Above& above, const Below& child) {
  auto zone = child.own_list ? child.zone : above.zone;
  bool thrown_alone = child.trash_root == child.id;
  bool passes = !thrown_alone && child.trash_root != above.trash_root;
  bool back = passes && !above.trash_root;
  bool readdressed = back || child.space != above.space || child.path != above.path + "/" + child.slug;
  if (!readdressed && !passes && zone == child.zone) return;
  if (readdressed) readdress_page(tx, child.id, above.space, parent, child.slug);
  if (zone != child.zone) tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", child.id, zone);
  if (passes)
    tx.run("UPDATE page SET trashed_at = $2, trashed_by = $3, trash_root = $4 WHERE id = $1", child.id,
           above.trashed_at, above.trashed_by, above.trash_root);
  if (readdressed) keep_address(tx, child.id);
  if (back) tx.changed(page_untrashed, child.id, std::nullopt, zone);
  else if (passes) tx.changed(page_trashed, child.id, child.zone, std::nullopt);
  else tx.changed(readdressed ? page_moved : page_zoned, child.id, child.zone, zone);
  if (child.has_children) wait_for(tx, child.id);
}

int settle_children(WriteTx& tx, const Waiting& waiting, int limit) {
  auto system = tx.system("zone, space, address and trash follow from the page above");
  auto above = system.one<Above>(R"(
      SELECT space_id AS space, zone_id AS zone, path, trashed_at, trashed_by, trash_root FROM page WHERE id = $1)",
                                 waiting.page);
  auto children = system.all<Below>(R"(
      SELECT p.id, p.space_id AS space, p.zone_id AS zone, p.slug, p.path, p.trash_root,
             EXISTS (SELECT 1 FROM subtree_zone z WHERE z.page_id = p.id) AS own_list,
             EXISTS (SELECT 1 FROM page c WHERE c.parent_id = p.id) AS has_children
        FROM page p
       WHERE p.parent_id = $1 AND p.id > $2
       ORDER BY p.id
       LIMIT $3)",
                                    waiting.page, waiting.after, limit);
  if (int(children.size()) < limit) tx.run("DELETE FROM unsettled WHERE page_id = $1", waiting.page);
  else tx.run("UPDATE unsettled SET after = $2 WHERE page_id = $1", waiting.page, children.back().id);
  for (auto& child : children) settle_child(tx, waiting.page, above, child);
  return int(children.size()) + 1;
}

// Lists that hold for no page any more.
void drop_unused_zones(WriteTx& tx) {
  tx.run(R"(DELETE FROM zone_grant
             WHERE zone_id IN (SELECT z.id FROM zone z
                                WHERE z.kind = 'subtree'
                                  AND NOT EXISTS (SELECT 1 FROM subtree_zone s WHERE s.zone_id = z.id)
                                  AND NOT EXISTS (SELECT 1 FROM page p WHERE p.zone_id = z.id)))");
}

// Branches that have arrived: those that came back show from now on.
void end_passage(WriteTx& tx) {
  auto back = tx.system("branches that came back from the trash").all<Member>(R"(
      SELECT p.id, p.zone_id AS zone
        FROM branch_underway b JOIN page p ON p.id = b.page_id
       WHERE b.purged = 0 AND p.trashed_at IS NULL)");
  tx.run("DELETE FROM branch_underway WHERE purged = 0");
  for (auto& root : back) tx.changed(page_untrashed, root.id, std::nullopt, root.zone);
}

void purge(WriteTx& tx, const Member& page) {
  tx.run("UPDATE page SET parent_id = NULL WHERE parent_id = $1", page.id);
  tx.run("DELETE FROM page WHERE id = $1", page.id);
  tx.changed(page_purged, page.id, page.zone, std::nullopt);
}

// True while more waits to be deleted. The root goes last: by it the others are found.
bool purge_some(WriteTx& tx) {
  auto system = tx.system("a branch in the trash that goes for good");
  for (int left = purged_max; left > 0;) {
    auto root = system.maybe<Member>(R"(
        SELECT p.id, p.zone_id AS zone
          FROM branch_underway b JOIN page p ON p.id = b.page_id
         WHERE b.purged = 1 ORDER BY p.id LIMIT 1)");
    if (!root) return false;
    auto others = system.all<Member>(R"(
        SELECT id, zone_id AS zone
          FROM page
         WHERE space_id = (SELECT space_id FROM page WHERE id = $1)
           AND trash_root = $1 AND trashed_at IS NOT NULL AND id <> $1
         LIMIT $2)",
                                     root->id, left);
    for (auto& page : others) purge(tx, page);
    left -= int(others.size()) + 1;
    if (left < 0) return true;
    purge(tx, *root);
    tx.enqueue("blobs.sweep", 0);
  }
  return true;
}

std::optional<Waiting> next_waiting(ReadTx& tx) {
  return tx.maybe<Waiting>("SELECT page_id AS page, after FROM unsettled ORDER BY page_id LIMIT 1");
}

}  // namespace

bool settle(WriteTx& tx) {
  int left = pages_max;
  for (auto waiting = next_waiting(tx); waiting; waiting = next_waiting(tx)) {
    if (left <= 0) return true;
    left -= settle_children(tx, *waiting, left);
  }
  if (left < pages_max) drop_unused_zones(tx);
  end_passage(tx);
  return purge_some(tx);
}

void hide_branch(WriteTx& tx, Id<Page> page) {
  tx.run("INSERT INTO branch_underway (page_id, purged) VALUES ($1, 0)", page);
}

void purge_branch(WriteTx& tx, Id<Page> page) {
  tx.run("INSERT INTO branch_underway (page_id, purged) VALUES ($1, 1)", page);
  if (settle(tx)) tx.enqueue(settle_job, 0);
}

void settle_below(WriteTx& tx, Id<Page> page) {
  wait_for(tx, page);
  if (settle(tx)) tx.enqueue(settle_job, 0);
}

void require_settled(ReadTx& tx) {
  if (tx.one<bool>("SELECT EXISTS (SELECT 1 FROM unsettled)")) throw Failure(Problem::conflict, "still_settling");
}

void readdress_page(WriteTx& tx, Id<Page> page, Id<Space> space, std::optional<Id<Page>> parent,
                    std::string_view slug) {
  auto address = free_address(tx, space, parent, slug, page);
  tx.run("UPDATE page SET parent_id = $2, slug = $3, space_id = $4, path = $5 WHERE id = $1", page, parent,
         address.slug, space, address.path);
}

std::optional<Id<Zone>> own_zone(ReadTx& tx, Id<Page> page) {
  return tx.maybe<Id<Zone>>("SELECT zone_id FROM subtree_zone WHERE page_id = $1", page);
}

Id<Zone> zone_above(ReadTx& tx, const PageHead& head) {
  auto system = tx.system("the list of the place above a page whose head was checked");
  return head.parent ? system.one<Id<Zone>>("SELECT zone_id FROM page WHERE id = $1", *head.parent)
                     : system.one<Id<Zone>>("SELECT zone_id FROM space WHERE id = $1", head.space);
}

Id<Zone> give_own_zone(WriteTx& tx, Id<Page> page, Id<Zone> like) {
  auto zone = auth::create_zone(tx, auth::ZoneKind::subtree);
  auth::copy_grants(tx, like, zone);
  tx.run("INSERT INTO subtree_zone (zone_id, page_id) VALUES ($1, $2)", zone, page);
  tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", page, zone);
  tx.changed(page_zoned, page, like, zone);
  settle_below(tx, page);
  return zone;
}

}  // namespace wiki
