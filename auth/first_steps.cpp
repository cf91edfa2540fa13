#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/first_steps.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

constexpr std::string_view stand_in = "first_administrator";  // in `counter`: the person's id

std::optional<Id<Person>> stand_in_administrator(ReadTx& tx) {
  return tx.maybe<Id<Person>>("SELECT value FROM counter WHERE name = $1", stand_in);
}

}  // namespace

std::vector<Id<Person>> administrators(ReadTx& tx) {
  return tx.all<Id<Person>>(R"(
      SELECT a.person_id FROM account a JOIN person p ON p.id = a.person_id
       WHERE a.administrator = 1 AND p.active = 1
         AND a.person_id NOT IN (SELECT value FROM counter WHERE name = $1)
       ORDER BY a.person_id)",
                            stand_in);
}

bool lacks_administrator(ReadTx& tx) {
  return administrators(tx).empty() && !stand_in_administrator(tx);
}

Id<Person> create_first_administrator(WriteTx& tx, const PreparedAccount& in) {
  auto person = create_account(tx, in);
  tx.run("INSERT INTO counter (name, value) VALUES ($1, $2)", stand_in, person.value);
  return person;
}

Id<Person> create_account_by_hand(WriteTx& tx, const PreparedAccount& in) {
  auto known = person_named(tx, in.account.name.str());
  if (!known || known != stand_in_administrator(tx) || !in.account.administrator) {
    auto person = create_account(tx, in);
    audit_system(tx, "account.created", {"person", person.value}, in.account.administrator ? "administrator" : "");
    return person;
  }
  tx.run("DELETE FROM counter WHERE name = $1", stand_in);
  tx.run("UPDATE account SET password = $2 WHERE person_id = $1", *known, in.password_hash);
  tx.run("UPDATE person SET display_name = $2, sort_key = $3, email = $4, active = 1 WHERE id = $1", *known,
         in.account.display_name, Blob{name_key(in.account.display_name.str())}, in.account.email);
  tx.run("DELETE FROM session WHERE person_id = $1", *known);
  audit_system(tx, "password.changed", {"person", known->value}, "by the operator");
  tx.changed(rights_changed, *known, std::nullopt, std::nullopt);
  return *known;
}

Id<Person> import_person(WriteTx& tx) {
  if (auto known = person_named(tx, import_name)) return *known;
  NewAccount account{Line<60>(import_name), Line<200>("Import"), {}, {}, false};
  auto person = create_account(tx, {account, ""});
  tx.run("UPDATE person SET active = 0 WHERE id = $1", person);
  return person;
}

}  // namespace auth
