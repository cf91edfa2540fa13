// Identity sources (Anmeldequellen): who else says who somebody is. Administrators manage them; one is switched off,
// never deleted, because identities refer to it. Somebody can always sign in: with a source or a local account.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

struct IdentitySource;

BOOST_DEFINE_ENUM_CLASS(SourceKind, oidc, ldap)

struct OidcSettings {
  std::string issuer, client_id, scopes, groups_claim;
};
BOOST_DESCRIBE_STRUCT(OidcSettings, (), (issuer, client_id, scopes, groups_claim))

struct NewOidcSettings {
  Line<300> issuer;  // https, or http on this machine
  Line<200> client_id;
  Line<200> scopes;        // separated by blanks; "openid" is always asked for
  Line<60> groups_claim;   // empty: none
};
BOOST_DESCRIBE_STRUCT(NewOidcSettings, (), (issuer, client_id, scopes, groups_claim))

struct SourceView {
  Id<IdentitySource> id;
  SourceKind kind;
  std::string slug, name;
  bool enabled, creates_accounts, links_accounts, fills_groups;
  std::optional<OidcSettings> oidc;
};
BOOST_DESCRIBE_STRUCT(SourceView, (),
                      (id, kind, slug, name, enabled, creates_accounts, links_accounts, fills_groups, oidc))

struct SourceList {
  bool local_accounts;
  std::vector<SourceView> items;
};
BOOST_DESCRIBE_STRUCT(SourceList, (), (local_accounts, items))

struct SourceChange {
  Line<100> name;
  bool enabled, creates_accounts, links_accounts, fills_groups;
  std::optional<NewOidcSettings> oidc;
};
BOOST_DESCRIBE_STRUCT(SourceChange, (), (name, enabled, creates_accounts, links_accounts, fills_groups, oidc))

struct NewSource : SourceChange {
  Line<40> slug;  // [a-z0-9-], also the name of the secret
};
BOOST_DESCRIBE_STRUCT(NewSource, (SourceChange), (slug))

struct SignInPolicy {
  bool local_accounts;
};
BOOST_DESCRIBE_STRUCT(SignInPolicy, (), (local_accounts))

// By name. forbidden "administrators_only", as all that takes a Viewer here.
SourceList identity_sources(ReadTx&, const Viewer&);
// conflict "slug_taken"; invalid "wrong_slug", "wrong_issuer", "required".
SourceView add_identity_source(WriteTx&, const Viewer&, const NewSource&);
// not_found "source_not_found"; conflict "last_identity_source" when without local accounts none would be left. A
// source that is switched off ends the sessions that it opened.
SourceView change_identity_source(WriteTx&, const Viewer&, Id<IdentitySource>, const SourceChange&);
// conflict "no_identity_source", or "no_emergency_administrator" when no administrator has a password.
SignInPolicy change_sign_in_policy(WriteTx&, const Viewer&, const SignInPolicy&);

struct SignInOption {
  SourceKind kind;
  std::string slug, name;
};
BOOST_DESCRIBE_STRUCT(SignInOption, (), (kind, slug, name))

struct SignInOptions {
  bool local_accounts;
  std::vector<SignInOption> sources;
};
BOOST_DESCRIBE_STRUCT(SignInOptions, (), (local_accounts, sources))

// For everybody: what the sign-in page offers.
SignInOptions sign_in_options(ReadTx&);
// For the server itself. nullopt unless there is one; enabled or not.
std::optional<SourceView> source_named(ReadTx&, std::string_view slug);
std::optional<SourceView> source_with(ReadTx&, Id<IdentitySource>);

// https://host…, or http:// on this machine's own addresses; no user, query or fragment.
bool is_provider_url(std::string_view url);

}  // namespace auth
