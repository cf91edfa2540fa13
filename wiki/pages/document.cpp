#include <auth/principal.hpp>
#include <wiki/pages/attachment_text.hpp>
#include <wiki/pages/document.hpp>
#include <wiki/pages/markdown.hpp>
#include <wiki/pages/markdown/outline.hpp>
#include <wiki/pages/revision.hpp>

#include <algorithm>
#include <map>
#include <unordered_set>

namespace wiki {
namespace {

constexpr int owners_max = 50;

struct CareOf {
  std::optional<std::int64_t> owner;
  Time changed_at;
};
BOOST_DESCRIBE_STRUCT(CareOf, (), (owner, changed_at))

struct Row {
  Id<Zone> zone;
  std::string title, path;
};
BOOST_DESCRIBE_STRUCT(Row, (), (zone, title, path))

// Under its name, at its place in the list of attachments; no heading has an id with an underscore.
void add_attachment(auth::Document& document, const AttachedText& attached) {
  std::string_view rest = attached.text;
  do {
    auto size = markdown::section_bytes(rest);
    document.sections.push_back({"attachment_" + attached.id, attached.name, std::string(rest.substr(0, size))});
    rest.remove_prefix(size);
  } while (!rest.empty());
}

// What stands in the head of the text, such as "Aktenzeichen: 10.2-110-05/1", is found like any line of it.
void add_properties(auth::Document& document, const std::vector<Property>& properties) {
  auth::Section section;
  for (auto& [key, value] : properties)
    if (value != document.title) section.text += key + ": " + value + '\n';
  if (!section.text.empty()) document.sections.push_back(std::move(section));
}

// The head; a page whose released version differs gets a second document when release exists.
std::optional<auth::Document> read(ReadTx& tx, std::int64_t id) {
  auto row = tx.system("the search index reads for everybody and trims later")
                 .maybe<Row>("SELECT zone_id AS zone, title, path FROM page WHERE id = $1 AND trashed_at IS NULL", id);
  if (!row) return {};
  auth::Document document{id, row->zone, Level::read, row->title, row->path, {}};
  auto rendered = render(head_text(tx, {id}));
  for (auto& section : rendered.sections) document.sections.push_back({section.anchor, section.heading, section.text});
  add_properties(document, rendered.properties);
  for (auto& attached : attached_texts(tx, {id})) add_attachment(document, attached);
  return document;
}

std::vector<std::int64_t> ids(ReadTx& tx, std::int64_t after, std::size_t limit) {
  return tx.system("the search index is rebuilt")
      .all<std::int64_t>("SELECT id FROM page WHERE id > $1 AND trashed_at IS NULL ORDER BY id LIMIT $2", after, limit);
}

}  // namespace

auth::DocumentSource page_documents() {
  return {"page.", read, ids};
}

std::optional<Found> found_page(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  return tx.maybe<Found>(R"(
      SELECT p.id AS page, p.title, p.path, s.slug AS space, s.title AS space_title, p.changed_at
        FROM shown_page p JOIN space s ON s.id = p.space_id
       WHERE p.id = $1
         AND EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id AND r.level >= 10))",
                         page, viewer.person);
}

std::function<bool(std::int64_t page)> page_filter(ReadTx& tx, const Viewer& viewer, PageFilter filter) {
  std::unordered_set<std::int64_t> owners;
  if (filter.owner)
    for (auto& found : auth::principals(tx, viewer, {Line<100>(*filter.owner), owners_max}))
      if (auto id = auth::principal_of(tx, found.kind, found.id)) owners.insert(id->value);
  return [&tx, person = viewer.person, filter = std::move(filter), owners = std::move(owners)](std::int64_t page) {
    auto care = tx.maybe<CareOf>(R"(
        SELECT p.owner_id AS owner, p.changed_at
          FROM shown_page p
         WHERE p.id = $1
           AND EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id AND r.level >= 10)
           AND ($3 IS NULL OR EXISTS (SELECT 1 FROM page_label l WHERE l.page_id = p.id AND l.label = $3)))",
                                 page, person, filter.label);
    if (!care || (filter.owner && !(care->owner && owners.contains(*care->owner)))) return false;
    return !(filter.after && care->changed_at < *filter.after) &&
           !(filter.before && care->changed_at >= *filter.before);
  };
}

namespace {

struct Fact {
  std::string space, space_title;
  Time changed_at;
};
BOOST_DESCRIBE_STRUCT(Fact, (), (space, space_title, changed_at))

std::vector<Facet> most_first(const std::map<std::string, Facet>& counted, std::size_t max) {
  std::vector<Facet> list;
  for (auto& [value, facet] : counted) list.push_back(facet);
  std::stable_sort(list.begin(), list.end(), [](auto& a, auto& b) { return a.pages > b.pages; });
  if (list.size() > max) list.resize(max);
  return list;
}

}  // namespace

Facets facets(ReadTx& tx, const Viewer& viewer, const std::vector<std::int64_t>& pages) {
  std::map<std::string, Facet> spaces, labels, years;
  auto add = [](auto& counted, const std::string& value, const std::string& title) {
    ++counted.emplace(value, Facet{value, title, 0}).first->second.pages;
  };
  for (std::size_t i = 0; i < pages.size() && i < facet_pages_max; ++i) {
    auto fact = tx.maybe<Fact>(R"(
        SELECT s.slug AS space, s.title AS space_title, p.changed_at
          FROM shown_page p JOIN space s ON s.id = p.space_id
         WHERE p.id = $1
           AND EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id AND r.level >= 10))",
                               pages[i], viewer.person);
    if (!fact) continue;
    add(spaces, fact->space, fact->space_title);
    auto year = rfc3339(fact->changed_at).substr(0, 4);
    add(years, year, year);
    for (auto& label : tx.all<std::string>(R"(
             SELECT l.label
               FROM page_label l JOIN page p ON p.id = l.page_id
              WHERE l.page_id = $1
                AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10))",
                                           pages[i], viewer.person))
      add(labels, label, label);
  }
  return {most_first(spaces, pages.size()), most_first(labels, 20), most_first(years, pages.size()),
          pages.size() <= facet_pages_max};
}

std::vector<Id<Zone>> zones_of_space(ReadTx& tx, const Viewer& viewer, std::string_view slug) {
  return tx.all<Id<Zone>>(R"(
      SELECT z.id
        FROM zone z
       WHERE z.id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
         AND EXISTS (SELECT 1 FROM page p JOIN space s ON s.id = p.space_id WHERE p.zone_id = z.id AND s.slug = $1))",
                          slug, viewer.person);
}

}  // namespace wiki
