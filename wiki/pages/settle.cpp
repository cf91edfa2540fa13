#include <wiki/pages/settle.hpp>
#include <wiki/pages/tree.hpp>

namespace wiki {
namespace {

constexpr int pages_max = 200;  // in one transaction; some 8 ms

struct Waiting {
  Id<Page> page;
  std::int64_t after;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (page, after))

struct Above {
  Id<Space> space;
  Id<Zone> zone;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(Above, (), (space, zone, path))

struct Below {
  Id<Page> id;
  Id<Space> space;
  Id<Zone> zone;
  std::string slug, path;
  bool own_list, has_children;
};
BOOST_DESCRIBE_STRUCT(Below, (), (id, space, zone, slug, path, own_list, has_children))

void wait_for(WriteTx& tx, Id<Page> page) {
  tx.run("INSERT INTO unsettled (page_id, after) VALUES ($1, 0) ON CONFLICT (page_id) DO UPDATE SET after = 0", page);
}

// A child that is right has a subtree that is right, or waits itself.
void settle_child(WriteTx& tx, Id<Page> parent, const Above& above, const Below& child) {
  auto zone = child.own_list ? child.zone : above.zone;
  bool readdressed = child.space != above.space || child.path != above.path + "/" + child.slug;
  if (!readdressed && zone == child.zone) return;
  if (readdressed) readdress_page(tx, child.id, above.space, parent, child.slug);
  if (zone != child.zone) tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", child.id, zone);
  tx.changed(readdressed ? page_moved : page_zoned, child.id, child.zone, zone);
  if (child.has_children) wait_for(tx, child.id);
}

int settle_children(WriteTx& tx, const Waiting& waiting, int limit) {
  auto system = tx.system("zone, space and address follow from the page above");
  auto above =
      system.one<Above>("SELECT space_id AS space, zone_id AS zone, path FROM page WHERE id = $1", waiting.page);
  auto children = system.all<Below>(R"(
      SELECT p.id, p.space_id AS space, p.zone_id AS zone, p.slug, p.path,
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

}  // namespace

bool settle(WriteTx& tx) {
  for (int left = pages_max; left > 0;) {
    auto waiting = tx.maybe<Waiting>("SELECT page_id AS page, after FROM unsettled ORDER BY page_id LIMIT 1");
    if (!waiting) {
      if (left < pages_max) drop_unused_zones(tx);
      return false;
    }
    left -= settle_children(tx, *waiting, left);
  }
  return true;
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
  tx.run(R"(INSERT INTO page_path (space_id, path, page_id)
            SELECT space_id, path, id FROM page WHERE id = $1 AND trashed_at IS NULL
            ON CONFLICT (space_id, path) DO UPDATE SET page_id = excluded.page_id)",
         page);
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
