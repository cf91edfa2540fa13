#include <auth/notices.hpp>
#include <wiki/pages/ownership.hpp>

namespace wiki {
namespace {

// Principals that can own a page and have nobody behind them today.
constexpr std::string_view lost = R"(
    WITH lost (principal_id, loss) AS (
      SELECT pr.id, 'person_left' FROM principal pr JOIN person o ON o.id = pr.person_id WHERE o.active = 0
      UNION ALL
      SELECT po.id, 'post_vacant' FROM post po
       WHERE NOT EXISTS (SELECT 1 FROM post_holder h JOIN person o ON o.id = h.person_id
                          WHERE h.post_id = po.id AND h.role = 'holder' AND o.active = 1
                            AND h.valid_from <= $1 AND (h.valid_to IS NULL OR h.valid_to >= $1))
      UNION ALL
      SELECT u.id, 'unit_dissolved' FROM unit u WHERE u.active = 0) )";

struct Row {
  Id<Page> page;
  std::string title, path, space, space_title;
  auth::PrincipalKind kind;
  Id<auth::Subject> owner;
  std::string owner_name;
  Loss loss;
};
BOOST_DESCRIBE_STRUCT(Row, (), (page, title, path, space, space_title, kind, owner, owner_name, loss))

struct Concerned {
  Id<Zone> zone;
  std::string space_title;
  std::int64_t pages;
};
BOOST_DESCRIBE_STRUCT(Concerned, (), (zone, space_title, pages))

}  // namespace

OrphanedPages orphaned_pages(ReadTx& tx, const Viewer& viewer, const PageQuery& query) {
  if (viewer.ceiling < Level::edit) return {};
  int limit = checked_limit(query.limit, 100, 500);
  auto offset = checked_cursor(query.cursor);
  OrphanedPages found;
  for (auto& row : tx.all<Row>(std::string(lost) + R"(
      SELECT p.id AS page, p.title, p.path, s.slug AS space, s.title AS space_title, n.kind, n.subject_id AS owner,
             n.name AS owner_name, l.loss
        FROM lost l
        JOIN shown_page p ON p.owner_id = l.principal_id
        JOIN space s ON s.id = p.space_id
        JOIN named_principal n ON n.principal_id = l.principal_id
       WHERE n.kind IN ('person', 'post', 'unit')
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 30)
       ORDER BY s.sort_key, s.id, p.path
       LIMIT $3 OFFSET $4)",
                               auth::today(tx), viewer.person, limit + 1, offset))
    found.items.push_back({row.page, row.title, row.path, row.space, row.space_title,
                           {row.kind, row.owner, row.owner_name}, row.loss});
  if (int(found.items.size()) > limit) {
    found.items.pop_back();
    found.next = std::to_string(offset + limit);
  }
  return found;
}

std::vector<OrphansInSpace> ownership_report(ReadTx& tx, const Viewer& viewer) {
  if (!viewer.administrator) auth::require_role(tx, viewer, {auth::Role::coordination});
  return tx.system("numbers of pages without anybody responsible").all<OrphansInSpace>(std::string(lost) + R"(
      SELECT s.slug AS space, s.title AS space_title, count(*) AS pages
        FROM lost l JOIN shown_page p ON p.owner_id = l.principal_id JOIN space s ON s.id = p.space_id
       GROUP BY s.id ORDER BY pages DESC, s.sort_key, s.id)",
                                                                                       auth::today(tx));
}

void tell_of_owner_left(WriteTx& tx, Id<Person> person) {
  auto name = tx.maybe<std::string>("SELECT display_name FROM person WHERE id = $1 AND active = 0", person);
  if (!name) return;  // is back already
  for (auto& at : tx.system("pages of somebody who left, for those who manage them").all<Concerned>(R"(
           SELECT p.zone_id AS zone, s.title AS space_title, count(*) AS pages
             FROM shown_page p JOIN space s ON s.id = p.space_id
            WHERE p.owner_id = (SELECT id FROM principal WHERE person_id = $1)
            GROUP BY p.zone_id, s.id ORDER BY p.zone_id)",
                                                                                                    person))
    auth::tell_managers(tx, at.zone,
                        {auth::NoticeKind::owner_left, {}, at.space_title, std::to_string(at.pages), "/ownership"});
}

}  // namespace wiki
