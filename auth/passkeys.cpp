#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/base64url.hpp>
#include <auth/notices.hpp>
#include <auth/passkeys.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

struct Owner {
  std::string name, display_name;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (name, display_name))

struct Known {
  Id<Passkey> id;
  Id<Person> person;
  std::int64_t algorithm, uses;
  Blob public_key;
};
BOOST_DESCRIBE_STRUCT(Known, (), (id, person, algorithm, uses, public_key))

}  // namespace

PasskeyOwner passkey_owner(ReadTx& tx, const Viewer& viewer) {
  require_fresh_session(tx, viewer);
  auto owner = tx.one<Owner>(
      "SELECT a.name, p.display_name FROM account a JOIN person p ON p.id = a.person_id WHERE p.id = $1",
      viewer.person);
  std::vector<std::string> known;
  for (auto& credential : tx.all<Blob>("SELECT credential FROM passkey WHERE person_id = $1", viewer.person))
    known.push_back(base64url(credential.bytes));
  if (int(known.size()) >= passkeys_max) throw Failure(Problem::conflict, "too_many_passkeys");
  return {base64url(std::to_string(viewer.person.value)), owner.name, owner.display_name, known};
}

RecoveryCodes add_passkey(WriteTx& tx, const Viewer& viewer, const std::string& label, const NewCredential& in) {
  require_fresh_session(tx, viewer);
  if (tx.maybe<int>("SELECT 1 FROM passkey WHERE credential = $1", Blob{in.id}))
    throw Failure(Problem::conflict, "passkey_known");
  bool first = !tx.maybe<int>("SELECT 1 FROM second_factor WHERE person_id = $1", viewer.person);
  tx.run(R"(INSERT INTO passkey (id, person_id, credential, algorithm, public_key, uses, label, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))",
         tx.next_id<Passkey>(), viewer.person, Blob{in.id}, in.key.algorithm, Blob{in.key.bytes}, in.uses, label,
         tx.now());
  end_sessions(tx, viewer.person, viewer.session);
  audit(tx, viewer, "second_factor.added", {"person", viewer.person.value}, "passkey");
  tell(tx, viewer.person, {NoticeKind::second_factor_added, viewer.person, {}, {}, {}});
  return first ? new_recovery_codes(tx, viewer.person) : RecoveryCodes{};
}

void remove_passkey(WriteTx& tx, const Viewer& viewer, Id<Passkey> passkey) {
  require_fresh_session(tx, viewer);
  if (tx.run("DELETE FROM passkey WHERE id = $1 AND person_id = $2", passkey, viewer.person) == 0)
    throw Failure(Problem::not_found, "passkey_not_found");
  drop_idle_recovery_codes(tx, viewer.person);
  audit(tx, viewer, "second_factor.removed", {"person", viewer.person.value}, "passkey");
  tell(tx, viewer.person, {NoticeKind::second_factor_removed, viewer.person, {}, {}, {}});
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

std::optional<Id<Person>> passkey_bearer(WriteTx& tx, std::string_view credential, const Assertion& in,
                                         std::string_view relying_party) {
  auto known = tx.maybe<Known>(R"(
      SELECT k.id, k.person_id AS person, k.algorithm, k.uses, k.public_key
        FROM passkey k JOIN person p ON p.id = k.person_id JOIN account a ON a.person_id = p.id
       WHERE k.credential = $1 AND p.active = 1
         AND (a.administrator = 1 OR EXISTS (SELECT 1 FROM sign_in_policy WHERE local_accounts = 1)))",
                               Blob{std::string(credential)});
  if (!known) return {};
  auto uses = verified_uses(in, {known->algorithm, known->public_key.bytes}, relying_party);
  bool counts = uses && (*uses != 0 || known->uses != 0);  // many do not count at all
  if (!uses || (counts && *uses <= known->uses)) return {};
  tx.run("UPDATE passkey SET uses = $2 WHERE id = $1", known->id, *uses);
  return known->person;
}

}  // namespace auth
