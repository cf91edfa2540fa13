// Roles (Rollen, A-205): permissions that can be combined in one person, but for pairs that control each other. No role
// lets anybody read content.
#pragma once
#include <auth/accounts.hpp>

namespace auth {

// organisation: keeps units, posts and groups. coordination (Koordination Wissensmanagement): sees in which spaces how
// many pages have lost whoever was responsible. security (Informationssicherheit): asks for searches of the audit log.
// privacy (Datenschutz) and council (Personalrat): allow or refuse them, and see who searched for whom and why;
// privacy is told of every use of break-glass. technical (technisches Konto): acts by tokens only, nobody signs in.
// guest (Gast): is not among everyone, and sees neither the organisation nor its people.
BOOST_DEFINE_ENUM_CLASS(Role, organisation, coordination, security, privacy, council, technical, guest)

struct Roles {
  std::vector<Role> roles;
};
BOOST_DESCRIBE_STRUCT(Roles, (), (roles))

bool has_role(ReadTx&, Id<Person>, Role);
// Has the role, and the second factor if that is demanded for it.
bool bears(ReadTx&, const Viewer&, Role);
// forbidden "role_needed" unless the viewer bears one of them, "second_factor_needed" for one who lacks it.
void require_role(ReadTx&, const Viewer&, std::initializer_list<Role>);
bool audits(ReadTx&, const Viewer&);             // takes part in searches of the audit log
bool organises(ReadTx&, const Viewer&);          // an administrator, or somebody with the role organisation
void require_organiser(ReadTx&, const Viewer&);  // forbidden "role_needed"
void require_staff(ReadTx&, const Viewer&);      // forbidden "not_for_guests"

// For administrators. not_found "person_not_found"; conflict "roles_incompatible" for a pair that must not meet:
// whoever asks for searches of the audit log never allows them, whoever administrates does neither, and technical
// accounts and guests have no other role.
Roles roles(ReadTx&, const Viewer&, Id<Person>);
// Ends the person's sessions.
Roles set_roles(WriteTx&, const Viewer&, Id<Person>, const Roles&);
// conflict "roles_incompatible" when somebody with these roles cannot administrate.
void require_compatible(ReadTx&, Id<Person>, bool administrator);

}  // namespace auth
