#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/audit.hpp>
#include <auth/identity_sources.hpp>
#include <base/failure.hpp>

#include <algorithm>

namespace auth {
namespace {

struct SourceRow {
  Id<IdentitySource> id;
  SourceKind kind;
  std::string slug, name;
  bool enabled, creates_accounts, links_accounts, fills_groups;
};
BOOST_DESCRIBE_STRUCT(SourceRow, (), (id, kind, slug, name, enabled, creates_accounts, links_accounts, fills_groups))

constexpr std::string_view source_columns =
    "SELECT id, kind, slug, name, enabled, creates_accounts, links_accounts, fills_groups FROM identity_source ";

SourceView view(ReadTx& tx, const SourceRow& row) {
  SourceView made{row.id, row.kind, row.slug, row.name, row.enabled, row.creates_accounts,
                  row.links_accounts, row.fills_groups, {}, {}};
  made.oidc = tx.maybe<OidcSettings>(
      "SELECT issuer, client_id, scopes, groups_claim FROM oidc_source WHERE source_id = $1", row.id);
  made.ldap = tx.maybe<LdapSettings>(R"(
      SELECT url, bind_dn, base_dn, person_filter, id_attribute, name_attribute, display_name_attribute,
             email_attribute, groups_attribute, changed_attribute
        FROM ldap_source WHERE source_id = $1)",
                                     row.id);
  return made;
}

bool local_accounts(ReadTx& tx) { return tx.one<bool>("SELECT local_accounts FROM sign_in_policy WHERE id = 1"); }

bool any_enabled(ReadTx& tx) { return tx.one<int>("SELECT count(*) FROM identity_source WHERE enabled = 1") > 0; }

void check_slug(const std::string& slug) {
  bool fits = !slug.empty() && slug.front() != '-' && std::all_of(slug.begin(), slug.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!fits) throw Failure(Problem::invalid, "wrong_slug", "/slug");
}

void need(const Line<60>& attribute, const char* field, bool optional = false) {
  auto& name = attribute.str();
  bool fits = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ';';
  });
  if (!fits || (name.empty() && !optional)) throw Failure(Problem::invalid, "wrong_attribute", field);
}

void check(const NewOidcSettings& in) {
  if (!is_provider_url(in.issuer.str())) throw Failure(Problem::invalid, "wrong_issuer", "/oidc/issuer");
  if (in.client_id.empty()) throw Failure(Problem::invalid, "required", "/oidc/client_id");
}

void check(const NewLdapSettings& in) {
  if (!is_directory_url(in.url.str())) throw Failure(Problem::invalid, "wrong_directory", "/ldap/url");
  if (in.base_dn.empty()) throw Failure(Problem::invalid, "required", "/ldap/base_dn");
  auto& filter = in.person_filter.str();
  if (!filter.starts_with('(') || !filter.ends_with(')') ||
      std::count(filter.begin(), filter.end(), '(') != std::count(filter.begin(), filter.end(), ')'))
    throw Failure(Problem::invalid, "wrong_filter", "/ldap/person_filter");
  need(in.id_attribute, "/ldap/id_attribute");
  need(in.name_attribute, "/ldap/name_attribute");
  need(in.display_name_attribute, "/ldap/display_name_attribute");
  need(in.email_attribute, "/ldap/email_attribute", true);
  need(in.groups_attribute, "/ldap/groups_attribute", true);
  need(in.changed_attribute, "/ldap/changed_attribute");
}

// `kind` is what the source is, if it is there already.
SourceKind check(const SourceChange& in, std::optional<SourceKind> kind) {
  if (in.name.empty()) throw Failure(Problem::invalid, "required", "/name");
  if (in.oidc.has_value() == in.ldap.has_value()) throw Failure(Problem::invalid, "required", "/oidc");
  auto said = in.oidc ? SourceKind::oidc : SourceKind::ldap;
  if (kind && said != *kind) throw Failure(Problem::invalid, "wrong_kind", "/oidc");
  if (in.oidc) check(*in.oidc);
  else check(*in.ldap);
  return said;
}

void store_settings(WriteTx& tx, Id<IdentitySource> source, const NewOidcSettings& in) {
  tx.run(R"(INSERT INTO oidc_source (source_id, issuer, client_id, scopes, groups_claim) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (source_id) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
                   scopes = excluded.scopes, groups_claim = excluded.groups_claim)",
         source, in.issuer, in.client_id, in.scopes, in.groups_claim);
}

// The next synchronisation reads everything again: other attributes may count now.
void store_settings(WriteTx& tx, Id<IdentitySource> source, const NewLdapSettings& in) {
  tx.run("DELETE FROM ldap_source WHERE source_id = $1", source);
  tx.run(R"(INSERT INTO ldap_source (source_id, url, bind_dn, base_dn, person_filter, id_attribute, name_attribute,
                                     display_name_attribute, email_attribute, groups_attribute, changed_attribute)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))",
         source, in.url, in.bind_dn, in.base_dn, in.person_filter, in.id_attribute, in.name_attribute,
         in.display_name_attribute, in.email_attribute, in.groups_attribute, in.changed_attribute);
}

void store_settings(WriteTx& tx, Id<IdentitySource> source, const SourceChange& in) {
  if (in.oidc) store_settings(tx, source, *in.oidc);
  else store_settings(tx, source, *in.ldap);
}

}  // namespace

SourceList identity_sources(ReadTx& tx, const Viewer& viewer) {
  require_administrator(viewer);
  SourceList list{local_accounts(tx), {}};
  for (auto& row : tx.all<SourceRow>(std::string(source_columns) + "ORDER BY name, id"))
    list.items.push_back(view(tx, row));
  return list;
}

SourceView add_identity_source(WriteTx& tx, const Viewer& viewer, const NewSource& in) {
  require_administrator(viewer);
  check_slug(in.slug.str());
  auto kind = check(in, {});
  if (source_named(tx, in.slug.str())) throw Failure(Problem::conflict, "slug_taken", "/slug");
  auto source = tx.next_id<IdentitySource>();
  tx.run(R"(INSERT INTO identity_source (id, slug, kind, name, enabled, creates_accounts, links_accounts, fills_groups)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))",
         source, in.slug, kind, in.name, in.enabled, in.creates_accounts, in.links_accounts,
         in.fills_groups);
  store_settings(tx, source, in);
  audit(tx, viewer, "source.created", {"source", source.value}, in.slug.str());
  return source_with(tx, source).value();
}

SourceView change_identity_source(WriteTx& tx, const Viewer& viewer, Id<IdentitySource> source,
                                  const SourceChange& in) {
  require_administrator(viewer);
  auto before = source_with(tx, source);
  if (!before) throw Failure(Problem::not_found, "source_not_found");
  check(in, before->kind);
  tx.run(R"(UPDATE identity_source SET name = $2, enabled = $3, creates_accounts = $4, links_accounts = $5,
                                      fills_groups = $6
             WHERE id = $1)",
         source, in.name, in.enabled, in.creates_accounts, in.links_accounts, in.fills_groups);
  store_settings(tx, source, in);
  if (!local_accounts(tx) && !any_enabled(tx)) throw Failure(Problem::conflict, "last_identity_source");
  audit(tx, viewer, "source.changed", {"source", source.value}, in.enabled ? "on" : "off");
  if (!in.enabled) {
    tx.run("DELETE FROM session WHERE id IN (SELECT session_id FROM federated_session WHERE source_id = $1)", source);
    tx.changed(rights_changed, source, std::nullopt, std::nullopt);
  }
  return source_with(tx, source).value();
}

SignInPolicy change_sign_in_policy(WriteTx& tx, const Viewer& viewer, const SignInPolicy& in) {
  require_administrator(viewer);
  if (!in.local_accounts) {
    if (!any_enabled(tx)) throw Failure(Problem::conflict, "no_identity_source");
    auto emergency = tx.one<int>(R"(
        SELECT count(*) FROM account a JOIN person p ON p.id = a.person_id
         WHERE a.administrator = 1 AND p.active = 1 AND a.password <> '')");
    if (emergency == 0) throw Failure(Problem::conflict, "no_emergency_administrator");
  }
  tx.run("UPDATE sign_in_policy SET local_accounts = $1 WHERE id = 1", in.local_accounts);
  audit(tx, viewer, "sign_in.policy_set", {"system"}, in.local_accounts ? "local accounts on" : "local accounts off");
  return in;
}

SignInOptions sign_in_options(ReadTx& tx) {
  return {local_accounts(tx), tx.all<SignInOption>(
                                  "SELECT kind, slug, name FROM identity_source WHERE enabled = 1 ORDER BY name, id")};
}

std::optional<SourceView> source_named(ReadTx& tx, std::string_view slug) {
  auto row = tx.maybe<SourceRow>(std::string(source_columns) + "WHERE slug = $1", slug);
  if (!row) return {};
  return view(tx, *row);
}

std::optional<SourceView> source_with(ReadTx& tx, Id<IdentitySource> source) {
  auto row = tx.maybe<SourceRow>(std::string(source_columns) + "WHERE id = $1", source);
  if (!row) return {};
  return view(tx, *row);
}

std::vector<SourceView> enabled_sources(ReadTx& tx, SourceKind kind) {
  std::vector<SourceView> sources;
  for (auto& row : tx.all<SourceRow>(std::string(source_columns) + "WHERE kind = $1 AND enabled = 1 ORDER BY id", kind))
    sources.push_back(view(tx, row));
  return sources;
}

bool is_provider_url(std::string_view url) {
  if (std::any_of(url.begin(), url.end(), [](unsigned char c) { return c <= ' ' || c >= 0x7f; })) return false;
  if (url.find_first_of("@?#\\\"<>") != url.npos) return false;
  bool secure = url.starts_with("https://");
  if (!secure && !url.starts_with("http://")) return false;
  auto rest = url.substr(secure ? 8 : 7);
  auto authority = rest.substr(0, rest.find('/'));
  auto bracket = authority.find(']');
  auto host = authority.starts_with('[') && bracket != authority.npos ? authority.substr(0, bracket + 1)
                                                                      : authority.substr(0, authority.find(':'));
  if (secure) return !host.empty();
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

bool is_directory_url(std::string_view url) {
  bool secure = url.starts_with("ldaps://");
  if (!secure && !url.starts_with("ldap://")) return false;
  auto authority = url.substr(secure ? 8 : 7);
  return !authority.empty() && authority.front() != ':' &&
         std::all_of(authority.begin(), authority.end(), [](unsigned char c) {
           return c > ' ' && c < 0x7f && std::string_view("@?#/\\\"<>,").find(char(c)) == std::string_view::npos;
         });
}

}  // namespace auth
