#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/notices.hpp>
#include <auth/principal.hpp>
#include <auth/role.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>

#include <algorithm>

namespace auth {
namespace {

bool alone(Role role) { return role == Role::technical || role == Role::guest; }

bool apart(Role one, Role other) {
  if (one == other) return false;
  bool asks = one == Role::security || other == Role::security;
  bool allows = one == Role::privacy || one == Role::council || other == Role::privacy || other == Role::council;
  return alone(one) || alone(other) || (asks && allows);
}

bool beside_administration(Role role) { return role == Role::organisation || role == Role::coordination; }

void check(const std::vector<Role>& roles, bool administrator) {
  for (auto one : roles) {
    bool meets = std::any_of(roles.begin(), roles.end(), [&](Role other) { return apart(one, other); });
    if (meets || (administrator && !beside_administration(one)))
      throw Failure(Problem::conflict, "roles_incompatible");
  }
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

bool bears(ReadTx& tx, const Viewer& viewer, Role role) {
  return !viewer.second_factor_due && has_role(tx, viewer.person, role);
}

void require_role(ReadTx& tx, const Viewer& viewer, std::initializer_list<Role> any) {
  if (viewer.second_factor_due) throw Failure(Problem::forbidden, "second_factor_needed");
  bool has = std::any_of(any.begin(), any.end(), [&](Role role) { return bears(tx, viewer, role); });
  if (!has) throw Failure(Problem::forbidden, "role_needed");
}

bool audits(ReadTx& tx, const Viewer& viewer) {
  return bears(tx, viewer, Role::security) || bears(tx, viewer, Role::privacy) || bears(tx, viewer, Role::council);
}

bool organises(ReadTx& tx, const Viewer& viewer) {
  return viewer.administrator || bears(tx, viewer, Role::organisation);
}

void require_organiser(ReadTx& tx, const Viewer& viewer) {
  if (!organises(tx, viewer)) throw Failure(Problem::forbidden, "role_needed");
}

void require_staff(ReadTx& tx, const Viewer& viewer) {
  if (has_role(tx, viewer.person, Role::guest)) throw Failure(Problem::forbidden, "not_for_guests");
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
  tell(tx, person, {NoticeKind::roles_changed, viewer.person, {}, {}, {}});
  end_sessions(tx, person, viewer.session);  // those begun with other rights, but not the one that does this
  refresh_principals(tx, {person});  // guests are not among everyone
  return {roles_of(tx, person)};
}

void require_compatible(ReadTx& tx, Id<Person> person, bool administrator) {
  check(roles_of(tx, person), administrator);
}

}  // namespace auth
