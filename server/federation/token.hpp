// The two tokens that a provider sends: an ID token says who signed in, a logout token who no longer is. Every check
// of OpenID Connect Core 3.1.3.7 and Back-Channel Logout 2.6 is here, in one function each.
#pragma once
#include <base/clock.hpp>
#include <server/federation/claim_set.hpp>
#include <server/federation/key_set.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace federation {

inline constexpr std::chrono::seconds clock_skew_max{60};
inline constexpr std::chrono::minutes token_age_max{10};  // between being issued and being shown

struct Expected {
  std::string issuer, client_id;
  std::string nonce;  // of ID tokens
  Time now;
};

// The claims, with a subject of 1 to 255 bytes. Throws TokenRefused "form", "algorithm", "key", "signature", "claims",
// "issuer", "audience", "party", "expired", "issued", "nonce" or "subject".
ClaimSet id_token(const KeySet&, std::string_view token, const Expected&);

struct LogoutToken {
  std::string subject, provider_session;  // one of them may be empty
  std::string jti;
  Time expires_at;  // until when it must not be taken again
};
// Throws TokenRefused as above, and "event", "nonce" if there is one, "jti".
LogoutToken logout_token(const KeySet&, std::string_view token, const Expected&);

}  // namespace federation
