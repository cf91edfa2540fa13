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

struct LdapSettings {
  std::string url, bind_dn, base_dn, person_filter;
  std::string id_attribute, name_attribute, display_name_attribute, email_attribute, groups_attribute,
      changed_attribute;
};
BOOST_DESCRIBE_STRUCT(LdapSettings, (),
                      (url, bind_dn, base_dn, person_filter, id_attribute, name_attribute, display_name_attribute,
                       email_attribute, groups_attribute, changed_attribute))

struct NewLdapSettings {
  Line<300> url;  // ldaps://host[:port], or ldap:// with StartTLS
  Line<300> bind_dn;  // empty: anybody may search
  Line<300> base_dn;
  Line<500> person_filter;  // RFC 4515
  Line<60> id_attribute;    // never changes: entryUUID, objectGUID
  Line<60> name_attribute, display_name_attribute, email_attribute;
  Line<60> groups_attribute;  // empty: none
  Line<60> changed_attribute;  // modifyTimestamp, whenChanged
};
BOOST_DESCRIBE_STRUCT(NewLdapSettings, (),
                      (url, bind_dn, base_dn, person_filter, id_attribute, name_attribute, display_name_attribute,
                       email_attribute, groups_attribute, changed_attribute))

struct SourceView {
  Id<IdentitySource> id;
  SourceKind kind;
  std::string slug, name;
  bool enabled, creates_accounts, links_accounts, fills_groups;
  std::optional<OidcSettings> oidc;  // one of them
  std::optional<LdapSettings> ldap;
};
BOOST_DESCRIBE_STRUCT(SourceView, (),
                      (id, kind, slug, name, enabled, creates_accounts, links_accounts, fills_groups, oidc, ldap))

struct SourceList {
  bool local_accounts;
  std::vector<SourceView> items;
};
BOOST_DESCRIBE_STRUCT(SourceList, (), (local_accounts, items))

struct SourceChange {
  Line<100> name;
  bool enabled, creates_accounts, links_accounts, fills_groups;
  std::optional<NewOidcSettings> oidc;  // one of them, for ever of the same kind
  std::optional<NewLdapSettings> ldap;
};
BOOST_DESCRIBE_STRUCT(SourceChange, (), (name, enabled, creates_accounts, links_accounts, fills_groups, oidc, ldap))

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
// conflict "slug_taken"; invalid "wrong_slug", "wrong_issuer", "wrong_directory", "wrong_filter", "wrong_attribute",
// "required", "wrong_kind".
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

// Of that kind and switched on.
std::vector<SourceView> enabled_sources(ReadTx&, SourceKind);

// https://host…, or http:// on this machine's own addresses; no user, query or fragment.
bool is_provider_url(std::string_view url);
// ldaps://host or ldap://host, with a port or without.
bool is_directory_url(std::string_view url);

}  // namespace auth
