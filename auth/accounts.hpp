// People and their accounts (Personen, Konten). Administrators manage them; a person is never deleted, because history
// and evidence refer to it, but can be deactivated, which ends sessions and tokens at once.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <optional>
#include <string>
#include <vector>

namespace auth {

struct PersonRef {
  Id<Person> id;
  std::string display_name;
};
BOOST_DESCRIBE_STRUCT(PersonRef, (), (id, display_name))

struct Account {
  Id<Person> id;
  std::string name, display_name, email;
  bool administrator, active, second_factor;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, name, display_name, email, administrator, active, second_factor, created_at))

struct AccountPage {
  std::vector<Account> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(AccountPage, (), (items, next))

struct PeopleQuery {
  std::optional<Line<100>> q;
  std::optional<int> limit;  // 1 to 200, 50 unless told
  std::optional<Line<400>> cursor;
};
BOOST_DESCRIBE_STRUCT(PeopleQuery, (), (q, limit, cursor))

struct NewAccount {
  Line<60> name;  // [a-z0-9._-], lower case
  Line<200> display_name;
  Line<200> email;
  Text<200> password;  // may be empty: then a password link lets the person choose one
  bool administrator;
};
BOOST_DESCRIBE_STRUCT(NewAccount, (), (name, display_name, email, password, administrator))

struct AccountChange {
  Line<200> display_name;
  Line<200> email;
  bool administrator, active;
};
BOOST_DESCRIBE_STRUCT(AccountChange, (), (display_name, email, administrator, active))

// Input with its password hashed, so that the writer thread never waits for argon2.
struct PreparedAccount {
  NewAccount account;
  std::string password_hash;  // empty: cannot sign in with a password
};

struct NewPassword {
  Text<200> password;
};
BOOST_DESCRIBE_STRUCT(NewPassword, (), (password))

struct Settings {
  std::optional<Line<2>> language;  // "de", "en" or absent
};
BOOST_DESCRIBE_STRUCT(Settings, (), (language))

// Persons by name (DIN 5007), for administrators. forbidden "administrators_only".
AccountPage people(ReadTx&, const Viewer&, const PeopleQuery&);
// Active persons whose name contains the words, without technical accounts: any staff may pick somebody. At most 50.
std::vector<PersonRef> directory(ReadTx&, const Viewer&, const PeopleQuery&);

// conflict "name_taken"; invalid fields; forbidden "confirmation_needed".
PreparedAccount prepare_account(ReadTx&, const Viewer&, const NewAccount&);
Account add_account(WriteTx&, const Viewer&, const PreparedAccount&);
// Ends the person's sessions when they administrate from now on, or no longer; whoever is deactivated leaves
// (auth/leaving.hpp). conflict "last_administrator" when nobody would be left to administrate.
Account change_account(WriteTx&, const Viewer&, Id<Person>, const AccountChange&);

struct PreparedPassword {
  std::string hash;
};
struct PasswordChange {
  Text<200> current;
  Text<200> password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current, password))

// The viewer's own. forbidden "confirmation_needed"; invalid "wrong_password", "password_unchanged".
PreparedPassword prepare_own_password(ReadTx&, const Viewer&, const PasswordChange&);
void set_own_password(WriteTx&, const Viewer&, const PreparedPassword&);  // ends other sessions
void store_password(WriteTx&, Id<Person>, const std::string& hash, Id<Session> kept);  // ends all but one session

// For the command line and the first start: the same, without a viewer.
PreparedAccount prepared(const NewAccount&);
Id<Person> create_account(WriteTx&, const PreparedAccount&);
std::optional<Id<Person>> person_named(ReadTx&, std::string_view name);

// forbidden "administrators_only", or "second_factor_needed" for one who lacks it.
void require_administrator(const Viewer&);
// forbidden "confirmation_needed" unless the session is fresh. Tokens pass: their scope was decided when issued.
void require_fresh(const ReadTx&, const Viewer&);
// Both.
void require_fresh_administrator(const ReadTx&, const Viewer&);

}  // namespace auth
