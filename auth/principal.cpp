#include <auth/access.hpp>
#include <auth/like.hpp>
#include <auth/principal.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

#include <algorithm>

namespace auth {
namespace {

constexpr std::size_t step_persons = 100;

// Members, and holders of posts, belong to a unit; deputies on a post do not.
constexpr std::string_view belonging_sql = R"(
    WITH RECURSIVE belonging (unit_id) AS (
        SELECT m.unit_id FROM unit_member m
         WHERE m.person_id = $1 AND m.valid_from <= $2 AND (m.valid_to IS NULL OR m.valid_to >= $2)
        UNION
        SELECT p.unit_id FROM post_holder h JOIN post p ON p.id = h.post_id
         WHERE h.person_id = $1 AND h.role = 'holder'
           AND h.valid_from <= $2 AND (h.valid_to IS NULL OR h.valid_to >= $2)),
      above (unit_id) AS (
        SELECT unit_id FROM belonging
        UNION
        SELECT u.parent_id FROM unit u JOIN above a ON a.unit_id = u.id WHERE u.parent_id IS NOT NULL)
    INSERT INTO person_principal (person_id, principal_id)
    SELECT $1, id FROM principal WHERE person_id = $1
    UNION SELECT $1, 1 WHERE NOT EXISTS (SELECT 1 FROM person_role WHERE person_id = $1 AND role = 'guest')
    UNION SELECT $1, group_id FROM group_member WHERE person_id = $1
    UNION SELECT $1, post_id FROM post_holder
           WHERE person_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
    UNION SELECT $1, principal_id FROM break_glass WHERE person_id = $1 AND ended_at IS NULL
    UNION SELECT $1, b.unit_id FROM belonging b JOIN unit u ON u.id = b.unit_id WHERE u.active = 1
    UNION SELECT $1, u.tree_id FROM above a JOIN unit u ON u.id = a.unit_id WHERE u.active = 1)";

// All who have, had or will have to do with the unit or one below it, by id.
constexpr std::string_view concerned_sql = R"(
    WITH RECURSIVE below (unit_id) AS (
        SELECT $1
        UNION
        SELECT u.id FROM unit u JOIN below b ON u.parent_id = b.unit_id)
    SELECT person_id FROM (
        SELECT m.person_id FROM unit_member m WHERE m.unit_id IN (SELECT unit_id FROM below)
        UNION
        SELECT h.person_id FROM post_holder h JOIN post p ON p.id = h.post_id
         WHERE p.unit_id IN (SELECT unit_id FROM below))
     ORDER BY person_id)";

void refresh(WriteTx& tx, Id<Person> person) {
  tx.run("DELETE FROM person_principal WHERE person_id = $1", person);
  tx.run(belonging_sql, person, today(tx));
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
}

}  // namespace

std::string today(ReadTx& tx) {
  return rfc3339(tx.now()).substr(0, 10);
}

std::optional<PrincipalRef> named(ReadTx& tx, Id<Principal> principal) {
  return tx.maybe<PrincipalRef>(
      "SELECT kind, subject_id AS id, name AS display_name FROM named_principal WHERE principal_id = $1", principal);
}

std::optional<Id<Principal>> principal_of(ReadTx& tx, PrincipalKind kind, std::optional<Id<Subject>> id) {
  if (kind == PrincipalKind::everyone) return everyone;
  return tx.maybe<Id<Principal>>("SELECT principal_id FROM named_principal WHERE kind = $1 AND subject_id = $2", kind,
                                 id);
}

std::vector<PrincipalRef> principals(ReadTx& tx, const Viewer& viewer, const PrincipalQuery& query) {
  require_staff(tx, viewer);
  int limit = query.limit.value_or(20);
  if (limit < 1 || limit > 50) throw Failure(Problem::invalid, "out_of_range", "limit");
  return tx.all<PrincipalRef>(R"(
      SELECT n.kind, n.subject_id AS id, n.name AS display_name
        FROM named_principal n
       WHERE n.name LIKE $1 ESCAPE '\' AND n.kind <> 'everyone'
         AND NOT EXISTS (SELECT 1 FROM person p WHERE n.kind = 'person' AND p.id = n.subject_id AND p.active = 0)
         AND NOT EXISTS (SELECT 1 FROM unit u
                          WHERE n.kind IN ('unit', 'unit_tree') AND u.id = n.subject_id AND u.active = 0)
       ORDER BY n.sort_key, n.kind, n.subject_id
       LIMIT $2)",
                              containing(query.q.str()), limit);
}

void refresh_principals(WriteTx& tx, const std::vector<Id<Person>>& persons) {
  std::string rest;
  for (std::size_t i = 0; i < persons.size(); ++i) {
    if (i < step_persons)
      refresh(tx, persons[i]);
    else
      rest.append(rest.empty() ? "" : ",").append(persons[i].str());
  }
  if (!rest.empty()) tx.enqueue(principals_refresh, 0, rest);
}

void continue_refresh(WriteTx& tx, std::string_view payload) {
  std::vector<Id<Person>> persons;
  while (!payload.empty()) {
    if (auto id = parse_id(payload.substr(0, payload.find(',')))) persons.push_back({*id});
    payload.remove_prefix(std::min(payload.find(','), payload.size() - 1) + 1);
  }
  refresh_principals(tx, persons);
}

void refresh_below(WriteTx& tx, Id<Unit> unit) {
  refresh_principals(tx, tx.all<Id<Person>>(concerned_sql, unit));
}

void drop_principal(WriteTx& tx, Id<Principal> principal) {
  if (tx.maybe<int>("SELECT 1 FROM zone_grant WHERE principal_id = $1 LIMIT 1", principal))
    throw Failure(Problem::conflict, "principal_in_use");
  tx.run("DELETE FROM person_principal WHERE principal_id = $1", principal);
  tx.run("DELETE FROM space_founder WHERE principal_id = $1", principal);
  tx.run("DELETE FROM principal WHERE id = $1", principal);
}

}  // namespace auth
