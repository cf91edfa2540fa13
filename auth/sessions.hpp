// Sessions (Sitzungen): who stands behind a cookie, and for how long. The secret is random and only its SHA-256 is
// stored. A session that has just been confirmed with a password or code is fresh: dangerous actions ask for that.
#pragma once
#include <auth/accounts.hpp>
#include <auth/role.hpp>
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace auth {

// Each session keeps those of its sign-in.
struct SessionLimits {
  std::chrono::milliseconds idle{std::chrono::hours(2)};
  std::chrono::milliseconds idle_of_administrators{std::chrono::minutes(30)};
  std::chrono::milliseconds age{std::chrono::hours(12)};
  std::chrono::milliseconds fresh{std::chrono::minutes(5)};
};

struct MyPerson {
  Id<Person> id;
  std::string name, display_name, email;
};
BOOST_DESCRIBE_STRUCT(MyPerson, (), (id, name, display_name, email))

struct MyAbilities {
  bool create_space, administer, organise, search_audit;
  bool see_organisation, see_break_glass, see_ownership;  // everybody but guests; privacy; coordination
};
BOOST_DESCRIBE_STRUCT(MyAbilities, (), (create_space, administer, organise, search_audit, see_organisation,
                                        see_break_glass, see_ownership))

struct Me {
  MyPerson person;
  bool administrator, second_factor_due;
  std::optional<std::string> language;
  MyAbilities abilities;
};
BOOST_DESCRIBE_STRUCT(Me, (), (person, administrator, second_factor_due, language, abilities))

Me me(ReadTx&, const Viewer&);
Me change_settings(WriteTx&, const Viewer&, const Settings&);

// What sign-in needs to know of a name. The hash is empty for unknown names, inactive persons and, when local accounts
// are switched off, for all but administrators, so that verifying takes the same time for them.
struct Credentials {
  Id<Person> person;
  std::string name, password_hash;
  bool second_factor;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (person, name, password_hash, second_factor))
Credentials credentials(ReadTx&, std::string_view name);
Credentials own_credentials(ReadTx&, const Viewer&);

// Where somebody signs in: the label is kept with the session, the address in the audit log only.
struct SignInPlace {
  std::string label, source;
};
// A new, fresh session; the cookie's value is returned once and stored nowhere. forbidden "technical_account".
std::string open_session(WriteTx&, Id<Person>, const SessionLimits& = {}, const SignInPlace& = {});
void end_session(WriteTx&, const Viewer&);
void end_sessions(WriteTx&, Id<Person>, Id<Session> kept);
// Moves the idle limit of a session that is in use.
void touch_session(WriteTx&, Id<Session>);
std::int64_t prune_sessions(WriteTx&);

// How long a session lasts, in seconds from now, so that clocks need not agree. not_found "session_not_found" for
// tokens, which have none.
struct SessionState {
  std::int64_t expires_in_s;   // unless it is used
  std::int64_t ends_in_s;      // in any case
  std::int64_t fresh_for_s;    // 0: dangerous actions ask for a confirmation
};
BOOST_DESCRIBE_STRUCT(SessionState, (), (expires_in_s, ends_in_s, fresh_for_s))
SessionState session_state(ReadTx&, const Viewer&);
SessionState extend_session(WriteTx&, const Viewer&);
// After the password or a code was given again.
SessionState confirm_session(WriteTx&, const Viewer&, std::chrono::milliseconds fresh);

// The viewer's own sessions, newest first: nobody else ever sees them.
struct OwnSession {
  Id<Session> id;
  std::string label;  // "Firefox, Linux"; empty if unknown
  Time created_at, seen_at;
  bool current;
};
BOOST_DESCRIBE_STRUCT(OwnSession, (), (id, label, created_at, seen_at, current))
std::vector<OwnSession> own_sessions(ReadTx&, const Viewer&);
void end_own_session(WriteTx&, const Viewer&, Id<Session>);  // not_found "session_not_found"
void end_other_sessions(WriteTx&, const Viewer&);            // all, if the viewer came with a token

// A viewer and until when the finding may be kept without asking again.
struct Authenticated {
  Viewer viewer;
  Time valid_until;
  bool touch_due;  // touch_session() should be called
};
// Of whom a second factor is demanded: without one they do not administrate and bear no role.
struct SecondFactorDemand {
  bool of_administrators = false;
  std::vector<Role> of_roles;
};
std::optional<Authenticated> by_cookie(ReadTx&, std::string_view secret, const SecondFactorDemand& = {});
// A viewer for seeding and tests: acts as that person, with all their rights.
Viewer acting_as(ReadTx&, Id<Person>);

}  // namespace auth
