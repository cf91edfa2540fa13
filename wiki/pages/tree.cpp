#include <wiki/pages/tree.hpp>

#include <algorithm>
#include <unordered_map>

namespace wiki {
namespace {

struct ParentRow {
  Id<Page> id;
  std::optional<Id<Page>> parent;
};
BOOST_DESCRIBE_STRUCT(ParentRow, (), (id, parent))

struct Sibling {
  Id<Page> id;
  std::int64_t position;
};
BOOST_DESCRIBE_STRUCT(Sibling, (), (id, position))

using Children = std::unordered_map<std::int64_t, std::vector<TreePage*>>;

// Hangs pages whose parent the viewer may not read on the nearest readable ancestor.
void lift_orphans(ReadTx& tx, std::vector<TreePage>& pages) {
  std::unordered_map<Id<Page>, bool> readable;
  for (auto& page : pages) readable[page.id] = true;
  auto system = tx.system("the way up from a readable page, to the nearest readable ancestor");
  for (auto& page : pages)
    while (page.parent && !readable.contains(*page.parent))
      page.parent = system.one<std::optional<Id<Page>>>("SELECT parent_id FROM page WHERE id = $1", *page.parent);
}

void append_depth_first(Children& children, std::vector<TreePage>& out) {
  std::vector<TreePage*> waiting(children[0].rbegin(), children[0].rend());
  while (!waiting.empty()) {
    auto* page = waiting.back();
    waiting.pop_back();
    auto& below = children[page->id.value];
    waiting.insert(waiting.end(), below.rbegin(), below.rend());
    out.push_back(std::move(*page));
  }
}

// A free address for `slug` below `parent_path`; a page keeps its own.
std::string free_slug(ReadTx& tx, Id<Space> space, const std::string& parent_path, std::string_view wanted,
                      Id<Page> own) {
  std::string slug(wanted);
  for (int n = 2;; ++n) {
    auto path = parent_path.empty() ? slug : parent_path + "/" + slug;
    auto holder = tx.system("is an address taken?")
                      .maybe<Id<Page>>("SELECT id FROM page WHERE space_id = $1 AND path = $2 AND trashed_at IS NULL",
                                       space, path);
    if (!holder || *holder == own) return slug;
    slug = std::string(wanted) + "-" + std::to_string(n);
  }
}

std::string path_of(ReadTx& tx, std::optional<Id<Page>> page) {
  if (!page) return {};
  return tx.system("an ancestor's address").one<std::string>("SELECT path FROM page WHERE id = $1", *page);
}

std::vector<Sibling> siblings(ReadTx& tx, Id<Space> space, std::optional<Id<Page>> parent) {
  return tx.system("order among siblings")
      .all<Sibling>(
          "SELECT id, position FROM page WHERE space_id = $1 AND parent_id IS NOT DISTINCT FROM $2 AND trashed_at IS "
          "NULL "
          "ORDER BY position, id",
          space, parent);
}

// The position right behind `after` (absent: before all); spreads the siblings out when there is no gap left.
std::int64_t position_after(WriteTx& tx, Id<Space> space, std::optional<Id<Page>> parent, std::optional<Id<Page>> after,
                            Id<Page> moving) {
  auto others = siblings(tx, space, parent);
  std::erase_if(others, [&](auto& s) { return s.id == moving; });
  std::size_t at = 0;
  if (after) {
    auto found = std::find_if(others.begin(), others.end(), [&](auto& s) { return s.id == *after; });
    if (found == others.end()) throw Failure(Problem::invalid, "not_a_sibling", "/after");
    at = std::size_t(found - others.begin()) + 1;
  }
  std::int64_t low = at == 0 ? (others.empty() ? 0 : others[0].position - 2 * position_step) : others[at - 1].position;
  std::int64_t high = at == others.size() ? low + 2 * position_step : others[at].position;
  if (high - low > 1) return low + (high - low) / 2;
  for (std::size_t i = 0; i < others.size(); ++i)
    tx.run("UPDATE page SET position = $2 WHERE id = $1", others[i].id, std::int64_t(i + 1) * position_step);
  return std::int64_t(at) * position_step + position_step / 2;
}

bool below_itself(ReadTx& tx, Id<Page> page, std::optional<Id<Page>> parent) {
  auto system = tx.system("the way up from the new parent");
  for (auto at = parent; at;
       at = system.one<std::optional<Id<Page>>>("SELECT parent_id FROM page WHERE id = $1", *at))
    if (*at == page) return true;
  return false;
}

}  // namespace

Tree tree(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  Tree result{space(tx, viewer, slug), {}};
  auto pages = tx.all<TreePage>(R"(
      SELECT id, parent_id AS parent, slug, title, position, container
        FROM page
       WHERE space_id = $1 AND trashed_at IS NULL
         AND zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
       ORDER BY position, id)",
                                result.space.id, viewer.person);
  lift_orphans(tx, pages);
  Children children;
  for (auto& page : pages) children[page.parent ? page.parent->value : 0].push_back(&page);
  result.pages.reserve(pages.size());
  append_depth_first(children, result.pages);
  return result;
}

PageAt page_at(ReadTx& tx, const Viewer& viewer, const Slug& slug, const PathQuery& query) {
  auto head = require_space(tx, viewer, slug, Level::read);
  auto found = tx.maybe<Id<Page>>(R"(
      SELECT p.id
        FROM page_path a JOIN page p ON p.id = a.page_id
       WHERE a.space_id = $1 AND a.path = $2
         AND EXISTS (SELECT 1 FROM readable r
                      WHERE r.person_id = $3 AND r.zone_id = p.zone_id
                        AND r.level >= CASE WHEN p.trashed_at IS NULL THEN 10 ELSE 30 END))",
                                  head.id, query.path, viewer.person);
  if (!found) throw Failure(Problem::not_found, "page_not_found");
  return {*found};
}

std::int64_t last_position(ReadTx& tx, Id<Space> space, std::optional<Id<Page>> parent) {
  return tx.system("order among siblings")
      .one<std::int64_t>(
          "SELECT coalesce(max(position), 0) FROM page WHERE space_id = $1 AND parent_id IS NOT DISTINCT FROM $2",
          space, parent);
}

Placed place_page(WriteTx& tx, Id<Space> space, Id<Zone> zone, std::optional<Id<Page>> parent, std::string_view slug,
                  const std::string& title, std::int64_t position) {
  auto parent_path = path_of(tx, parent);
  auto own = tx.next_id<Page>();
  auto free = free_slug(tx, space, parent_path, slug, own);
  Placed placed{own, parent_path.empty() ? free : parent_path + "/" + free};
  tx.run(R"(INSERT INTO page (id, space_id, zone_id, parent_id, position, slug, path, title, container, created_at,
                              changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9))",
         own, space, zone, parent, position, free, placed.path, title, tx.now());
  keep_addresses(tx, own);
  return placed;
}

void readdress(WriteTx& tx, Id<Page> page, Id<Space> space, std::optional<Id<Page>> parent, std::string_view slug) {
  auto parent_path = path_of(tx, parent);
  auto free = free_slug(tx, space, parent_path, slug, page);
  auto path = parent_path.empty() ? free : parent_path + "/" + free;
  auto before = path_of(tx, page);
  tx.run("UPDATE page SET parent_id = $2, slug = $3, space_id = $4, path = $5 WHERE id = $1", page, parent, free, space,
         path);
  tx.run(R"(WITH RECURSIVE below (id) AS (
              SELECT id FROM page WHERE parent_id = $1
              UNION ALL SELECT p.id FROM page p JOIN below ON p.parent_id = below.id)
            UPDATE page SET space_id = $2, path = $3 || substr(path, length($4) + 1)
             WHERE id IN (SELECT id FROM below))",
         page, space, path, before);
  keep_addresses(tx, page);
}

void keep_addresses(WriteTx& tx, Id<Page> page) {
  tx.run(R"(WITH RECURSIVE own (id) AS (
              SELECT $1 UNION ALL SELECT p.id FROM page p JOIN own ON p.parent_id = own.id)
            INSERT INTO page_path (space_id, path, page_id)
            SELECT space_id, path, id FROM page WHERE id IN (SELECT id FROM own) AND trashed_at IS NULL
            ON CONFLICT (space_id, path) DO UPDATE SET page_id = excluded.page_id)",
         page);
}

PreparedPage prepare_page(ReadTx& tx, const Viewer& viewer, const Slug& slug, const NewPage& in) {
  require_space(tx, viewer, slug, Level::edit);
  if (in.title.empty()) throw Failure(Problem::invalid, "required", "/title");
  auto text = in.markdown ? in.markdown->str() : std::string();
  render(text);
  return {in, prepare_text(text, "", {})};
}

Created create_page(WriteTx& tx, const Viewer& viewer, const Slug& slug, const PreparedPage& in) {
  auto head = require_space(tx, viewer, slug, Level::edit);
  auto zone = head.zone;
  if (in.page.parent) {
    auto parent = require_page(tx, viewer, *in.page.parent, Level::edit);
    if (parent.space != head.id) throw Failure(Problem::invalid, "parent_in_other_space", "/parent");
    zone = parent.zone;
  }
  auto position = in.page.after ? position_after(tx, head.id, in.page.parent, in.page.after, {})
                                : last_position(tx, head.id, in.page.parent) + position_step;
  auto wanted = in.page.slug && !in.page.slug->empty() ? in.page.slug->str() : in.page.title.str();
  auto placed = place_page(tx, head.id, zone, in.page.parent, slug_of(wanted, "seite"), in.page.title.str(), position);
  auto stored = append_revision(tx, placed.id, {}, {in.page.title.str(), viewer.person, "", false, {}}, in.text);
  tx.changed(page_created, placed.id, std::nullopt, zone);
  return {placed.id, in.page.title.str(), placed.path, slug.str(), stored.id};
}

Moved move_page(WriteTx& tx, const Viewer& viewer, Id<Page> id, const MoveInput& in) {
  auto head = require_page(tx, viewer, id, Level::edit);
  auto from = tx.system("the page's own space").one<std::string>("SELECT slug FROM space WHERE id = $1", head.space);
  auto target = require_space(tx, viewer, in.space.value_or(Slug(from)), Level::edit);
  auto zone = target.zone;
  if (in.parent) {
    auto parent = require_page(tx, viewer, *in.parent, Level::edit);
    if (parent.space != target.id) throw Failure(Problem::invalid, "parent_in_other_space", "/parent");
    if (below_itself(tx, id, in.parent)) throw Failure(Problem::conflict, "move_into_itself", "/parent");
    zone = parent.zone;
  }
  auto position = position_after(tx, target.id, in.parent, in.after, id);
  auto slug = in.slug && !in.slug->empty() ? slug_of(in.slug->str(), "seite") : head.slug;
  readdress(tx, id, target.id, in.parent, slug);
  tx.run("UPDATE page SET position = $2 WHERE id = $1", id, position);
  auto moved = tx.system("a subtree that is being moved").all<ParentRow>(R"(
      WITH RECURSIVE own (id, parent) AS (
        SELECT id, parent_id FROM page WHERE id = $1
        UNION ALL SELECT p.id, p.parent_id FROM page p JOIN own ON p.parent_id = own.id WHERE p.zone_id = $2)
      SELECT id, parent FROM own)",
                                                                         id, head.zone);
  for (auto& page : moved) {
    if (zone != head.zone) tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", page.id, zone);
    tx.changed(page_moved, page.id, head.zone, zone);
  }
  return {id, path_of(tx, id), target.slug};
}

}  // namespace wiki
