#include <wiki/pages/head.hpp>

#include <algorithm>

namespace wiki {
namespace {

std::optional<PageHead> readable_head(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = tx.maybe<PageHead>(R"(
      SELECT p.id, p.space_id AS space, p.zone_id AS zone, p.parent_id AS parent, p.position, p.slug, p.path, p.title,
             p.container, p.head_revision, p.released_revision, p.trash_root,
             NOT EXISTS (SELECT 1 FROM shown_page s WHERE s.id = p.id) AS trashed,
             (SELECT max(r.level) FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id) AS level
        FROM page p
       WHERE p.id = $1
         AND EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id AND r.level >= 10))",
                                 page, viewer.person);
  if (head) head->level = std::min(head->level, viewer.ceiling);
  return head;
}

void require_level(const PageHead& head, Level least) {
  if (head.level < least) throw Failure(Problem::forbidden, "level_too_low");
}

}  // namespace

PageAbilities abilities(Level level) {
  return {level >= Level::edit, level >= Level::comment, level >= Level::release, level >= Level::manage};
}

PageHead require_page(ReadTx& tx, const Viewer& viewer, Id<Page> page, Level least) {
  auto head = readable_head(tx, viewer, page);
  if (!head || (head->trashed && head->level < Level::edit)) throw Failure(Problem::not_found, "page_not_found");
  if (head->trashed) throw Failure(Problem::gone, "page_trashed");
  require_level(*head, least);
  return *head;
}

PageHead require_trashed(ReadTx& tx, const Viewer& viewer, Id<Page> page, Level least) {
  auto head = readable_head(tx, viewer, page);
  if (!head || (head->trashed && head->level < Level::edit)) throw Failure(Problem::not_found, "page_not_found");
  if (!head->trashed) throw Failure(Problem::conflict, "page_not_in_trash");
  require_level(*head, least);
  return *head;
}

std::optional<Id<Revision>> visible_revision(const PageHead& head) {
  return head.level >= Level::edit ? head.head_revision : head.released_revision;
}

}  // namespace wiki
