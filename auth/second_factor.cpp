#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/notices.hpp>
#include <auth/one_time_code.hpp>
#include <auth/second_factor.hpp>
#include <auth/secret.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

constexpr int recovery_codes_count = 10;
constexpr std::size_t recovery_code_bytes = 10;  // 80 bits: beyond guessing, so that a plain hash suffices

struct Authenticator {
  Blob secret;
  std::int64_t last_counter;
  std::optional<Time> confirmed_at;
};
BOOST_DESCRIBE_STRUCT(Authenticator, (), (secret, last_counter, confirmed_at))

std::optional<Authenticator> authenticator_of(ReadTx& tx, Id<Person> person) {
  return tx.maybe<Authenticator>("SELECT secret, last_counter, confirmed_at FROM authenticator WHERE person_id = $1",
                                 person);
}

// As it was given out, whatever somebody typed between the letters.
std::string plain(std::string_view code) {
  std::string letters;
  for (char c : code)
    if (c != ' ' && c != '-') letters += char(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return letters;
}

}  // namespace

bool has_second_factor(ReadTx& tx, Id<Person> person) {
  return tx.maybe<int>("SELECT 1 FROM second_factor WHERE person_id = $1", person).has_value();
}

void require_fresh_session(const ReadTx& tx, const Viewer& viewer) {
  if (!viewer.session.value) throw Failure(Problem::forbidden, "session_needed");
  require_fresh(tx, viewer);
}

RecoveryCodes new_recovery_codes(WriteTx& tx, Id<Person> person) {
  tx.run("DELETE FROM recovery_code WHERE person_id = $1", person);
  RecoveryCodes made;
  for (int i = 0; i < recovery_codes_count; ++i) {
    auto letters = plain(base32(storage::random_bytes(recovery_code_bytes)));
    tx.run("INSERT INTO recovery_code (sha256, person_id) VALUES ($1, $2)", digest(letters), person);
    for (std::size_t at = 12; at > 0; at -= 4) letters.insert(at, "-");
    made.codes.push_back(letters);
  }
  return made;
}

void drop_idle_recovery_codes(WriteTx& tx, Id<Person> person) {
  if (!has_second_factor(tx, person)) tx.run("DELETE FROM recovery_code WHERE person_id = $1", person);
}

Security security(ReadTx& tx, const Viewer& viewer) {
  auto changed =
      tx.one<std::optional<Time>>("SELECT password_changed_at FROM account WHERE person_id = $1", viewer.person);
  auto authenticator = authenticator_of(tx, viewer.person);
  auto left = tx.one<int>("SELECT count(*) FROM recovery_code WHERE person_id = $1", viewer.person);
  auto passkeys = tx.all<PasskeyRef>("SELECT id, label, created_at FROM passkey WHERE person_id = $1 ORDER BY id",
                                     viewer.person);
  return {changed, authenticator ? authenticator->confirmed_at : std::nullopt, passkeys, left};
}

Enrolment begin_enrolment(WriteTx& tx, const Viewer& viewer) {
  require_fresh_session(tx, viewer);
  auto known = authenticator_of(tx, viewer.person);
  if (known && known->confirmed_at) throw Failure(Problem::conflict, "authenticator_exists");
  auto secret = storage::random_bytes(authenticator_secret_bytes);
  tx.run(R"(INSERT INTO authenticator (person_id, secret, last_counter, confirmed_at) VALUES ($1, $2, 0, NULL)
            ON CONFLICT (person_id) DO UPDATE SET secret = excluded.secret, last_counter = 0)",
         viewer.person, Blob{secret});
  auto name = tx.one<std::string>("SELECT name FROM account WHERE person_id = $1", viewer.person);
  auto letters = base32(secret);
  return {letters, "otpauth://totp/Stafette:" + name + "?secret=" + letters + "&issuer=Stafette"};
}

RecoveryCodes finish_enrolment(WriteTx& tx, const Viewer& viewer, const CodeInput& in) {
  require_fresh_session(tx, viewer);
  auto known = authenticator_of(tx, viewer.person);
  if (!known || known->confirmed_at) throw Failure(Problem::conflict, "enrolment_not_begun");
  auto counter = counter_of(known->secret.bytes, plain(in.code.str()), tx.now());
  if (!counter) throw Failure(Problem::invalid, "code_wrong", "/code");
  bool first = !has_second_factor(tx, viewer.person);
  tx.run("UPDATE authenticator SET last_counter = $2, confirmed_at = $3 WHERE person_id = $1", viewer.person, *counter,
         tx.now());
  end_sessions(tx, viewer.person, viewer.session);
  audit(tx, viewer, "second_factor.added", {"person", viewer.person.value}, "app");
  tell(tx, viewer.person, {NoticeKind::second_factor_added, viewer.person, {}, {}, {}});
  return first ? new_recovery_codes(tx, viewer.person) : RecoveryCodes{};
}

RecoveryCodes renew_recovery_codes(WriteTx& tx, const Viewer& viewer) {
  require_fresh_session(tx, viewer);
  if (!has_second_factor(tx, viewer.person)) throw Failure(Problem::conflict, "no_second_factor");
  audit(tx, viewer, "recovery_codes.renewed", {"person", viewer.person.value});
  tell(tx, viewer.person, {NoticeKind::recovery_codes_renewed, viewer.person, {}, {}, {}});
  return new_recovery_codes(tx, viewer.person);
}

void remove_authenticator(WriteTx& tx, const Viewer& viewer) {
  require_fresh_session(tx, viewer);
  tx.run("DELETE FROM authenticator WHERE person_id = $1", viewer.person);
  drop_idle_recovery_codes(tx, viewer.person);
  audit(tx, viewer, "second_factor.removed", {"person", viewer.person.value}, "app");
  tell(tx, viewer.person, {NoticeKind::second_factor_removed, viewer.person, {}, {}, {}});
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

void reset_second_factor(WriteTx& tx, const Viewer& viewer, Id<Person> person) {
  require_fresh_administrator(tx, viewer);
  if (!tx.maybe<int>("SELECT 1 FROM account WHERE person_id = $1", person))
    throw Failure(Problem::not_found, "person_not_found");
  tx.run("DELETE FROM authenticator WHERE person_id = $1", person);
  tx.run("DELETE FROM passkey WHERE person_id = $1", person);
  drop_idle_recovery_codes(tx, person);
  audit(tx, viewer, "second_factor.reset", {"person", person.value});
  tell(tx, person, {NoticeKind::second_factor_removed, viewer.person, {}, {}, {}});
  end_sessions(tx, person, {});
}

bool take_code(WriteTx& tx, Id<Person> person, std::string_view code) {
  auto letters = plain(code);
  auto known = authenticator_of(tx, person);
  auto counter = known && known->confirmed_at ? counter_of(known->secret.bytes, letters, tx.now()) : std::nullopt;
  if (counter)
    return tx.run("UPDATE authenticator SET last_counter = $2 WHERE person_id = $1 AND last_counter < $2", person,
                  *counter) == 1;
  return tx.run("DELETE FROM recovery_code WHERE sha256 = $1 AND person_id = $2", digest(letters), person) == 1;
}

}  // namespace auth
