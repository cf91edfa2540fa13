// Identities (Identitäten): persons as an identity source knows them, and the sessions that it opened. A source can
// make a person, link one and end their sessions; it never makes an administrator.
#pragma once
#include <auth/identity_sources.hpp>
#include <auth/sessions.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

// What a source says about somebody. Only the subject is sure; the rest is taken as far as it is fit for our fields.
struct Claims {
  std::string subject;
  std::string name;  // to sign in with, as the source spells it
  std::string display_name, email;
  std::vector<std::string> groups;  // at most groups_max
};
inline constexpr std::size_t groups_max = 500;
inline constexpr std::size_t subject_bytes_max = 255;  // OpenID Connect Core, 2

// Whose identity that is, with name, mail and groups as the source now says. Makes or links an account where the
// source allows it; an administrator's is never linked. forbidden "account_unknown" or "account_inactive".
Id<Person> person_of(WriteTx&, const SourceView&, const Claims&);

struct ProviderSession {
  Id<IdentitySource> source;
  std::string subject, provider_session, sign_out_url;
};
// As open_session(), known to belong to the provider's session.
std::string open_federated_session(WriteTx&, Id<Person>, const ProviderSession&, const SessionLimits& = {},
                                   const SignInPlace& = {});
// Ends what the provider named: the sessions of its session if that is not empty, else all of the subject's.
std::int64_t end_federated_sessions(WriteTx&, Id<IdentitySource>, std::string_view subject,
                                    std::string_view provider_session);
// False if that token was taken before.
bool take_logout_token(WriteTx&, Id<IdentitySource>, std::string_view jti, Time expires_at);

// For the synchronisation with a directory: whom a source knows, and under which groups.
struct KnownIdentity {
  std::string subject;
  bool missing, active;
};
BOOST_DESCRIBE_STRUCT(KnownIdentity, (), (subject, missing, active))
std::vector<KnownIdentity> known_identities(ReadTx&, Id<IdentitySource>);
struct KnownGroup {
  std::string subject, name;
};
BOOST_DESCRIBE_STRUCT(KnownGroup, (), (subject, name))
std::vector<KnownGroup> known_groups(ReadTx&, Id<IdentitySource>);
// The person left the directory: deactivated, and their sessions end; nothing of theirs is deleted. False for the last
// administrator, who stays.
bool mark_missing(WriteTx&, Id<IdentitySource>, std::string_view subject);
// Back again: active, unless somebody else deactivated the person.
void mark_present(WriteTx&, Id<IdentitySource>, std::string_view subject);

struct ProviderSignOut {
  std::optional<std::string> url;  // absent: the session is only ours
};
BOOST_DESCRIBE_STRUCT(ProviderSignOut, (), (url))
// Where the browser goes after signing out here, so that the provider's session ends, too.
ProviderSignOut provider_sign_out(ReadTx&, const Viewer&);

// [a-z0-9._-] from any name or mail address; "person" when nothing remains.
std::string account_name(std::string_view from);

}  // namespace auth
