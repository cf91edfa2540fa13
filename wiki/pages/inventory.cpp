#include <wiki/pages/inventory.hpp>

namespace wiki {

Inventory inventory(ReadTx& tx) {
  return tx.system("doctor counts everything")
      .one<Inventory>(
          "SELECT (SELECT count(*) FROM page WHERE container = 0) AS pages, "
          "(SELECT count(*) FROM revision) AS revisions, (SELECT count(*) FROM attachment) AS attachments");
}

std::vector<Id<Page>> pages_after(ReadTx& tx, Id<Page> after, int limit) {
  return tx.system("doctor walks over all pages")
      .all<Id<Page>>("SELECT id FROM page WHERE id > $1 AND container = 0 ORDER BY id LIMIT $2", after.value, limit);
}

std::int64_t searchable_pages(ReadTx& tx) {
  return tx.system("doctor counts what should be found")
      .one<std::int64_t>("SELECT count(*) FROM page WHERE trashed_at IS NULL");
}

std::vector<Id<Page>> pages_under_wrong_lists(ReadTx& tx) {
  return tx.system("doctor compares every page's list with its place").all<Id<Page>>(R"(
      SELECT p.id
        FROM page p JOIN space s ON s.id = p.space_id
        LEFT JOIN page a ON a.id = p.parent_id
        LEFT JOIN subtree_zone z ON z.page_id = p.id
       WHERE p.zone_id <> coalesce(z.zone_id, a.zone_id, s.zone_id)
         AND p.trashed_at IS NULL AND NOT EXISTS (SELECT 1 FROM unsettled)
       ORDER BY p.id LIMIT 20)");
}

std::vector<std::string> attached_blobs(ReadTx& tx) {
  auto blobs = tx.system("doctor and backup need every attachment")
                   .all<Blob>("SELECT DISTINCT sha256 FROM attachment ORDER BY sha256");
  std::vector<std::string> hashes;
  for (auto& blob : blobs) hashes.push_back(std::move(blob.bytes));
  return hashes;
}

void share_spaces(WriteTx& tx, Id<Person> from, Id<Person> to) {
  auto zones = tx.all<Id<Zone>>(
      "SELECT s.zone_id FROM space s WHERE s.zone_id IN "
      "(SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 50)",
      from);
  for (auto zone : zones) auth::grant_person(tx, zone, to, Level::manage);
}

}  // namespace wiki
