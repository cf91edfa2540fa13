#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/audit.hpp>
#include <auth/identities.hpp>
#include <auth/leaving.hpp>
#include <auth/principal.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>

#include <algorithm>
#include <set>

namespace auth {
namespace {

constexpr std::size_t account_name_max = 60;
constexpr std::size_t group_name_bytes_max = 300;

struct PersonRow {
  std::string display_name, email;
  bool active;
};
BOOST_DESCRIBE_STRUCT(PersonRow, (), (display_name, email, active))

// The first that is fit for a line of ours: a name with forbidden characters must not keep anybody out.
Line<200> fit_line(std::initializer_list<std::string_view> candidates) {
  for (auto candidate : candidates) {
    try {
      Line<200> line(candidate);
      if (!line.empty()) return line;
    } catch (const Failure&) {
    }
  }
  return {};
}

std::string free_name(ReadTx& tx, const std::string& wanted) {
  if (!person_named(tx, wanted)) return wanted;
  for (int n = 2;; ++n) {
    auto ending = "-" + std::to_string(n);
    auto name = wanted.substr(0, account_name_max - ending.size()) + ending;
    if (!person_named(tx, name)) return name;
  }
}

std::optional<Id<Person>> linkable(ReadTx& tx, const SourceView& source, const Claims& claims) {
  if (!source.links_accounts || claims.name.empty()) return {};
  return tx.maybe<Id<Person>>(R"(
      SELECT a.person_id FROM account a
       WHERE a.name = $2 AND a.administrator = 0
         AND NOT EXISTS (SELECT 1 FROM identity i WHERE i.source_id = $1 AND i.person_id = a.person_id))",
                              source.id, account_name(claims.name));
}

Id<Person> create_person(WriteTx& tx, const Claims& claims) {
  auto name = free_name(tx, account_name(claims.name.empty() ? claims.email : claims.name));
  NewAccount account{Line<60>(name), fit_line({claims.display_name, claims.name, name}), fit_line({claims.email}), {},
                     false};
  return create_account(tx, {account, ""});
}

Id<Person> found_or_made(WriteTx& tx, const SourceView& source, const Claims& claims) {
  auto known = tx.maybe<Id<Person>>("SELECT person_id FROM identity WHERE source_id = $1 AND subject = $2", source.id,
                                    claims.subject);
  if (known) return *known;
  auto person = linkable(tx, source, claims);
  if (!person && !source.creates_accounts) throw Failure(Problem::forbidden, "account_unknown");
  if (!person) person = create_person(tx, claims);
  tx.run("INSERT INTO identity (source_id, subject, person_id) VALUES ($1, $2, $3)", source.id, claims.subject,
         *person);
  audit_system(tx, "identity.linked", {"person", person->value}, "source " + source.id.str());
  return *person;
}

// Writes only what differs, because every change of a person lets all decisions about rights be made again.
void renew(WriteTx& tx, Id<Person> person, const PersonRow& before, const Claims& claims) {
  auto display_name = fit_line({claims.display_name, before.display_name});
  auto email = fit_line({claims.email, before.email});
  if (display_name.str() == before.display_name && email.str() == before.email) return;
  tx.run("UPDATE person SET display_name = $2, sort_key = $3, email = $4 WHERE id = $1", person, display_name,
         Blob{name_key(display_name.str())}, email);
  tx.changed(rights_changed, person, std::nullopt, std::nullopt);
}

std::set<std::string> fit_groups(const Claims& claims) {
  std::set<std::string> names;
  for (auto& name : claims.groups)
    if (!name.empty() && name.size() <= group_name_bytes_max && names.size() < groups_max) names.insert(name);
  return names;
}

// Joins the groups that the source names, leaves those that it named before; what people entered elsewhere stays.
void renew_memberships(WriteTx& tx, Id<Person> person, const std::set<std::string>& before,
                       const std::set<std::string>& now) {
  std::int64_t changed = 0;
  for (auto& name : now)
    changed += tx.run(R"(INSERT INTO group_member (group_id, person_id)
                         SELECT id, $2 FROM people_group WHERE name = $1 ON CONFLICT DO NOTHING)",
                      name, person);
  for (auto& name : before)
    if (!now.contains(name))
      changed += tx.run(R"(DELETE FROM group_member
                            WHERE person_id = $2 AND group_id IN (SELECT id FROM people_group WHERE name = $1))",
                        name, person);
  if (changed > 0) refresh_principals(tx, {person});
}

void renew_groups(WriteTx& tx, const SourceView& source, Id<Person> person, const Claims& claims) {
  std::set<std::string> before, now = fit_groups(claims);
  for (auto& name : tx.all<std::string>("SELECT name FROM identity_group WHERE source_id = $1 AND subject = $2",
                                        source.id, claims.subject))
    before.insert(name);
  if (source.fills_groups) renew_memberships(tx, person, before, now);
  if (before == now) return;
  tx.run("DELETE FROM identity_group WHERE source_id = $1 AND subject = $2", source.id, claims.subject);
  for (auto& name : now)
    tx.run("INSERT INTO identity_group (source_id, subject, name) VALUES ($1, $2, $3)", source.id, claims.subject,
           name);
}

}  // namespace

std::string account_name(std::string_view from) {
  auto base = transliterated(from.substr(0, from.find('@')));
  std::string name;
  for (char c : base) {
    bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    if (fits && !(c == '-' && name.empty())) name += c;
    else if (!fits && !name.empty() && name.back() != '-') name += '-';
    if (name.size() == account_name_max) break;
  }
  while (name.ends_with('-')) name.pop_back();
  return name.empty() ? "person" : name;
}

Id<Person> person_of(WriteTx& tx, const SourceView& source, const Claims& claims) {
  auto person = found_or_made(tx, source, claims);
  auto row = tx.one<PersonRow>("SELECT display_name, email, active FROM person WHERE id = $1", person);
  if (!row.active) throw Failure(Problem::forbidden, "account_inactive");
  renew(tx, person, row, claims);
  renew_groups(tx, source, person, claims);
  return person;
}

std::string open_federated_session(WriteTx& tx, Id<Person> person, const ProviderSession& in,
                                   const SessionLimits& limits, const SignInPlace& place) {
  auto secret = open_session(tx, person, limits, place);
  auto session = by_cookie(tx, secret).value().viewer.session;
  tx.run(R"(INSERT INTO federated_session (session_id, source_id, subject, provider_session, sign_out_url)
            VALUES ($1, $2, $3, $4, $5))",
         session, in.source, in.subject, in.provider_session, in.sign_out_url);
  return secret;
}

std::int64_t end_federated_sessions(WriteTx& tx, Id<IdentitySource> source, std::string_view subject,
                                    std::string_view provider_session) {
  auto ended = tx.run(R"(
      DELETE FROM session WHERE id IN (SELECT session_id FROM federated_session
                                        WHERE source_id = $1 AND ($2 = '' OR subject = $2)
                                          AND ($3 = '' OR provider_session = $3)))",
                      source, subject, provider_session);
  tx.changed(rights_changed, source, std::nullopt, std::nullopt);
  return ended;
}

bool take_logout_token(WriteTx& tx, Id<IdentitySource> source, std::string_view jti, Time expires_at) {
  tx.run("DELETE FROM logout_token WHERE expires_at < $1", tx.now());
  return tx.run(R"(INSERT INTO logout_token (source_id, jti, expires_at) VALUES ($1, $2, $3)
                   ON CONFLICT DO NOTHING)",
                source, jti, expires_at) == 1;
}

std::vector<KnownIdentity> known_identities(ReadTx& tx, Id<IdentitySource> source) {
  return tx.all<KnownIdentity>(R"(
      SELECT i.subject, i.missing, p.active FROM identity i JOIN person p ON p.id = i.person_id
       WHERE i.source_id = $1)",
                               source);
}

std::vector<KnownGroup> known_groups(ReadTx& tx, Id<IdentitySource> source) {
  return tx.all<KnownGroup>("SELECT subject, name FROM identity_group WHERE source_id = $1", source);
}

bool mark_missing(WriteTx& tx, Id<IdentitySource> source, std::string_view subject) {
  auto person = tx.one<Id<Person>>("SELECT person_id FROM identity WHERE source_id = $1 AND subject = $2", source,
                                   subject);
  auto others = tx.one<int>(R"(
      SELECT count(*) FROM account a JOIN person p ON p.id = a.person_id
       WHERE a.administrator = 1 AND p.active = 1 AND p.id <> $1)",
                            person);
  if (others == 0) return false;
  auto deactivated = tx.run("UPDATE person SET active = 0 WHERE id = $1 AND active = 1", person);
  if (deactivated == 1) {
    tx.run("UPDATE identity SET missing = 1 WHERE source_id = $1 AND subject = $2", source, subject);
    audit_system(tx, "person.left_directory", {"person", person.value});
    person_left(tx, person, {});
  }
  return deactivated == 1;
}

void mark_present(WriteTx& tx, Id<IdentitySource> source, std::string_view subject) {
  auto person = tx.maybe<Id<Person>>(
      "SELECT person_id FROM identity WHERE source_id = $1 AND subject = $2 AND missing = 1", source, subject);
  if (!person) return;
  tx.run("UPDATE identity SET missing = 0 WHERE source_id = $1 AND subject = $2", source, subject);
  tx.run("UPDATE person SET active = 1 WHERE id = $1", *person);
  audit_system(tx, "person.returned_to_directory", {"person", person->value});
  tx.changed(rights_changed, *person, std::nullopt, std::nullopt);
}

ProviderSignOut provider_sign_out(ReadTx& tx, const Viewer& viewer) {
  auto url = tx.maybe<std::string>("SELECT sign_out_url FROM federated_session WHERE session_id = $1", viewer.session);
  if (!url || url->empty()) return {};
  return {*url};
}

}  // namespace auth
