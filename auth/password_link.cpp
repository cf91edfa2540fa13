#include <auth/audit.hpp>
#include <auth/notices.hpp>
#include <auth/password.hpp>
#include <auth/password_link.hpp>
#include <auth/secret.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

struct Owner {
  Id<Person> person;
  std::string name, display_name;
  bool administrator;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (person, name, display_name, administrator))

Owner owner_of(ReadTx& tx, std::string_view secret) {
  auto owner = tx.maybe<Owner>(R"(
      SELECT p.id AS person, a.name, p.display_name, a.administrator
        FROM password_link l JOIN account a ON a.person_id = l.person_id JOIN person p ON p.id = l.person_id
       WHERE l.sha256 = $1 AND l.expires_at > $2 AND p.active = 1)",
                               digest(secret), tx.now());
  if (!owner) throw Failure(Problem::not_found, "password_link_over");
  return *owner;
}

}  // namespace

PasswordLink issue_password_link(WriteTx& tx, const Viewer& viewer, Id<Person> person) {
  require_fresh_administrator(tx, viewer);
  if (!tx.maybe<int>("SELECT 1 FROM account WHERE person_id = $1", person))
    throw Failure(Problem::not_found, "person_not_found");
  auto secret = new_secret();
  PasswordLink link{"/set-password#" + secret, tx.now() + password_link_age_max};
  tx.run(R"(INSERT INTO password_link (person_id, sha256, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (person_id) DO UPDATE SET sha256 = excluded.sha256, expires_at = excluded.expires_at)",
         person, digest(secret), link.expires_at);
  audit(tx, viewer, "password.link_issued", {"person", person.value});
  tell(tx, person, {NoticeKind::password_link_issued, viewer.person, {}, {}, {}});
  return link;
}

LinkOwner password_link_owner(ReadTx& tx, const LinkSecret& in) {
  auto owner = owner_of(tx, in.secret.str());
  auto characters = owner.administrator ? password_characters_min_of_administrators : password_characters_min;
  return {owner.name, owner.display_name, int(characters)};
}

PreparedByLink prepare_password_by_link(ReadTx& tx, const PasswordByLink& in) {
  auto owner = owner_of(tx, in.secret.str());
  check_new_password(in.password.str(), owner.name, owner.administrator, "/password");
  return {in.secret.str(), hash_password(in.password.str())};
}

void set_password_by_link(WriteTx& tx, const PreparedByLink& in) {
  auto person = owner_of(tx, in.secret).person;
  store_password(tx, person, in.password_hash, {});
  audit_system(tx, "password.changed", {"person", person.value}, "by link", {}, person);
  tell(tx, person, {NoticeKind::password_changed, {}, {}, {}, {}});
}

}  // namespace auth
