#include <auth/accounts.hpp>
#include <auth/audit.hpp>
#include <auth/founders.hpp>

namespace auth {

bool may_found_spaces(ReadTx& tx, const Viewer& viewer) {
  if (viewer.ceiling < Level::manage) return false;
  return viewer.administrator ||
         tx.one<bool>(R"(
             SELECT EXISTS (SELECT 1 FROM person_principal pp JOIN space_founder f ON f.principal_id = pp.principal_id
                             WHERE pp.person_id = $1))",
                      viewer.person);
}

Founders founders(ReadTx& tx, const Viewer& viewer) {
  require_administrator(viewer);
  return {tx.all<PrincipalRef>(R"(
      SELECT n.kind, n.subject_id AS id, n.name AS display_name
        FROM named_principal n
       WHERE n.principal_id IN (SELECT principal_id FROM space_founder)
       ORDER BY n.subject_id IS NOT NULL, n.kind, n.sort_key, n.subject_id)")};
}

Founders set_founders(WriteTx& tx, const Viewer& viewer, const NewFounders& in) {
  require_administrator(viewer);
  NewGrants list;
  for (auto& principal : in.principals) list.grants.push_back({principal.kind, principal.id, Level::manage});
  tx.run("DELETE FROM space_founder");
  std::vector<Id<Principal>> ids;
  for (auto& entry : listed(tx, list)) {
    tx.run("INSERT INTO space_founder (principal_id) VALUES ($1)", entry.principal);
    ids.push_back(entry.principal);
  }
  audit(tx, viewer, "founders.replaced", {"principals"}, audit_list(ids));
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
  return founders(tx, viewer);
}

}  // namespace auth
