#include <auth/directory/unit_state.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

struct Due {
  Id<Unit> unit;
  Date valid_from;
  std::optional<Id<Unit>> parent;
  std::string type, sign, name;
  bool active;
};
BOOST_DESCRIBE_STRUCT(Due, (), (unit, valid_from, parent, type, sign, name, active))

bool stands_below(ReadTx& tx, Id<Unit> unit, Id<Unit> top) {
  return tx
      .maybe<int>(R"(
      WITH RECURSIVE up (id) AS (
          SELECT $1
          UNION
          SELECT u.parent_id FROM unit u JOIN up ON u.id = up.id WHERE u.parent_id IS NOT NULL)
      SELECT 1 FROM up WHERE id = $2)",
                  unit, top)
      .has_value();
}

int depth(ReadTx& tx, Id<Unit> unit) {
  return tx.one<int>(R"(
      WITH RECURSIVE up (id) AS (
          SELECT $1
          UNION
          SELECT u.parent_id FROM unit u JOIN up ON u.id = up.id WHERE u.parent_id IS NOT NULL)
      SELECT count(*) FROM up)",
                     unit);
}

void require_empty(ReadTx& tx, Id<Unit> unit) {
  bool used = tx.one<bool>(R"(
      SELECT EXISTS (SELECT 1 FROM unit WHERE parent_id = $1 AND active = 1)
          OR EXISTS (SELECT 1 FROM person_principal pp JOIN person p ON p.id = pp.person_id
                      WHERE pp.principal_id = $1 AND p.active = 1))",
                           unit);
  if (used) throw Failure(Problem::conflict, "unit_in_use");
}

void put_into_force(WriteTx& tx, Id<Unit> unit, const UnitState& state) {
  // The tree may have changed since this was planned: a unit never comes to stand below itself.
  bool possible = !state.parent || !stands_below(tx, *state.parent, unit);
  tx.run(R"(UPDATE unit SET parent_id = CASE WHEN $8 THEN $2 ELSE parent_id END, type = $3, sign = $4, name = $5,
                            sort_key = $6, active = $7
             WHERE id = $1)",
         unit, state.parent, state.type, state.sign, state.name, Blob{sort_key(state.sign + " " + state.name)},
         state.active, possible);
  refresh_below(tx, unit);
}

}  // namespace

UnitState checked_state(ReadTx& tx, std::optional<Id<Unit>> id, const UnitInput& in) {
  auto now = *parse_iso_date(today(tx));
  UnitState state{in.valid_from.value_or(now), in.parent, in.type.str(), in.sign.str(), in.name.str(),
                  in.active.value_or(true)};
  if (state.type.empty()) throw Failure(Problem::invalid, "required", "/type");
  if (state.name.empty()) throw Failure(Problem::invalid, "required", "/name");
  if (state.valid_from < now) throw Failure(Problem::invalid, "in_the_past", "/valid_from");
  if (in.parent) {
    if (!tx.maybe<int>("SELECT 1 FROM unit WHERE id = $1", *in.parent))
      throw Failure(Problem::invalid, "unit_not_found", "/parent");
    if (id && stands_below(tx, *in.parent, *id)) throw Failure(Problem::invalid, "unit_below_itself", "/parent");
    if (depth(tx, *in.parent) >= units_deep_max) throw Failure(Problem::invalid, "units_too_deep", "/parent");
  }
  if (id && !state.active) require_empty(tx, *id);
  return state;
}

void plan_state(WriteTx& tx, Id<Unit> unit, const UnitState& state) {
  tx.run(R"(INSERT INTO unit_version (unit_id, valid_from, parent_id, type, sign, name, active)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (unit_id, valid_from) DO UPDATE SET parent_id = excluded.parent_id, type = excluded.type,
              sign = excluded.sign, name = excluded.name, active = excluded.active)",
         unit, state.valid_from, state.parent, state.type, state.sign, state.name, state.active);
  if (iso_date(state.valid_from) <= today(tx)) put_into_force(tx, unit, state);
}

void turn_of_day(WriteTx& tx) {
  auto day = today(tx);
  auto number = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds(tx.now().ms)).count();
  auto before = tx.one<std::int64_t>("SELECT value FROM counter WHERE name = 'directory_day'");
  if (before == number) return;
  auto last = rfc3339(Time{std::chrono::milliseconds(std::chrono::days(before)).count()}).substr(0, 10);
  for (auto& due : tx.all<Due>(R"(
           SELECT unit_id AS unit, valid_from, parent_id AS parent, type, sign, name, active
             FROM unit_version WHERE valid_from > $1 AND valid_from <= $2 ORDER BY valid_from, unit_id)",
                               last, day))
    put_into_force(tx, due.unit, {due.valid_from, due.parent, due.type, due.sign, due.name, due.active});
  // Whose membership began or ended since.
  refresh_principals(tx, tx.all<Id<Person>>(R"(
      SELECT person_id FROM unit_member
       WHERE (valid_from > $1 AND valid_from <= $2) OR (valid_to >= $1 AND valid_to < $2)
      UNION
      SELECT person_id FROM post_holder
       WHERE (valid_from > $1 AND valid_from <= $2) OR (valid_to >= $1 AND valid_to < $2))",
                                            last, day));
  tx.run("UPDATE counter SET value = $1 WHERE name = 'directory_day'", number);
}

}  // namespace auth
