// Sessions and access tokens: who stands behind a cookie or a bearer token. The secret is random and only its SHA-256
// is stored. Limits: 2 hours idle, 12 hours in all.
#pragma once
#include <auth/accounts.hpp>
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace auth {

inline constexpr std::chrono::hours session_idle_max{2};
inline constexpr std::chrono::hours session_age_max{12};
inline constexpr std::chrono::minutes session_seen_step{5};  // seen_at is written no more often

struct MyPerson {
  Id<Person> id;
  std::string name, display_name, email;
};
BOOST_DESCRIBE_STRUCT(MyPerson, (), (id, name, display_name, email))

struct MyAbilities {
  bool create_space, administer;
};
BOOST_DESCRIBE_STRUCT(MyAbilities, (), (create_space, administer))

struct Me {
  MyPerson person;
  bool administrator;
  std::optional<std::string> language;
  MyAbilities abilities;
};
BOOST_DESCRIBE_STRUCT(Me, (), (person, administrator, language, abilities))

Me me(ReadTx&, const Viewer&);
Me change_settings(WriteTx&, const Viewer&, const Settings&);

// What sign-in needs to know of a name. The hash is empty for unknown names, inactive persons and, when local accounts
// are switched off, for all but administrators, so that verifying takes the same time for them.
struct Credentials {
  Id<Person> person;
  std::string password_hash;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (person, password_hash))
Credentials credentials(ReadTx&, std::string_view name);

// A new session; the cookie's value is returned once and stored nowhere.
std::string open_session(WriteTx&, Id<Person>);
void end_session(WriteTx&, const Viewer&);
void end_sessions(WriteTx&, Id<Person>, Id<Session> kept);
// Moves the idle limit of a session that is in use.
void touch_session(WriteTx&, Id<Session>);
std::int64_t prune_sessions(WriteTx&);

// A viewer and until when the finding may be kept without asking again.
struct Authenticated {
  Viewer viewer;
  Time valid_until;
  bool touch_due;  // touch_session() should be called
};
std::optional<Authenticated> by_cookie(ReadTx&, std::string_view secret);
std::optional<Authenticated> by_token(ReadTx&, std::string_view secret);
// A viewer for seeding and tests: acts as that person, with all their rights.
Viewer acting_as(ReadTx&, Id<Person>);

struct TokenRef {
  Id<Token> id;
  std::string label;
  Time created_at;
  std::optional<Date> expires_on;
};
BOOST_DESCRIBE_STRUCT(TokenRef, (), (id, label, created_at, expires_on))
struct NewToken {
  Line<100> label;
  std::optional<Date> expires_on;
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (label, expires_on))
struct IssuedToken {
  Id<Token> id;
  std::string label;
  std::string token;  // shown once
};
BOOST_DESCRIBE_STRUCT(IssuedToken, (), (id, label, token))

std::vector<TokenRef> tokens(ReadTx&, const Viewer&);
IssuedToken issue_token(WriteTx&, const Viewer&, const NewToken&);
IssuedToken issue_token_for(WriteTx&, Id<Person>, const NewToken&);  // for the command line
void revoke_token(WriteTx&, const Viewer&, Id<Token>);

}  // namespace auth
