#include <storage/blobs.hpp>
#include <wiki/pages/history.hpp>
#include <wiki/pages/revision.hpp>

#include <algorithm>

namespace wiki {
namespace {

struct Row {
  Id<Revision> revision;
  int number;
  std::string title;
  Time at;
  Id<Person> author;
  std::string author_name, comment;
  Blob sha256;
  std::int64_t bytes;
  std::optional<int> restored_from;
  bool merged;
};
BOOST_DESCRIBE_STRUCT(Row, (), (revision, number, title, at, author, author_name, comment, sha256, bytes, restored_from,
                                merged))

constexpr std::string_view columns = R"(
    SELECT r.id AS revision, r.number, r.title, r.at, r.author_id AS author, a.display_name AS author_name, r.comment,
           r.sha256, r.bytes, r.restored_from, r.merged
      FROM revision r JOIN person a ON a.id = r.author_id )";

RevisionView view(const Row& row) {
  return {row.revision, row.number, row.title, row.at, {row.author, row.author_name}, row.comment,
          storage::hex(row.sha256.bytes), row.bytes, row.restored_from, row.merged};
}

// Readers see revisions up to the released one.
int newest_visible(ReadTx& tx, const PageHead& head) {
  auto visible = visible_revision(head);
  if (!visible) return 0;
  return tx.system("a page whose head was checked").one<int>("SELECT number FROM revision WHERE id = $1", *visible);
}

RevisionView visible(ReadTx& tx, const Viewer& viewer, Id<Page> page, Id<Revision> revision) {
  auto head = require_page(tx, viewer, page, Level::read);
  auto row = tx.system("a page whose head was checked")
                 .maybe<Row>(std::string(columns) + "WHERE r.page_id = $1 AND r.id = $2 AND r.number <= $3", page,
                             revision, newest_visible(tx, head));
  if (!row) throw Failure(Problem::not_found, "revision_not_found");
  return view(*row);
}

}  // namespace

RevisionList revisions(ReadTx& tx, const Viewer& viewer, Id<Page> page, const PageQuery& query) {
  auto head = require_page(tx, viewer, page, Level::read);
  int limit = checked_limit(query.limit, 50, 200);
  auto before = checked_cursor(query.cursor);
  auto newest = std::int64_t(newest_visible(tx, head));
  auto rows =
      tx.system("a page whose head was checked")
          .all<Row>(std::string(columns) + "WHERE r.page_id = $1 AND r.number <= $2 ORDER BY r.number DESC LIMIT $3",
                    page, before ? std::min(before - 1, newest) : newest, limit + 1);
  RevisionList list;
  for (auto& row : rows)
    if (int(list.items.size()) < limit) list.items.push_back(view(row));
  if (int(rows.size()) > limit) list.next = std::to_string(list.items.back().number);
  return list;
}

RevisionPage revision(ReadTx& tx, const Viewer& viewer, Id<Page> page, Id<Revision> id) {
  RevisionPage found;
  static_cast<RevisionView&>(found) = visible(tx, viewer, page, id);
  auto rendered = render_for(tx, page, revision_text(tx, page, id));
  found.html = std::move(rendered.html);
  found.toc = std::move(rendered.toc);
  return found;
}

RevisionSource revision_source(ReadTx& tx, const Viewer& viewer, Id<Page> page, Id<Revision> id) {
  auto known = visible(tx, viewer, page, id);
  return {id, known.title, revision_text(tx, page, id)};
}

Comparison comparison(ReadTx& tx, const Viewer& viewer, Id<Page> page, const DiffQuery& query) {
  auto from = visible(tx, viewer, page, query.from), to = visible(tx, viewer, page, query.to);
  auto difference = diff(revision_text(tx, page, query.from), revision_text(tx, page, query.to));
  TitleChange title{from.title, to.title};
  return {from, to, title, std::move(difference.hunks), difference.truncated};
}

}  // namespace wiki
