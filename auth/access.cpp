#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <base/failure.hpp>

#include <algorithm>
#include <set>

namespace auth {
namespace {

struct GrantRow {
  PrincipalKind kind;
  std::optional<Id<Subject>> id;
  std::string name;
  Level level;
};
BOOST_DESCRIBE_STRUCT(GrantRow, (), (kind, id, name, level))

void grant(WriteTx& tx, Id<Zone> zone, Id<Principal> principal, Level level) {
  tx.run(R"(INSERT INTO zone_grant (zone_id, principal_id, level) VALUES ($1, $2, $3)
            ON CONFLICT (zone_id, principal_id) DO UPDATE SET level = excluded.level)",
         zone, principal, level);
  tx.changed(rights_changed, zone, zone);
}

void clear(WriteTx& tx, Id<Zone> zone) {
  tx.run(R"(DELETE FROM zone_grant
             WHERE zone_id = $1
               AND principal_id NOT IN (SELECT principal_id FROM break_glass WHERE zone_id = $1 AND ended_at IS NULL))",
         zone);
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
  auto principal = principal_of(tx, PrincipalKind::person, Id<Subject>{person.value});
  if (!principal) throw Failure(Problem::invalid, "person_not_found");
  grant(tx, zone, *principal, level);
}

void copy_grants(WriteTx& tx, Id<Zone> from, Id<Zone> to) {
  clear(tx, to);
  tx.run(R"(INSERT INTO zone_grant (zone_id, principal_id, level)
            SELECT $2, g.principal_id, g.level FROM zone_grant g
             WHERE g.zone_id = $1 AND EXISTS (SELECT 1 FROM named_principal n WHERE n.principal_id = g.principal_id))",
         from, to);
  tx.changed(rights_changed, to, to);
}

std::vector<Grant> grants(ReadTx& tx, Id<Zone> zone) {
  std::vector<Grant> list;
  for (auto& row : tx.all<GrantRow>(R"(
           SELECT n.kind, n.subject_id AS id, n.name,
                  (SELECT level FROM zone_grant g WHERE g.zone_id = $1 AND g.principal_id = n.principal_id) AS level
             FROM named_principal n
            WHERE n.principal_id IN (SELECT principal_id FROM zone_grant WHERE zone_id = $1)
            ORDER BY n.subject_id IS NOT NULL, n.kind, n.sort_key, n.subject_id)",
                                    zone))
    list.push_back({{row.kind, row.id, row.name}, row.level});
  return list;
}

std::vector<Listed> listed(ReadTx& tx, const NewGrants& in) {
  if (in.grants.size() > grants_max) throw Failure(Problem::invalid, "too_many_grants", "/grants");
  std::vector<Listed> list;
  std::set<Id<Principal>> seen;
  for (std::size_t i = 0; i < in.grants.size(); ++i) {
    auto& wanted = in.grants[i];
    auto field = "/grants/" + std::to_string(i);
    auto principal = principal_of(tx, wanted.kind, wanted.id);
    if (!principal) throw Failure(Problem::invalid, "principal_not_found", field + "/id");
    if (!seen.insert(*principal).second) throw Failure(Problem::invalid, "granted_twice", field);
    list.push_back({*principal, wanted.level});
  }
  return list;
}

void replace_grants(WriteTx& tx, const Viewer& viewer, Id<Zone> zone, const NewGrants& in) {
  clear(tx, zone);
  std::string detail;
  for (auto& entry : listed(tx, in)) {
    grant(tx, zone, entry.principal, entry.level);
    detail += (detail.empty() ? "" : " ") + entry.principal.str() + ":" + std::to_string(int(entry.level));
  }
  // People who left do not manage anything.
  bool managed = tx.one<bool>(R"(
      SELECT EXISTS (SELECT 1 FROM readable r JOIN person p ON p.id = r.person_id
                      WHERE r.zone_id = $1 AND r.level = 50 AND p.active = 1))",
                              zone);
  if (!managed) throw Failure(Problem::invalid, "last_manager", "/grants");
  audit(tx, viewer, "grants.replaced", {"zone", zone.value}, detail);
  tx.changed(rights_changed, zone, zone);
}

std::vector<std::string> protected_tables() {
  return {"page",       "page_text",  "page_path",       "revision", "page_link",
          "page_label", "attachment", "attachment_text", "scratch",  "space"};
}

}  // namespace auth
