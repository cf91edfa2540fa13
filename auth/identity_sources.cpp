#include <auth/access.hpp>
#include <auth/accounts.hpp>
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
                  row.links_accounts, row.fills_groups, {}};
  made.oidc = tx.maybe<OidcSettings>(
      "SELECT issuer, client_id, scopes, groups_claim FROM oidc_source WHERE source_id = $1", row.id);
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

void check(const SourceChange& in) {
  if (in.name.empty()) throw Failure(Problem::invalid, "required", "/name");
  if (!in.oidc) throw Failure(Problem::invalid, "required", "/oidc");
  if (!is_provider_url(in.oidc->issuer.str())) throw Failure(Problem::invalid, "wrong_issuer", "/oidc/issuer");
  if (in.oidc->client_id.empty()) throw Failure(Problem::invalid, "required", "/oidc/client_id");
}

void store_settings(WriteTx& tx, Id<IdentitySource> source, const NewOidcSettings& in) {
  tx.run(R"(INSERT INTO oidc_source (source_id, issuer, client_id, scopes, groups_claim) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (source_id) DO UPDATE SET issuer = excluded.issuer, client_id = excluded.client_id,
                   scopes = excluded.scopes, groups_claim = excluded.groups_claim)",
         source, in.issuer, in.client_id, in.scopes, in.groups_claim);
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
  check(in);
  if (source_named(tx, in.slug.str())) throw Failure(Problem::conflict, "slug_taken", "/slug");
  auto source = tx.next_id<IdentitySource>();
  tx.run(R"(INSERT INTO identity_source (id, slug, kind, name, enabled, creates_accounts, links_accounts, fills_groups)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))",
         source, in.slug, SourceKind::oidc, in.name, in.enabled, in.creates_accounts, in.links_accounts,
         in.fills_groups);
  store_settings(tx, source, *in.oidc);
  return source_with(tx, source).value();
}

SourceView change_identity_source(WriteTx& tx, const Viewer& viewer, Id<IdentitySource> source,
                                  const SourceChange& in) {
  require_administrator(viewer);
  if (!source_with(tx, source)) throw Failure(Problem::not_found, "source_not_found");
  check(in);
  tx.run(R"(UPDATE identity_source SET name = $2, enabled = $3, creates_accounts = $4, links_accounts = $5,
                                      fills_groups = $6
             WHERE id = $1)",
         source, in.name, in.enabled, in.creates_accounts, in.links_accounts, in.fills_groups);
  store_settings(tx, source, *in.oidc);
  if (!local_accounts(tx) && !any_enabled(tx)) throw Failure(Problem::conflict, "last_identity_source");
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

}  // namespace auth
