#include <auth/audit.hpp>
#include <auth/founders.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/space.hpp>

#include <algorithm>

namespace wiki {
namespace {

struct SpaceRow {
  Id<Space> id;
  std::string slug, title, description;
  Level level;
  std::int64_t pages;
};
BOOST_DESCRIBE_STRUCT(SpaceRow, (), (id, slug, title, description, level, pages))

constexpr std::string_view readable_spaces = R"(
    SELECT s.id, s.slug, s.title,
           CASE WHEN s.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $1) THEN s.description ELSE '' END
             AS description,
           coalesce((SELECT max(r.level) FROM readable r WHERE r.person_id = $1 AND r.zone_id = s.zone_id), 10)
             AS level,
           (SELECT count(*) FROM shown_page p
             WHERE p.space_id = s.id AND p.container = 0
               AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 10)) AS pages
      FROM space s
     WHERE (s.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 10)
            OR s.id IN (SELECT p.space_id FROM subtree_zone z JOIN shown_page p ON p.id = z.page_id
                         WHERE p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 10))))";

SpaceView view(const SpaceRow& row, const Viewer& viewer) {
  auto level = std::min(row.level, viewer.ceiling);
  return {
      row.id, row.slug, row.title, row.description, level, row.pages, {level >= Level::edit, level >= Level::manage}};
}

void check_slug(const std::string& slug) {
  bool fits = !slug.empty() && slug.front() != '-' && std::all_of(slug.begin(), slug.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!fits) throw Failure(Problem::invalid, "wrong_slug", "/slug");
}

}  // namespace

SpaceHead require_space(ReadTx& tx, const Viewer& viewer, const Slug& slug, Level least) {
  auto head = tx.maybe<SpaceHead>(R"(
      SELECT s.id, s.zone_id AS zone, s.slug, s.title,
             coalesce((SELECT max(r.level) FROM readable r WHERE r.person_id = $2 AND r.zone_id = s.zone_id), 10)
               AS level
        FROM space s
       WHERE s.slug = $1
         AND (EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = s.zone_id AND r.level >= 10)
              OR s.id IN (SELECT p.space_id FROM subtree_zone z JOIN shown_page p ON p.id = z.page_id
                           WHERE p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10))))",
                                  slug, viewer.person);
  if (!head) throw Failure(Problem::not_found, "space_not_found");
  head->level = std::min(head->level, viewer.ceiling);
  if (head->level < least) throw Failure(Problem::forbidden, "level_too_low");
  return *head;
}

SpaceHead require_steward(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  if (!viewer.administrator) return require_space(tx, viewer, slug, Level::manage);
  auto found = space_named(tx, slug.str());
  if (!found) throw Failure(Problem::not_found, "space_not_found");
  return *found;
}

std::vector<SpaceView> spaces(ReadTx& tx, const Viewer& viewer) {
  std::vector<SpaceView> list;
  for (auto& row : tx.all<SpaceRow>(std::string(readable_spaces) + " ORDER BY s.sort_key, s.id", viewer.person))
    list.push_back(view(row, viewer));
  return list;
}

SpaceView space(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  auto row = tx.maybe<SpaceRow>(std::string(readable_spaces) + " AND s.slug = $2", viewer.person, slug);
  if (!row) throw Failure(Problem::not_found, "space_not_found");
  return view(*row, viewer);
}

Id<Space> found_space(WriteTx& tx, const NewSpace& in) {
  check_slug(in.slug.str());
  if (in.title.empty()) throw Failure(Problem::invalid, "required", "/title");
  if (space_named(tx, in.slug.str())) throw Failure(Problem::conflict, "slug_taken", "/slug");
  auto id = tx.next_id<Space>();
  auto zone = auth::create_zone(tx, auth::ZoneKind::space);
  tx.run(R"(INSERT INTO space (id, slug, title, description, sort_key, zone_id, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7))",
         id, in.slug, in.title, in.description, Blob{sort_key(in.title.str())}, zone, tx.now());
  if (in.everyone) auth::grant_everyone(tx, zone, *in.everyone);
  tx.changed("space.created", id, zone);
  return id;
}

SpaceView create_space(WriteTx& tx, const Viewer& viewer, const NewSpace& in) {
  if (!auth::may_found_spaces(tx, viewer)) throw Failure(Problem::forbidden, "may_not_found_spaces");
  auto id = found_space(tx, in);
  auth::audit(tx, viewer, "space.founded", {"space", id.value}, in.slug.str());
  auth::grant_person(tx, space_named(tx, in.slug.str())->zone, viewer.person, Level::manage);
  return space(tx, viewer, in.slug);
}

SpaceView change_space(WriteTx& tx, const Viewer& viewer, const Slug& slug, const SpaceChange& in) {
  auto head = require_space(tx, viewer, slug, Level::manage);
  if (in.title.empty()) throw Failure(Problem::invalid, "required", "/title");
  tx.run("UPDATE space SET title = $2, description = $3, sort_key = $4 WHERE id = $1", head.id, in.title,
         in.description, Blob{sort_key(in.title.str())});
  tx.changed("space.changed", head.id, head.zone);
  return space(tx, viewer, slug);
}

std::vector<auth::Grant> space_grants(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  return auth::grants(tx, require_steward(tx, viewer, slug).zone);
}

std::vector<auth::Grant> set_space_grants(WriteTx& tx, const Viewer& viewer, const Slug& slug,
                                          const auth::NewGrants& in) {
  auto zone = require_steward(tx, viewer, slug).zone;
  require_settled(tx);
  auth::replace_grants(tx, viewer, zone, in);
  return auth::grants(tx, zone);
}

std::vector<SpaceName> all_spaces(ReadTx& tx, const Viewer& viewer) {
  auth::require_administrator(viewer);
  return tx.system("administrators see which spaces exist")
      .all<SpaceName>("SELECT id, slug, title FROM space ORDER BY sort_key, id");
}

std::optional<SpaceHead> space_named(ReadTx& tx, std::string_view slug) {
  return tx.system("the command line and administrators name spaces")
      .maybe<SpaceHead>("SELECT id, zone_id AS zone, slug, title, 50 AS level FROM space WHERE slug = $1", slug);
}

}  // namespace wiki
