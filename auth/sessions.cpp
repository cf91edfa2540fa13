#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/founders.hpp>
#include <auth/role.hpp>
#include <auth/secret.hpp>
#include <auth/sessions.hpp>
#include <auth/viewer_factory.hpp>
#include <base/failure.hpp>

#include <algorithm>

namespace auth {

namespace {

// How often seen_at is written: rarely, but often enough for short limits.
std::chrono::milliseconds seen_step(std::chrono::milliseconds idle) {
  return std::min<std::chrono::milliseconds>(std::chrono::minutes(5), idle / 4);
}

struct SessionRow {
  Id<Session> id;
  Id<Person> person;
  bool administrator, second_factor;
  std::string language;
  Time seen_at, expires_at, fresh_until;
  std::int64_t idle_ms;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (),
                      (id, person, administrator, second_factor, language, seen_at, expires_at, fresh_until, idle_ms))

struct Limits {
  Time expires_at, ends_at, fresh_until;
};
BOOST_DESCRIBE_STRUCT(Limits, (), (expires_at, ends_at, fresh_until))

std::int64_t seconds_until(Time then, Time now) { return std::max<std::int64_t>(0, (then.ms - now.ms) / 1000); }

constexpr std::string_view credentials_of = R"(
    SELECT a.person_id AS person, a.name, a.password AS password_hash,
           EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = a.person_id) AS second_factor
      FROM account a JOIN person p ON p.id = a.person_id WHERE p.active = 1 )";

}  // namespace

Me me(ReadTx& tx, const Viewer& viewer) {
  auto person = tx.one<MyPerson>(R"(
      SELECT p.id, a.name, p.display_name, p.email
        FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = $1)",
                                 viewer.person);
  auto language =
      tx.one<std::optional<std::string>>("SELECT language FROM account WHERE person_id = $1", viewer.person);
  return {person, viewer.administrator, viewer.second_factor_due, language,
          {may_found_spaces(tx, viewer), viewer.administrator, organises(tx, viewer), audits(tx, viewer),
           !has_role(tx, viewer.person, Role::guest), bears(tx, viewer, Role::privacy),
           viewer.administrator || bears(tx, viewer, Role::coordination)}};
}

Me change_settings(WriteTx& tx, const Viewer& viewer, const Settings& in) {
  std::optional<std::string> language;
  if (in.language) language = in.language->str();
  if (language && *language != "de" && *language != "en") throw Failure(Problem::invalid, "wrong_value", "/language");
  tx.run("UPDATE account SET language = $2 WHERE person_id = $1", viewer.person, language);
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
  return me(tx, viewer);
}

Credentials credentials(ReadTx& tx, std::string_view name) {
  return tx.maybe<Credentials>(std::string(credentials_of) + R"(AND a.name = $1
         AND (a.administrator = 1 OR EXISTS (SELECT 1 FROM sign_in_policy WHERE local_accounts = 1)))",
                               name)
      .value_or(Credentials{});
}

Credentials own_credentials(ReadTx& tx, const Viewer& viewer) {
  return tx.one<Credentials>(std::string(credentials_of) + "AND a.person_id = $1", viewer.person);
}

std::string open_session(WriteTx& tx, Id<Person> person, const SessionLimits& limits, const SignInPlace& place) {
  if (has_role(tx, person, Role::technical)) throw Failure(Problem::forbidden, "technical_account");
  bool administrator = tx.one<bool>("SELECT administrator FROM account WHERE person_id = $1", person);
  auto idle = std::min(administrator ? limits.idle_of_administrators : limits.idle, limits.age);
  auto secret = new_secret();
  auto id = tx.next_id<Session>();
  tx.run(R"(INSERT INTO session (id, sha256, person_id, created_at, seen_at, expires_at, label, idle_ms, ends_at,
                                 fresh_until)
            VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9))",
         id, digest(secret), person, tx.now(), tx.now() + idle, place.label,
         std::int64_t(idle.count()), tx.now() + limits.age, tx.now() + limits.fresh);
  audit_system(tx, "session.opened", {"person", person.value}, {}, place.source, person, id);
  return secret;
}

void end_session(WriteTx& tx, const Viewer& viewer) {
  tx.run("DELETE FROM session WHERE id = $1", viewer.session);
  audit(tx, viewer, "session.closed", {"session", viewer.session.value});
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

void end_sessions(WriteTx& tx, Id<Person> person, Id<Session> kept) {
  tx.run("DELETE FROM session WHERE person_id = $1 AND id <> $2", person, kept.value);
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
}

void touch_session(WriteTx& tx, Id<Session> session) {
  tx.run(R"(UPDATE session SET seen_at = $2,
                               expires_at = CASE WHEN $2 + idle_ms < ends_at THEN $2 + idle_ms ELSE ends_at END
             WHERE id = $1)",
         session, tx.now());
}

std::int64_t prune_sessions(WriteTx& tx) {
  tx.run("DELETE FROM token WHERE expires_on < $1", rfc3339(tx.now()).substr(0, 10));
  tx.run("DELETE FROM password_link WHERE expires_at < $1", tx.now());
  return tx.run("DELETE FROM session WHERE expires_at < $1", tx.now());
}

SessionState session_state(ReadTx& tx, const Viewer& viewer) {
  auto limits = tx.maybe<Limits>("SELECT expires_at, ends_at, fresh_until FROM session WHERE id = $1", viewer.session);
  if (!limits) throw Failure(Problem::not_found, "session_not_found");
  return {seconds_until(limits->expires_at, tx.now()), seconds_until(limits->ends_at, tx.now()),
          seconds_until(limits->fresh_until, tx.now())};
}

SessionState extend_session(WriteTx& tx, const Viewer& viewer) {
  touch_session(tx, viewer.session);
  return session_state(tx, viewer);
}

SessionState confirm_session(WriteTx& tx, const Viewer& viewer, std::chrono::milliseconds fresh) {
  tx.run("UPDATE session SET fresh_until = $2 WHERE id = $1", viewer.session, tx.now() + fresh);
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
  return extend_session(tx, viewer);
}

std::vector<OwnSession> own_sessions(ReadTx& tx, const Viewer& viewer) {
  return tx.all<OwnSession>(R"(
      SELECT id, label, created_at, seen_at, id = $2 AS current FROM session
       WHERE person_id = $1 AND expires_at > $3 ORDER BY id DESC)",
                            viewer.person, viewer.session, tx.now());
}

void end_own_session(WriteTx& tx, const Viewer& viewer, Id<Session> session) {
  if (tx.run("DELETE FROM session WHERE id = $1 AND person_id = $2", session, viewer.person) == 0)
    throw Failure(Problem::not_found, "session_not_found");
  audit(tx, viewer, "session.ended", {"session", session.value});
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

void end_other_sessions(WriteTx& tx, const Viewer& viewer) {
  audit(tx, viewer, "session.others_ended", {"person", viewer.person.value});
  end_sessions(tx, viewer.person, viewer.session);
}

std::optional<Authenticated> by_cookie(ReadTx& tx, std::string_view secret, const SecondFactorDemand& demand) {
  auto row = tx.maybe<SessionRow>(R"(
      SELECT s.id, s.person_id AS person, a.administrator, coalesce(a.language, '') AS language,
             EXISTS (SELECT 1 FROM second_factor f WHERE f.person_id = s.person_id) AS second_factor,
             s.seen_at, s.expires_at, s.fresh_until, s.idle_ms
        FROM session s JOIN account a ON a.person_id = s.person_id JOIN person p ON p.id = s.person_id
       WHERE s.sha256 = $1 AND s.expires_at > $2 AND p.active = 1)",
                                  digest(secret), tx.now());
  if (!row) return {};
  bool demanded = (row->administrator && demand.of_administrators) ||
                  std::any_of(demand.of_roles.begin(), demand.of_roles.end(),
                              [&](Role role) { return has_role(tx, row->person, role); });
  auto viewer =
      ViewerFactory::make(row->person, row->administrator, demanded && !row->second_factor, row->language);
  viewer.session = row->id;
  viewer.fresh_until = row->fresh_until;
  Time touch_at = row->seen_at + seen_step(std::chrono::milliseconds(row->idle_ms));
  bool touch_due = touch_at <= tx.now();
  return Authenticated{std::move(viewer),
                       touch_due ? tx.now() + std::chrono::seconds(1) : std::min(touch_at, row->expires_at), touch_due};
}

Viewer acting_as(ReadTx& tx, Id<Person> person) {
  bool administrator = tx.one<bool>("SELECT administrator FROM account WHERE person_id = $1", person);
  return ViewerFactory::make(person, administrator, false, "");
}

}  // namespace auth
