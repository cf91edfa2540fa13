#include <auth/audit.hpp>
#include <wiki/pages/settle.hpp>
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

// Where a page is put: at the top by the space's list, below a page by that page's.
struct Place {
  SpaceHead space;
  Id<Zone> zone;
};

Place require_place(ReadTx& tx, const Viewer& viewer, const Slug& slug, std::optional<Id<Page>> parent) {
  auto space = require_space(tx, viewer, slug, parent ? Level::read : Level::edit);
  if (!parent) return {space, space.zone};
  auto above = require_page(tx, viewer, *parent, Level::edit);
  if (above.space != space.id) throw Failure(Problem::invalid, "parent_in_other_space", "/parent");
  return {space, above.zone};
}

}  // namespace

Tree tree(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  Tree result{space(tx, viewer, slug), {}};
  auto pages = tx.all<TreePage>(R"(
      SELECT id, parent_id AS parent, slug, title, position, container
        FROM shown_page
       WHERE space_id = $1
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
                        AND r.level >= CASE WHEN EXISTS (SELECT 1 FROM shown_page s WHERE s.id = p.id)
                                            THEN 10 ELSE 30 END))",
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

Address free_address(ReadTx& tx, Id<Space> space, std::optional<Id<Page>> parent, std::string_view wanted,
                     Id<Page> own) {
  auto above = path_of(tx, parent);
  if (!above.empty()) above += '/';
  std::string slug(wanted);
  for (int n = 2;; ++n) {
    auto holder = tx.system("is an address taken?")
                      .maybe<Id<Page>>("SELECT id FROM page WHERE space_id = $1 AND path = $2 AND trashed_at IS NULL",
                                       space, above + slug);
    if (!holder || *holder == own) return {slug, above + slug};
    slug = std::string(wanted) + "-" + std::to_string(n);
  }
}

Placed place_page(WriteTx& tx, Id<Space> space, Id<Zone> zone, std::optional<Id<Page>> parent, std::string_view slug,
                  const std::string& title, std::int64_t position) {
  auto own = tx.next_id<Page>();
  auto address = free_address(tx, space, parent, slug, own);
  tx.run(R"(INSERT INTO page (id, space_id, zone_id, parent_id, position, slug, path, title, container, created_at,
                              changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $9))",
         own, space, zone, parent, position, address.slug, address.path, title, tx.now());
  keep_address(tx, own);
  return {own, address.path};
}

void keep_address(WriteTx& tx, Id<Page> page) {
  tx.run(R"(INSERT INTO page_path (space_id, path, page_id)
            SELECT space_id, path, id FROM page WHERE id = $1 AND trashed_at IS NULL
            ON CONFLICT (space_id, path) DO UPDATE SET page_id = excluded.page_id)",
         page);
}

PreparedPage prepare_page(ReadTx& tx, const Viewer& viewer, const Slug& slug, const NewPage& in) {
  require_place(tx, viewer, slug, in.parent);
  if (in.title.empty()) throw Failure(Problem::invalid, "required", "/title");
  auto text = in.markdown ? in.markdown->str() : std::string();
  render(text);
  return {in, prepare_text(text, "", {})};
}

Created create_page(WriteTx& tx, const Viewer& viewer, const Slug& slug, const PreparedPage& in) {
  auto [space, zone] = require_place(tx, viewer, slug, in.page.parent);
  auto position = in.page.after ? position_after(tx, space.id, in.page.parent, in.page.after, {})
                                : last_position(tx, space.id, in.page.parent) + position_step;
  auto wanted = in.page.slug && !in.page.slug->empty() ? in.page.slug->str() : in.page.title.str();
  auto placed = place_page(tx, space.id, zone, in.page.parent, slug_of(wanted, "seite"), in.page.title.str(), position);
  auto stored = append_revision(tx, placed.id, {}, {in.page.title.str(), viewer.person, "", false, {}}, in.text);
  tx.changed(page_created, placed.id, std::nullopt, zone);
  return {placed.id, in.page.title.str(), placed.path, slug.str(), stored.id};
}

Moved move_page(WriteTx& tx, const Viewer& viewer, Id<Page> id, const MoveInput& in) {
  auto head = require_page(tx, viewer, id, Level::edit);
  auto from = tx.system("the page's own space").one<std::string>("SELECT slug FROM space WHERE id = $1", head.space);
  auto target = require_place(tx, viewer, in.space.value_or(Slug(from)), in.parent);
  if (below_itself(tx, id, in.parent)) throw Failure(Problem::conflict, "move_into_itself", "/parent");
  auto zone = own_zone(tx, id).value_or(target.zone);
  auto position = position_after(tx, target.space.id, in.parent, in.after, id);
  auto slug = in.slug && !in.slug->empty() ? slug_of(in.slug->str(), "seite") : head.slug;
  readdress_page(tx, id, target.space.id, in.parent, slug);
  keep_address(tx, id);
  tx.run("UPDATE page SET position = $2 WHERE id = $1", id, position);
  if (zone != head.zone) {
    tx.run("UPDATE page SET zone_id = $2 WHERE id = $1", id, zone);
    auth::audit(tx, viewer, "page.zone", {"page", id.value}, head.zone.str() + " " + zone.str());
  }
  tx.changed(page_moved, id, head.zone, zone);
  settle_below(tx, id);
  return {id, path_of(tx, id), target.space.slug};
}

}  // namespace wiki
