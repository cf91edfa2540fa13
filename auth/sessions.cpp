#include <auth/access.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <storage/blobs.hpp>

#include <algorithm>

namespace auth {

class ViewerFactory {
 public:
  static Viewer make(Id<Person> person, bool administrator, Id<Session> session, std::string language) {
    Viewer viewer;
    viewer.person = person;
    viewer.administrator = administrator;
    viewer.session = session;
    viewer.language = std::move(language);
    return viewer;
  }
};

namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::chrono::minutes token_check_step{1};

struct SessionRow {
  Id<Session> id;
  Id<Person> person;
  bool administrator;
  std::string language;
  Time created_at, seen_at, expires_at;
};
BOOST_DESCRIBE_STRUCT(SessionRow, (), (id, person, administrator, language, created_at, seen_at, expires_at))

struct TokenRow {
  Id<Person> person;
  bool administrator;
  std::string language;
  std::optional<Date> expires_on;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (person, administrator, language, expires_on))

std::string new_secret() { return storage::hex(storage::random_bytes(secret_bytes)); }
Blob digest(std::string_view secret) { return {storage::sha256(secret)}; }

}  // namespace

Me me(ReadTx& tx, const Viewer& viewer) {
  auto person = tx.one<MyPerson>(R"(
      SELECT p.id, a.name, p.display_name, p.email
        FROM person p JOIN account a ON a.person_id = p.id WHERE p.id = $1)",
                                 viewer.person);
  auto language =
      tx.one<std::optional<std::string>>("SELECT language FROM account WHERE person_id = $1", viewer.person);
  return {person, viewer.administrator, language, {viewer.administrator, viewer.administrator}};
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
  auto row = tx.maybe<Credentials>(R"(
      SELECT a.person_id AS person, a.password AS password_hash FROM account a JOIN person p ON p.id = a.person_id
       WHERE a.name = $1 AND p.active = 1
         AND (a.administrator = 1 OR EXISTS (SELECT 1 FROM sign_in_policy WHERE local_accounts = 1)))",
                           name);
  return row.value_or(Credentials{});
}

std::string open_session(WriteTx& tx, Id<Person> person) {
  auto secret = new_secret();
  tx.run(R"(INSERT INTO session (id, sha256, person_id, created_at, seen_at, expires_at)
            VALUES ($1, $2, $3, $4, $4, $5))",
         tx.next_id<Session>(), digest(secret), person, tx.now(), tx.now() + session_idle_max);
  return secret;
}

void end_session(WriteTx& tx, const Viewer& viewer) {
  tx.run("DELETE FROM session WHERE id = $1", viewer.session);
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

void end_sessions(WriteTx& tx, Id<Person> person, Id<Session> kept) {
  tx.run("DELETE FROM session WHERE person_id = $1 AND id <> $2", person, kept.value);
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
}

void touch_session(WriteTx& tx, Id<Session> session) {
  tx.run("UPDATE session SET seen_at = $2, expires_at = min($3, created_at + $4) WHERE id = $1", session, tx.now(),
         tx.now() + session_idle_max, std::chrono::milliseconds(session_age_max).count());
}

std::int64_t prune_sessions(WriteTx& tx) {
  tx.run("DELETE FROM token WHERE expires_on < $1", rfc3339(tx.now()).substr(0, 10));
  return tx.run("DELETE FROM session WHERE expires_at < $1", tx.now());
}

std::optional<Authenticated> by_cookie(ReadTx& tx, std::string_view secret) {
  auto row = tx.maybe<SessionRow>(R"(
      SELECT s.id, s.person_id AS person, a.administrator, coalesce(a.language, '') AS language,
             s.created_at, s.seen_at, s.expires_at
        FROM session s JOIN account a ON a.person_id = s.person_id JOIN person p ON p.id = s.person_id
       WHERE s.sha256 = $1 AND s.expires_at > $2 AND p.active = 1)",
                                  digest(secret), tx.now());
  if (!row) return {};
  Time touch_at = row->seen_at + session_seen_step;
  bool touch_due = touch_at <= tx.now();
  return Authenticated{ViewerFactory::make(row->person, row->administrator, row->id, row->language),
                       touch_due ? tx.now() + std::chrono::seconds(1) : std::min(touch_at, row->expires_at), touch_due};
}

std::optional<Authenticated> by_token(ReadTx& tx, std::string_view secret) {
  auto row = tx.maybe<TokenRow>(R"(
      SELECT t.person_id AS person, a.administrator, coalesce(a.language, '') AS language, t.expires_on
        FROM token t JOIN account a ON a.person_id = t.person_id JOIN person p ON p.id = t.person_id
       WHERE t.sha256 = $1 AND p.active = 1 AND (t.expires_on IS NULL OR t.expires_on >= $2))",
                                digest(secret), rfc3339(tx.now()).substr(0, 10));
  if (!row) return {};
  return Authenticated{ViewerFactory::make(row->person, row->administrator, {}, row->language),
                       tx.now() + token_check_step, false};
}

Viewer acting_as(ReadTx& tx, Id<Person> person) {
  bool administrator = tx.one<bool>("SELECT administrator FROM account WHERE person_id = $1", person);
  return ViewerFactory::make(person, administrator, {}, "");
}

std::vector<TokenRef> tokens(ReadTx& tx, const Viewer& viewer) {
  return tx.all<TokenRef>("SELECT id, label, created_at, expires_on FROM token WHERE person_id = $1 ORDER BY id",
                          viewer.person);
}

IssuedToken issue_token_for(WriteTx& tx, Id<Person> person, const NewToken& in) {
  if (in.label.empty()) throw Failure(Problem::invalid, "required", "/label");
  IssuedToken issued{tx.next_id<Token>(), in.label.str(), "stafette_" + new_secret()};
  tx.run("INSERT INTO token (id, sha256, person_id, label, created_at, expires_on) VALUES ($1, $2, $3, $4, $5, $6)",
         issued.id, digest(issued.token), person, in.label, tx.now(), in.expires_on);
  return issued;
}

IssuedToken issue_token(WriteTx& tx, const Viewer& viewer, const NewToken& in) {
  return issue_token_for(tx, viewer.person, in);
}

void revoke_token(WriteTx& tx, const Viewer& viewer, Id<Token> token) {
  if (tx.run("DELETE FROM token WHERE id = $1 AND person_id = $2", token, viewer.person) == 0)
    throw Failure(Problem::not_found, "token_not_found");
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

}  // namespace auth
