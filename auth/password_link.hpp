// The password link (Link zum Setzen des Passworts): an administrator hands it to a person who forgot the password or
// has none yet. It works once, for a day; a newer one replaces it. The administrator never learns the password.
#pragma once
#include <auth/accounts.hpp>

namespace auth {

inline constexpr std::chrono::hours password_link_age_max{24};

struct PasswordLink {
  std::string path;  // of the client, shown once; the secret is its fragment, which browsers send to nobody
  Time expires_at;
};
BOOST_DESCRIBE_STRUCT(PasswordLink, (), (path, expires_at))
// not_found "person_not_found"; forbidden for all but fresh administrators.
PasswordLink issue_password_link(WriteTx&, const Viewer&, Id<Person>);

struct LinkSecret {
  Line<100> secret;
};
BOOST_DESCRIBE_STRUCT(LinkSecret, (), (secret))
struct LinkOwner {
  std::string name, display_name;
  int password_characters_min;
};
BOOST_DESCRIBE_STRUCT(LinkOwner, (), (name, display_name, password_characters_min))
// Whose link it is. not_found "password_link_over" for unknown, used and old ones alike.
LinkOwner password_link_owner(ReadTx&, const LinkSecret&);

struct PasswordByLink {
  Line<100> secret;
  Text<200> password;
};
BOOST_DESCRIBE_STRUCT(PasswordByLink, (), (secret, password))
struct PreparedByLink {
  std::string secret, password_hash;
};
// As above; invalid as check_new_password(). Ends all sessions of the person.
PreparedByLink prepare_password_by_link(ReadTx&, const PasswordByLink&);
void set_password_by_link(WriteTx&, const PreparedByLink&);

}  // namespace auth
