#include <wiki/pages/attachment.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/page.hpp>
#include <wiki/pages/revision.hpp>

#include <algorithm>
#include <unordered_map>

namespace wiki {
namespace {

struct Facts {
  std::string slug, space_title;
  Time changed_at, created_at;
  std::optional<Id<Person>> changed_by;
  std::string changed_by_name;
  std::optional<Id<auth::Principal>> owner;
  std::optional<Date> review_on;
};
BOOST_DESCRIBE_STRUCT(Facts, (), (slug, space_title, changed_at, created_at, changed_by, changed_by_name, owner,
                                  review_on))

struct Near {
  Id<Page> id;
  std::string title;
  Id<Zone> zone;
  bool visible;
};
BOOST_DESCRIBE_STRUCT(Near, (), (id, title, zone, visible))

struct Shown {
  int number;
  std::string title;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (number, title))

struct RecentRow {
  Id<Page> page;
  std::string title, path, space, space_title;
  Time changed_at;
  Id<Person> person;
  std::string display_name, comment;
};
BOOST_DESCRIBE_STRUCT(RecentRow, (), (page, title, path, space, space_title, changed_at, person, display_name, comment))

Facts facts(ReadTx& tx, Id<Page> page) {
  return tx.system("a page whose head was checked").one<Facts>(R"(
      SELECT s.slug, s.title AS space_title, p.changed_at, p.created_at, p.changed_by, p.owner_id AS owner,
             coalesce(c.display_name, '') AS changed_by_name, p.review_on
        FROM page p JOIN space s ON s.id = p.space_id
        LEFT JOIN person c ON c.id = p.changed_by
       WHERE p.id = $1)",
                                                                  page);
}

std::optional<PersonRef> ref(std::optional<Id<Person>> id, const std::string& name) {
  if (!id) return {};
  return PersonRef{*id, name};
}

std::vector<Near> ancestors(ReadTx& tx, const Viewer& viewer, const PageHead& head) {
  if (!head.parent) return {};
  return tx.all<Near>(R"(
      WITH RECURSIVE up (id, depth) AS (
        SELECT $1, 0
        UNION ALL
        SELECT p.parent_id, depth + 1 FROM page p JOIN up ON p.id = up.id WHERE p.parent_id IS NOT NULL)
      SELECT p.id, p.title, p.zone_id AS zone,
             p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10) AS visible
        FROM up JOIN page p ON p.id = up.id
       ORDER BY up.depth DESC)",
                      *head.parent, viewer.person);
}

std::vector<Near> children(ReadTx& tx, const Viewer& viewer, const PageHead& head) {
  return tx.all<Near>(R"(
      SELECT p.id, p.title, p.zone_id AS zone,
             p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10) AS visible
        FROM shown_page p
       WHERE p.space_id = $3 AND p.parent_id = $1
       ORDER BY p.position, p.id)",
                      head.id, viewer.person, head.space);
}

// Keeps what the viewer may read, and notes in which other zones it was looked for.
void take_visible(const std::vector<Near>& near, Viewed& viewed, std::vector<PageRef>& out) {
  for (auto& page : near) {
    auto& others = viewed.others;
    bool known = page.zone == viewed.zone ||
                 std::any_of(others.begin(), others.end(), [&](auto& other) { return other.zone == page.zone; });
    if (!known) others.push_back({page.zone, page.visible});
    if (page.visible) out.push_back({page.id, page.title});
  }
}

}  // namespace

Rendered render_for(ReadTx& tx, std::optional<Id<Page>> page, std::string_view text) {
  std::unordered_map<std::string, Id<Attachment>> names;
  if (page)
    for (auto& attachment : attachment_names(tx, *page)) names.emplace(attachment.name, attachment.id);
  if (names.empty()) return render(text);
  return render(text, [&](std::string_view destination, bool) -> std::optional<std::string> {
    auto found = names.find(decoded_target(destination));
    if (found == names.end()) return {};
    return "/api/attachments/" + found->second.str() + "?inline=1";
  });
}

Viewed viewed_page(ReadTx& tx, const Viewer& viewer, Id<Page> id) {
  auto head = require_page(tx, viewer, id, Level::read);
  auto known = facts(tx, id);
  Viewed viewed{{}, head.zone, head.level, {}};
  auto& view = viewed.view;
  view.id = id;
  view.space = {known.slug, known.space_title};
  view.title = head.title;
  view.path = head.path;
  take_visible(ancestors(tx, viewer, head), viewed, view.breadcrumbs);
  take_visible(children(tx, viewer, head), viewed, view.children);
  if (!view.breadcrumbs.empty()) view.parent = view.breadcrumbs.back().id;
  view.revision = visible_revision(head);
  view.released_revision = head.released_revision;
  view.changed_at = known.changed_at;
  view.changed_by = ref(known.changed_by, known.changed_by_name);
  view.created_at = known.created_at;
  if (known.owner) view.owner = auth::named(tx, *known.owner);
  view.review_on = known.review_on;
  auto system = tx.system("a page whose head was checked");
  view.labels = system.all<std::string>("SELECT label FROM page_label WHERE page_id = $1 ORDER BY label", id);
  view.container = head.container;
  view.abilities = abilities(head.level);
  if (view.revision) {
    auto shown = system.one<Shown>("SELECT number, title FROM revision WHERE id = $1", *view.revision);
    view.number = shown.number;
    view.title = shown.title;
    auto rendered = render_for(tx, id, revision_text(tx, id, *view.revision));
    view.html = std::move(rendered.html);
    view.toc = std::move(rendered.toc);
    view.properties = std::move(rendered.properties);
  }
  return viewed;
}

PageView page(ReadTx& tx, const Viewer& viewer, Id<Page> id) { return viewed_page(tx, viewer, id).view; }

Preview preview(ReadTx& tx, const Viewer& viewer, Id<Page> page, const PreviewInput& in) {
  require_page(tx, viewer, page, Level::edit);
  auto rendered = render_for(tx, page, in.markdown.str());
  return {std::move(rendered.html), std::move(rendered.toc)};
}

Preview preview_new(ReadTx& tx, const Viewer&, const PreviewInput& in) {
  auto rendered = render_for(tx, {}, in.markdown.str());
  return {std::move(rendered.html), std::move(rendered.toc)};
}

std::vector<RecentPage> recent(ReadTx& tx, const Viewer& viewer, const RecentQuery& query) {
  std::vector<RecentPage> list;
  int limit = checked_limit(query.limit, 10, 50);
  for (auto& row : tx.all<RecentRow>(R"(
      SELECT p.id AS page, p.title, p.path, s.slug AS space, s.title AS space_title, p.changed_at,
             c.id AS person, c.display_name, r.comment
        FROM shown_page p
        JOIN space s ON s.id = p.space_id
        JOIN person c ON c.id = p.changed_by
        JOIN revision r ON r.id = p.released_revision
       WHERE p.container = 0
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 10)
       ORDER BY p.changed_at DESC, p.id DESC
       LIMIT $2)",
                                     viewer.person, limit))
    list.push_back({row.page, row.title, row.path, row.space, row.space_title, row.changed_at,
                    {row.person, row.display_name}, row.comment});
  return list;
}

}  // namespace wiki
