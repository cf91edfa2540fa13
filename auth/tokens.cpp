#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/secret.hpp>
#include <auth/tokens.hpp>
#include <auth/viewer_factory.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

constexpr std::chrono::minutes token_check_step{1};

struct TokenRow {
  Id<Person> person;
  bool administrator, administers, bears_roles;
  Scope scope;
  std::string language;
};
BOOST_DESCRIBE_STRUCT(TokenRow, (), (person, administrator, administers, bears_roles, scope, language))

std::string today(const ReadTx& tx) { return rfc3339(tx.now()).substr(0, 10); }

IssuedToken store_token(WriteTx& tx, Id<Person> person, const NewToken& in, bool administers) {
  if (in.label.empty()) throw Failure(Problem::invalid, "required", "/label");
  if (in.expires_on && iso_date(*in.expires_on) < today(tx))
    throw Failure(Problem::invalid, "expired_already", "/expires_on");
  IssuedToken issued{tx.next_id<Token>(), in.label.str(), "stafette_" + new_secret()};
  tx.run(R"(INSERT INTO token (id, sha256, person_id, label, created_at, expires_on, scope, administers)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))",
         issued.id, digest(issued.token), person, in.label, tx.now(), in.expires_on, in.scope.value_or(Scope::write),
         administers);
  return issued;
}

}  // namespace

std::optional<Authenticated> by_token(ReadTx& tx, std::string_view secret) {
  auto row = tx.maybe<TokenRow>(R"(
      SELECT t.person_id AS person, a.administrator, t.administers, t.scope, coalesce(a.language, '') AS language,
             EXISTS (SELECT 1 FROM person_role r WHERE r.person_id = t.person_id) AS bears_roles
        FROM token t JOIN account a ON a.person_id = t.person_id JOIN person p ON p.id = t.person_id
       WHERE t.sha256 = $1 AND p.active = 1 AND (t.expires_on IS NULL OR t.expires_on >= $2))",
                                digest(secret), today(tx));
  if (!row) return {};
  bool second_factor_due = !row->administers && (row->administrator || row->bears_roles);
  auto viewer = ViewerFactory::make(row->person, row->administrator, second_factor_due, row->language);
  if (row->scope == Scope::read) viewer.ceiling = Level::read;
  return Authenticated{std::move(viewer), tx.now() + token_check_step, false};
}

std::vector<TokenRef> tokens(ReadTx& tx, const Viewer& viewer) {
  return tx.all<TokenRef>("SELECT id, label, scope, created_at, expires_on FROM token WHERE person_id = $1 ORDER BY id",
                          viewer.person);
}

IssuedToken issue_token_for(WriteTx& tx, Id<Person> person, const NewToken& in) {
  auto issued = store_token(tx, person, in, true);
  audit_system(tx, "token.issued", {"token", issued.id.value}, "person " + person.str());
  return issued;
}

IssuedToken issue_token(WriteTx& tx, const Viewer& viewer, const NewToken& in) {
  require_fresh(tx, viewer);
  auto issued = store_token(tx, viewer.person, in, !viewer.second_factor_due);
  audit(tx, viewer, "token.issued", {"token", issued.id.value}, enum_name(in.scope.value_or(Scope::write)));
  return issued;
}

void revoke_token(WriteTx& tx, const Viewer& viewer, Id<Token> token) {
  if (tx.run("DELETE FROM token WHERE id = $1 AND person_id = $2", token, viewer.person) == 0)
    throw Failure(Problem::not_found, "token_not_found");
  audit(tx, viewer, "token.revoked", {"token", token.value});
  tx.changed(rights_changed, viewer.person, std::nullopt, std::nullopt);
}

}  // namespace auth
