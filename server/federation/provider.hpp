// What we ask an OpenID Connect provider: its description (discovery), its keys, tokens for a code, and what it knows
// of the person. Descriptions and keys are remembered; an unknown key lets the keys be fetched anew, now and then.
#pragma once
#include <auth/identities.hpp>
#include <server/federation/token.hpp>
#include <server/outbound/https.hpp>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace federation {

struct Metadata {
  std::string authorization_endpoint, end_session_endpoint;     // the browser goes there
  std::string token_endpoint, jwks_uri, userinfo_endpoint;      // we ask there: on the issuer's own host
  bool secret_in_form = false;                                  // client_secret_post, where basic is not known
};
// Fault(unavailable) "provider_unreachable", or "provider_unfit" for another issuer, a missing or a foreign address.
Metadata metadata_in(std::string_view json, std::string_view issuer);

struct Exchange {
  std::string code, verifier, redirect_uri, secret;
};
struct Tokens {
  std::string id_token, access_token;
};

// All functions may be called from any thread and block: not for I/O threads.
class Providers {
 public:
  explicit Providers(const Clock& clock) : clock_(clock) {}

  // As found at most `age` ago. Fault as above.
  Metadata metadata(const auth::OidcSettings&, std::chrono::seconds age);
  // Calls `check` with the provider's keys; when it throws UnknownKey, again with fetched ones, unless they were
  // fetched within the last minute.
  void with_keys(const auth::OidcSettings&, const std::function<void(const KeySet&)>& check);
  std::shared_ptr<const KeySet> fetched_keys(const auth::OidcSettings&);
  // Fault(unavailable) "provider_refused" when the provider does not accept code or secret.
  Tokens tokens(const auth::OidcSettings&, const Exchange&);
  // The person as the ID token and, where the provider has one, its userinfo describe them.
  auth::Claims claims(const auth::OidcSettings&, const ClaimSet& id_token, const std::string& access_token);

 private:
  struct Known {
    Metadata metadata;
    Time found_at;
    std::shared_ptr<const KeySet> keys;  // null: never fetched
    Time keys_asked_at;
  };
  Known known(const std::string& issuer);

  const Clock& clock_;
  std::mutex guard_;  // guards known_
  std::map<std::string, Known> known_;  // by issuer
};

}  // namespace federation
