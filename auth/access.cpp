#include <auth/access.hpp>
#include <base/failure.hpp>

#include <algorithm>
#include <set>

namespace auth {
namespace {

constexpr Id<Principal> everyone{1};

struct GrantRow {
  std::optional<Id<Person>> person;
  std::string display_name;
  Level level;
};
BOOST_DESCRIBE_STRUCT(GrantRow, (), (person, display_name, level))

void grant(WriteTx& tx, Id<Zone> zone, Id<Principal> principal, Level level) {
  tx.run(R"(INSERT INTO zone_grant (zone_id, principal_id, level) VALUES ($1, $2, $3)
            ON CONFLICT (zone_id, principal_id) DO UPDATE SET level = excluded.level)",
         zone, principal, level);
  tx.changed(rights_changed, zone, zone);
}

std::optional<Id<Principal>> principal_of(ReadTx& tx, Id<Person> person) {
  return tx.maybe<Id<Principal>>("SELECT id FROM principal WHERE person_id = $1", person);
}

}  // namespace

std::optional<Level> level_in(ReadTx& tx, const Viewer& viewer, Id<Zone> zone) {
  auto level = tx.one<std::optional<Level>>("SELECT max(level) FROM readable WHERE person_id = $1 AND zone_id = $2",
                                            viewer.person, zone);
  if (!level) return {};
  return std::min(*level, viewer.ceiling);
}

Id<Zone> create_zone(WriteTx& tx, ZoneKind kind) {
  auto zone = tx.next_id<Zone>();
  tx.run("INSERT INTO zone (id, kind) VALUES ($1, $2)", zone, kind);
  return zone;
}

void grant_everyone(WriteTx& tx, Id<Zone> zone, Level level) { grant(tx, zone, everyone, level); }

void grant_person(WriteTx& tx, Id<Zone> zone, Id<Person> person, Level level) {
  auto principal = principal_of(tx, person);
  if (!principal) throw Failure(Problem::invalid, "person_not_found");
  grant(tx, zone, *principal, level);
}

std::vector<Grant> grants(ReadTx& tx, Id<Zone> zone) {
  std::vector<Grant> list;
  for (auto& row : tx.all<GrantRow>(R"(
           SELECT pr.person_id AS person, coalesce(p.display_name, '') AS display_name, zg.level
             FROM zone_grant zg
             JOIN principal pr ON pr.id = zg.principal_id
             LEFT JOIN person p ON p.id = pr.person_id
            WHERE zg.zone_id = $1
            ORDER BY p.sort_key, p.id)",
                                    zone))
    list.push_back(
        {{row.person ? PrincipalKind::person : PrincipalKind::everyone, row.person, row.display_name}, row.level});
  return list;
}

void replace_grants(WriteTx& tx, Id<Zone> zone, const NewGrants& in) {
  tx.run("DELETE FROM zone_grant WHERE zone_id = $1", zone);
  std::set<Id<Principal>> seen;
  for (std::size_t i = 0; i < in.grants.size(); ++i) {
    auto& wanted = in.grants[i];
    auto field = "/grants/" + std::to_string(i);
    bool named = wanted.kind == PrincipalKind::person;
    auto principal = named ? principal_of(tx, wanted.id.value_or(Id<Person>{})) : everyone;
    if (!principal) throw Failure(Problem::invalid, "person_not_found", field + "/id");
    if (!seen.insert(*principal).second) throw Failure(Problem::invalid, "granted_twice", field);
    grant(tx, zone, *principal, wanted.level);
  }
  // People who left do not manage anything.
  bool managed = tx.one<bool>(R"(
      SELECT EXISTS (SELECT 1 FROM readable r JOIN person p ON p.id = r.person_id
                      WHERE r.zone_id = $1 AND r.level = 50 AND p.active = 1))",
                              zone);
  if (!managed) throw Failure(Problem::invalid, "last_manager", "/grants");
  tx.changed(rights_changed, zone, zone);
}

std::vector<std::string> protected_tables() {
  return {"page", "page_text", "page_path", "revision", "page_link", "page_label", "attachment", "scratch", "space"};
}

}  // namespace auth
