#include <wiki/pages/attachment_text.hpp>
#include <wiki/pages/document.hpp>
#include <wiki/pages/markdown.hpp>
#include <wiki/pages/markdown/outline.hpp>
#include <wiki/pages/revision.hpp>

namespace wiki {
namespace {

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

// The head; a page whose released version differs gets a second document when release exists.
std::optional<auth::Document> read(ReadTx& tx, std::int64_t id) {
  auto row = tx.system("the search index reads for everybody and trims later")
                 .maybe<Row>("SELECT zone_id AS zone, title, path FROM page WHERE id = $1 AND trashed_at IS NULL", id);
  if (!row) return {};
  auth::Document document{id, row->zone, Level::read, row->title, row->path, {}};
  for (auto& section : render(head_text(tx, {id})).sections)
    document.sections.push_back({section.anchor, section.heading, section.text});
  for (auto& attached : attached_texts(tx, {id})) add_attachment(document, attached);
  return document;
}

std::vector<std::int64_t> ids(ReadTx& tx, std::int64_t after, std::size_t limit) {
  return tx.system("the search index is rebuilt")
      .all<std::int64_t>("SELECT id FROM page WHERE id > $1 AND trashed_at IS NULL ORDER BY id LIMIT $2", after, limit);
}

}  // namespace

auth::DocumentSource page_documents() { return {"page.", read, ids}; }

std::optional<Found> found_page(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  return tx.maybe<Found>(R"(
      SELECT p.id AS page, p.title, p.path, s.slug AS space, s.title AS space_title, p.changed_at
        FROM shown_page p JOIN space s ON s.id = p.space_id
       WHERE p.id = $1
         AND EXISTS (SELECT 1 FROM readable r WHERE r.person_id = $2 AND r.zone_id = p.zone_id AND r.level >= 10))",
                         page, viewer.person);
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
