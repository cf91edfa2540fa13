#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

#include <algorithm>
#include <array>

namespace auth {
namespace {

constexpr std::array<std::pair<Role, Role>, 2> apart{
    {{Role::security, Role::privacy}, {Role::security, Role::council}}};
constexpr std::array beside_administration{Role::organisation};

bool contains(const std::vector<Role>& roles, Role role) {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

void check(const std::vector<Role>& roles, bool administrator) {
  bool meet = std::any_of(apart.begin(), apart.end(),
                          [&](auto& pair) { return contains(roles, pair.first) && contains(roles, pair.second); });
  bool controls = administrator && std::any_of(roles.begin(), roles.end(), [](Role role) {
                    return std::find(beside_administration.begin(), beside_administration.end(), role) ==
                           beside_administration.end();
                  });
  if (meet || controls) throw Failure(Problem::conflict, "roles_incompatible");
}

std::vector<Role> roles_of(ReadTx& tx, Id<Person> person) {
  return tx.all<Role>("SELECT role FROM person_role WHERE person_id = $1 ORDER BY role", person);
}

bool administrates(ReadTx& tx, Id<Person> person) {
  auto administrator = tx.maybe<bool>("SELECT administrator FROM account WHERE person_id = $1", person);
  if (!administrator) throw Failure(Problem::not_found, "person_not_found");
  return *administrator;
}

}  // namespace

bool has_role(ReadTx& tx, Id<Person> person, Role role) {
  return tx.maybe<int>("SELECT 1 FROM person_role WHERE person_id = $1 AND role = $2", person, role).has_value();
}

void require_role(ReadTx& tx, const Viewer& viewer, std::initializer_list<Role> any) {
  bool has = std::any_of(any.begin(), any.end(), [&](Role role) { return has_role(tx, viewer.person, role); });
  if (!has) throw Failure(Problem::forbidden, "role_needed");
}

bool audits(ReadTx& tx, const Viewer& viewer) {
  return has_role(tx, viewer.person, Role::security) || has_role(tx, viewer.person, Role::privacy) ||
         has_role(tx, viewer.person, Role::council);
}

bool organises(ReadTx& tx, const Viewer& viewer) {
  return viewer.administrator || has_role(tx, viewer.person, Role::organisation);
}

void require_organiser(ReadTx& tx, const Viewer& viewer) {
  if (!organises(tx, viewer)) throw Failure(Problem::forbidden, "role_needed");
}

Roles roles(ReadTx& tx, const Viewer& viewer, Id<Person> person) {
  require_administrator(viewer);
  administrates(tx, person);
  return {roles_of(tx, person)};
}

Roles set_roles(WriteTx& tx, const Viewer& viewer, Id<Person> person, const Roles& in) {
  require_fresh_administrator(tx, viewer);
  check(in.roles, administrates(tx, person));
  tx.run("DELETE FROM person_role WHERE person_id = $1", person);
  std::string names;
  for (auto role : in.roles) {
    if (has_role(tx, person, role)) continue;
    tx.run("INSERT INTO person_role (person_id, role) VALUES ($1, $2)", person, role);
    names.append(names.empty() ? "" : " ").append(enum_name(role));
  }
  audit(tx, viewer, "roles.set", {"person", person.value}, names);
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
  return {roles_of(tx, person)};
}

void require_compatible(ReadTx& tx, Id<Person> person, bool administrator) {
  check(roles_of(tx, person), administrator);
}

}  // namespace auth
