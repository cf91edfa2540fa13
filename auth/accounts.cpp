#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/audit.hpp>
#include <auth/leaving.hpp>
#include <auth/like.hpp>
#include <auth/notices.hpp>
#include <auth/password.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>

#include <algorithm>

namespace auth {
namespace {

constexpr std::string_view account_columns =
    "SELECT p.id, a.name, p.display_name, p.email, a.administrator, p.active, p.created_at, "
    "EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = p.id) AS second_factor "
    "FROM person p JOIN account a ON a.person_id = p.id ";

int checked_limit(const PeopleQuery& query) {
  int limit = query.limit.value_or(50);
  if (limit < 1 || limit > 200) throw Failure(Problem::invalid, "out_of_range", "limit");
  return limit;
}

void check_name(const std::string& name) {
  bool fits = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
  });
  if (!fits) throw Failure(Problem::invalid, "wrong_name", "/name");
}

Account account(ReadTx& tx, Id<Person> person) {
  auto found = tx.maybe<Account>(std::string(account_columns) + "WHERE p.id = $1", person);
  if (!found) throw Failure(Problem::not_found, "person_not_found");
  return *found;
}

}  // namespace

void require_administrator(const Viewer& viewer) {
  if (viewer.second_factor_due) throw Failure(Problem::forbidden, "second_factor_needed");
  if (!viewer.administrator) throw Failure(Problem::forbidden, "administrators_only");
}

void require_fresh(const ReadTx& tx, const Viewer& viewer) {
  bool by_session = viewer.session.value != 0;
  if (by_session && viewer.fresh_until <= tx.now()) throw Failure(Problem::forbidden, "confirmation_needed");
}

void require_fresh_administrator(const ReadTx& tx, const Viewer& viewer) {
  require_administrator(viewer);
  require_fresh(tx, viewer);
}

AccountPage people(ReadTx& tx, const Viewer& viewer, const PeopleQuery& query) {
  require_administrator(viewer);
  int limit = checked_limit(query);
  std::int64_t offset = 0;
  if (query.cursor) {
    auto parsed = parse_id(query.cursor->str());
    if (!parsed) throw Failure(Problem::invalid, "wrong_cursor", "cursor");
    offset = *parsed;
  }
  AccountPage page;
  page.items = tx.all<Account>(std::string(account_columns) +
                                   "WHERE p.display_name LIKE $1 ESCAPE '\\' OR a.name LIKE $1 ESCAPE '\\' "
                                   "ORDER BY p.sort_key, p.id LIMIT $2 OFFSET $3",
                               containing(query.q ? query.q->str() : ""), limit + 1, offset);
  if (int(page.items.size()) > limit) {
    page.items.pop_back();
    page.next = std::to_string(offset + limit);
  }
  return page;
}

std::vector<PersonRef> directory(ReadTx& tx, const Viewer& viewer, const PeopleQuery& query) {
  require_staff(tx, viewer);
  return tx.all<PersonRef>(R"(
      SELECT id, display_name FROM person
       WHERE active = 1 AND display_name LIKE $1 ESCAPE '\'
         AND id NOT IN (SELECT person_id FROM person_role WHERE role = 'technical')
       ORDER BY sort_key, id LIMIT $2)",
                           containing(query.q ? query.q->str() : ""), std::min(checked_limit(query), 50));
}

PreparedAccount prepared(const NewAccount& in) {
  check_name(in.name.str());
  if (in.display_name.empty()) throw Failure(Problem::invalid, "required", "/display_name");
  if (in.password.empty()) return {in, ""};
  check_new_password(in.password.str(), in.name.str(), in.administrator, "/password");
  return {in, hash_password(in.password.str())};
}

PreparedAccount prepare_account(ReadTx& tx, const Viewer& viewer, const NewAccount& in) {
  require_fresh_administrator(tx, viewer);
  return prepared(in);
}

Id<Person> create_account(WriteTx& tx, const PreparedAccount& in) {
  auto& account = in.account;
  if (person_named(tx, account.name.str())) throw Failure(Problem::conflict, "name_taken", "/name");
  auto person = tx.next_id<Person>();
  auto principal = tx.next_id<Principal>();
  tx.run("INSERT INTO person (id, display_name, sort_key, email, active, created_at) VALUES ($1, $2, $3, $4, 1, $5)",
         person, account.display_name, Blob{name_key(account.display_name.str())}, account.email, tx.now());
  tx.run("INSERT INTO account (person_id, name, password, administrator) VALUES ($1, $2, $3, $4)", person, account.name,
         in.password_hash, account.administrator);
  tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'person', $2)", principal, person);
  tx.run("INSERT INTO person_principal (person_id, principal_id) VALUES ($1, $2), ($1, 1)", person, principal);
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
  return person;
}

std::optional<Id<Person>> person_named(ReadTx& tx, std::string_view name) {
  return tx.maybe<Id<Person>>("SELECT person_id FROM account WHERE name = $1", name);
}

Account add_account(WriteTx& tx, const Viewer& viewer, const PreparedAccount& in) {
  require_fresh_administrator(tx, viewer);
  auto person = create_account(tx, in);
  audit(tx, viewer, "account.created", {"person", person.value}, in.account.administrator ? "administrator" : "");
  return account(tx, person);
}

Account change_account(WriteTx& tx, const Viewer& viewer, Id<Person> person, const AccountChange& in) {
  require_fresh_administrator(tx, viewer);
  auto before = account(tx, person);
  if (in.display_name.empty()) throw Failure(Problem::invalid, "required", "/display_name");
  tx.run("UPDATE person SET display_name = $2, sort_key = $3, email = $4, active = $5 WHERE id = $1", person,
         in.display_name, Blob{name_key(in.display_name.str())}, in.email, in.active);
  tx.run("UPDATE account SET administrator = $2 WHERE person_id = $1", person, in.administrator);
  auto left = tx.one<int>("SELECT count(*) FROM account a JOIN person p ON p.id = a.person_id "
                          "WHERE a.administrator = 1 AND p.active = 1");
  if (left == 0) throw Failure(Problem::conflict, "last_administrator");
  if (in.administrator != before.administrator) {
    end_sessions(tx, person, {});  // one begun with other rights has other limits, too (A-127)
    tell(tx, person, {NoticeKind::roles_changed, viewer.person, {}, {}, {}});
  }
  if (in.email.str() != before.email) {
    tell(tx, person, {NoticeKind::email_changed, viewer.person, {}, {}, {}});
    mail_of_account(tx, person, NoticeKind::email_changed, before.email);
  }
  if (before.active && !in.active) person_left(tx, person, viewer.person);
  audit(tx, viewer, "account.changed", {"person", person.value},
        std::string(in.active ? "active" : "inactive") + (in.administrator ? " administrator" : ""));
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
  return account(tx, person);
}

PreparedPassword prepare_own_password(ReadTx& tx, const Viewer& viewer, const PasswordChange& in) {
  require_fresh(tx, viewer);  // guessing the current one is limited there
  auto current = tx.one<std::string>("SELECT password FROM account WHERE person_id = $1", viewer.person);
  if (!verify_password(in.current.str(), current)) throw Failure(Problem::invalid, "wrong_password", "/current");
  if (in.current.str() == in.password.str()) throw Failure(Problem::invalid, "password_unchanged", "/password");
  auto own = account(tx, viewer.person);
  check_new_password(in.password.str(), own.name, own.administrator, "/password");
  return {hash_password(in.password.str())};
}

void set_own_password(WriteTx& tx, const Viewer& viewer, const PreparedPassword& in) {
  store_password(tx, viewer.person, in.hash, viewer.session);
  audit(tx, viewer, "password.changed", {"person", viewer.person.value});
  tell(tx, viewer.person, {NoticeKind::password_changed, viewer.person, {}, {}, {}});
}

void store_password(WriteTx& tx, Id<Person> person, const std::string& hash, Id<Session> kept) {
  tx.run("UPDATE account SET password = $2, password_changed_at = $3 WHERE person_id = $1", person, hash, tx.now());
  tx.run("DELETE FROM password_link WHERE person_id = $1", person);
  end_sessions(tx, person, kept);
}

}  // namespace auth
