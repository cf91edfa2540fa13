#include <auth/audit.hpp>
#include <auth/directory/unit.hpp>
#include <auth/directory/unit_state.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

#include <functional>
#include <map>
#include <set>

namespace auth {
namespace {

constexpr std::size_t members_max = 2000;

struct UnitRow {
  Id<Unit> id;
  std::optional<Id<Unit>> parent;
  std::string type, sign, name;
  bool active;
};
BOOST_DESCRIBE_STRUCT(UnitRow, (), (id, parent, type, sign, name, active))

struct MemberRow {
  Id<Person> person;
  std::string display_name;
  Date valid_from;
  std::optional<Date> valid_to;
};
BOOST_DESCRIBE_STRUCT(MemberRow, (), (person, display_name, valid_from, valid_to))

UnitRow required(ReadTx& tx, Id<Unit> id) {
  auto row = tx.maybe<UnitRow>("SELECT id, parent_id AS parent, type, sign, name, active FROM unit WHERE id = $1", id);
  if (!row) throw Failure(Problem::not_found, "unit_not_found");
  return *row;
}

std::vector<UnitRef> above(ReadTx& tx, Id<Unit> id) {
  return tx.all<UnitRef>(R"(
      WITH RECURSIVE up (id, parent_id, distance) AS (
          SELECT id, parent_id, 0 FROM unit WHERE id = $1
          UNION ALL
          SELECT u.id, u.parent_id, up.distance + 1 FROM unit u JOIN up ON u.id = up.parent_id)
      SELECT u.id, u.sign, u.name FROM up JOIN unit u ON u.id = up.id WHERE up.distance > 0 ORDER BY up.distance DESC)",
                         id);
}

std::vector<Member> members(ReadTx& tx, Id<Unit> id) {
  std::vector<Member> list;
  for (auto& row : tx.all<MemberRow>(R"(
           SELECT m.person_id AS person, p.display_name, m.valid_from, m.valid_to
             FROM unit_member m JOIN person p ON p.id = m.person_id
            WHERE m.unit_id = $1 AND p.active = 1 ORDER BY p.sort_key, p.id)",
                                     id))
    list.push_back({{row.person, row.display_name}, row.valid_from, row.valid_to});
  return list;
}

}  // namespace

std::vector<UnitNode> units(ReadTx& tx, const Viewer& viewer) {
  require_staff(tx, viewer);
  auto rows = tx.all<UnitNode>(R"(
      SELECT u.id, u.parent_id AS parent, u.type, u.sign, u.name,
             (SELECT count(*) FROM person_principal pp JOIN person p ON p.id = pp.person_id
               WHERE pp.principal_id = u.id AND p.active = 1) AS people
        FROM unit u WHERE u.active = 1 ORDER BY u.sort_key, u.id)");
  std::map<Id<Unit>, std::vector<std::size_t>> below;
  for (std::size_t i = 0; i < rows.size(); ++i) below[rows[i].parent.value_or(Id<Unit>{})].push_back(i);
  std::vector<UnitNode> ordered;
  std::function<void(Id<Unit>)> visit = [&](Id<Unit> parent) {
    for (auto i : below[parent]) {
      ordered.push_back(rows[i]);
      visit(rows[i].id);
    }
  };
  visit({});
  return ordered;
}

UnitView unit(ReadTx& tx, const Viewer& viewer, Id<Unit> id) {
  require_staff(tx, viewer);
  auto row = required(tx, id);
  UnitView view{row.id,        row.parent, row.type,      row.sign,        row.name, row.active,
                above(tx, id), {},         posts(tx, id), members(tx, id), {},       {organises(tx, viewer)}};
  view.below =
      tx.all<UnitRef>("SELECT id, sign, name FROM unit WHERE parent_id = $1 AND active = 1 ORDER BY sort_key, id", id);
  view.planned = tx.all<UnitPlan>(R"(
      SELECT valid_from, parent_id AS parent, type, sign, name, active
        FROM unit_version WHERE unit_id = $1 AND valid_from > $2 ORDER BY valid_from)",
                                  id, today(tx));
  return view;
}

UnitView create_unit(WriteTx& tx, const Viewer& viewer, const UnitInput& in) {
  require_organiser(tx, viewer);
  auto state = checked_state(tx, {}, in);
  auto id = tx.next_id<Unit>(), tree = tx.next_id<Unit>();
  for (auto principal : {id, tree})
    tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'unit', NULL)", principal);
  // A unit that begins later is there, but not in force.
  tx.run(R"(INSERT INTO unit (id, tree_id, parent_id, type, sign, name, sort_key, active)
            VALUES ($1, $2, NULL, $3, $4, $5, x'', 0))",
         id, tree, in.type, in.sign, in.name);
  plan_state(tx, id, state);
  audit(tx, viewer, "unit.created", {"unit", id.value});
  return unit(tx, viewer, id);
}

UnitView change_unit(WriteTx& tx, const Viewer& viewer, Id<Unit> id, const UnitInput& in) {
  require_organiser(tx, viewer);
  required(tx, id);
  plan_state(tx, id, checked_state(tx, id, in));
  audit(tx, viewer, "unit.changed", {"unit", id.value}, in.valid_from ? "from " + iso_date(*in.valid_from) : "");
  return unit(tx, viewer, id);
}

UnitView drop_plan(WriteTx& tx, const Viewer& viewer, Id<Unit> id, const Line<10>& valid_from) {
  require_organiser(tx, viewer);
  required(tx, id);
  if (tx.run("DELETE FROM unit_version WHERE unit_id = $1 AND valid_from = $2 AND valid_from > $3", id, valid_from,
             today(tx)) == 0)
    throw Failure(Problem::not_found, "plan_not_found");
  audit(tx, viewer, "unit.plan_dropped", {"unit", id.value}, valid_from.str());
  return unit(tx, viewer, id);
}

UnitView set_members(WriteTx& tx, const Viewer& viewer, Id<Unit> id, const NewMembers& in) {
  require_organiser(tx, viewer);
  required(tx, id);
  if (in.members.size() > members_max) throw Failure(Problem::invalid, "too_many_items", "/members");
  auto persons = tx.all<Id<Person>>("SELECT person_id FROM unit_member WHERE unit_id = $1", id);
  std::set<Id<Person>> named;
  tx.run("DELETE FROM unit_member WHERE unit_id = $1", id);
  for (std::size_t i = 0; i < in.members.size(); ++i) {
    auto& member = in.members[i];
    auto field = "/members/" + std::to_string(i);
    require_person(tx, member.person, field + "/person");
    if (!named.insert(member.person).second) throw Failure(Problem::invalid, "named_twice", field + "/person");
    auto validity = checked_validity(tx, member.valid_from, member.valid_to, field);
    tx.run("INSERT INTO unit_member (unit_id, person_id, valid_from, valid_to) VALUES ($1, $2, $3, $4)", id,
           member.person, validity.from, validity.to);
  }
  persons.insert(persons.end(), named.begin(), named.end());
  refresh_principals(tx, persons);
  audit(tx, viewer, "unit.members_set", {"unit", id.value}, audit_list(named));
  return unit(tx, viewer, id);
}

}  // namespace auth
