#include <auth/like.hpp>
#include <auth/reach.hpp>
#include <base/failure.hpp>

#include <algorithm>
#include <unordered_map>

namespace auth {
namespace {

struct ViaRow {
  PrincipalKind kind;
  std::optional<Id<Subject>> id;
  std::string name;
  Level level;
};
BOOST_DESCRIBE_STRUCT(ViaRow, (), (kind, id, name, level))

struct PersonState {
  Id<Person> id;
  std::string display_name;
  bool active;
};
BOOST_DESCRIBE_STRUCT(PersonState, (), (id, display_name, active))

struct ReachedRow {
  Id<Person> id;
  std::string display_name;
  Level level;
};
BOOST_DESCRIBE_STRUCT(ReachedRow, (), (id, display_name, level))

struct Window {
  int limit;
  std::int64_t offset;
};

Window window_of(const ReachQuery& query) {
  int limit = query.limit.value_or(50);
  if (limit < 1 || limit > 200) throw Failure(Problem::invalid, "out_of_range", "limit");
  if (!query.cursor) return {limit, 0};
  auto offset = parse_id(query.cursor->str());
  if (!offset) throw Failure(Problem::invalid, "wrong_cursor", "cursor");
  return {limit, *offset};
}

std::string pattern_of(const ReachQuery& query) { return query.q ? containing(query.q->str()) : "%"; }

std::vector<Via> via(ReadTx& tx, Id<Zone> zone, Id<Person> person) {
  std::vector<Via> list;
  for (auto& row : tx.all<ViaRow>(R"(
           SELECT n.kind, n.subject_id AS id, n.name,
                  (SELECT level FROM zone_grant g WHERE g.zone_id = $1 AND g.principal_id = n.principal_id) AS level
             FROM named_principal n
            WHERE n.principal_id IN (SELECT g.principal_id
                                       FROM zone_grant g JOIN person_principal pp ON pp.principal_id = g.principal_id
                                      WHERE g.zone_id = $1 AND pp.person_id = $2)
            ORDER BY level DESC, n.kind, n.sort_key, n.subject_id)",
                                  zone, person))
    list.push_back({{row.kind, row.id, row.name}, row.level});
  return list;
}

using Levels = std::unordered_map<Id<Person>, Level>;

Levels levels(ReadTx& tx, const std::vector<Listed>& list) {
  Levels found;
  for (auto& entry : list)
    tx.each<Id<Person>>(
        "SELECT person_id FROM person_principal WHERE principal_id = $1",
        [&](Id<Person> person) {
          auto [known, is_new] = found.try_emplace(person, entry.level);
          if (!is_new) known->second = std::max(known->second, entry.level);
        },
        entry.principal);
  return found;
}

std::optional<Level> level_of(const Levels& levels, Id<Person> person) {
  auto found = levels.find(person);
  if (found == levels.end()) return {};
  return found->second;
}

}  // namespace

ReachPage reach(ReadTx& tx, Id<Zone> zone, const ReachQuery& query) {
  auto window = window_of(query);
  constexpr std::string_view reached = R"(
      FROM person p
     WHERE p.active = 1 AND p.display_name LIKE $2 ESCAPE '\'
       AND p.id IN (SELECT person_id FROM readable WHERE zone_id = $1))";
  ReachPage page;
  page.total = tx.one<std::int64_t>("SELECT count(*)" + std::string(reached), zone, pattern_of(query));
  for (auto& row : tx.all<ReachedRow>(
           "SELECT p.id, p.display_name, "
           "(SELECT max(r.level) FROM readable r WHERE r.person_id = p.id AND r.zone_id = $1) AS level" +
               std::string(reached) + " ORDER BY p.sort_key, p.id LIMIT $3 OFFSET $4",
           zone, pattern_of(query), window.limit, window.offset))
    page.items.push_back({{row.id, row.display_name}, row.level, via(tx, zone, row.id)});
  auto end = window.offset + window.limit;
  if (end < page.total) page.next = std::to_string(end);
  return page;
}

Explanation explain(ReadTx& tx, const Viewer& viewer, Id<Zone> zone, Id<Person> person) {
  auto known = tx.maybe<PersonState>("SELECT id, display_name, active FROM person WHERE id = $1", person);
  if (!known) throw Failure(Problem::not_found, "person_not_found");
  Explanation out{{known->id, known->display_name}, {}, via(tx, zone, person), {}, !known->active, {}};
  out.break_glass_until = tx.one<std::optional<Time>>(
      "SELECT max(ends_at) FROM break_glass WHERE zone_id = $1 AND person_id = $2 AND ended_at IS NULL", zone, person);
  if (out.inactive) return out;
  out.level = tx.one<std::optional<Level>>("SELECT max(level) FROM readable WHERE person_id = $1 AND zone_id = $2",
                                           person, zone);
  if (out.level && person == viewer.person && *out.level > viewer.ceiling) out.level = out.ceiling = viewer.ceiling;
  return out;
}

std::vector<Listed> listed(ReadTx& tx, Id<Zone> zone) {
  return tx.all<Listed>(R"(
      SELECT g.principal_id AS principal, g.level FROM zone_grant g
       WHERE g.zone_id = $1 AND EXISTS (SELECT 1 FROM named_principal n WHERE n.principal_id = g.principal_id))",
                        zone);
}

Effects effects(ReadTx& tx, const std::vector<Listed>& before, const std::vector<Listed>& after,
                const ReachQuery& query) {
  auto window = window_of(query);
  auto was = levels(tx, before), will = levels(tx, after);
  Effects out{0, 0, {}, {}};
  std::int64_t at = 0;
  tx.each<PersonState>(
      "SELECT id, display_name, active FROM person WHERE active = 1 AND display_name LIKE $1 ESCAPE '\\' "
      "ORDER BY sort_key, id",
      [&](PersonState person) {
        auto old = level_of(was, person.id), now = level_of(will, person.id);
        if (old == now) return;
        ++(old < now ? out.gain : out.lose);
        if (at++ >= window.offset && int(out.items.size()) < window.limit)
          out.items.push_back({{person.id, person.display_name}, old, now});
      },
      pattern_of(query));
  auto end = window.offset + window.limit;
  if (end < at) out.next = std::to_string(end);
  return out;
}

}  // namespace auth
