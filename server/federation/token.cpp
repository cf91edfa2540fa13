#include <auth/identities.hpp>
#include <base/failure.hpp>
#include <server/federation/token.hpp>

#include <algorithm>

namespace federation {
namespace {

constexpr std::string_view logout_event = "http://schemas.openid.net/event/backchannel-logout";
constexpr std::size_t jti_bytes_max = 300;

Time seconds(std::int64_t value) { return {value * 1000}; }

ClaimSet claims_of(const KeySet& keys, std::string_view token) {
  auto payload = keys.verified(token);
  try {
    return ClaimSet(payload);
  } catch (const Failure&) {
    throw TokenRefused("claims");
  }
}

// Issuer, audience and authorised party, time of issue: what both tokens have.
void check_common(const ClaimSet& claims, const Expected& expected) {
  if (claims.text("iss") != expected.issuer) throw TokenRefused("issuer");
  auto audience = claims.texts("aud");
  if (std::find(audience.begin(), audience.end(), expected.client_id) == audience.end()) throw TokenRefused("audience");
  if (audience.size() > 1 && !claims.has("azp")) throw TokenRefused("party");
  if (claims.has("azp") && claims.text("azp") != expected.client_id) throw TokenRefused("party");
  auto issued = claims.number("iat");
  if (!issued || seconds(*issued) > expected.now + clock_skew_max ||
      seconds(*issued) + token_age_max < expected.now)
    throw TokenRefused("issued");
}

void check_expiry(const ClaimSet& claims, const Expected& expected) {
  auto expires = claims.number("exp");
  if (!expires || seconds(*expires) + clock_skew_max <= expected.now) throw TokenRefused("expired");
}

}  // namespace

ClaimSet id_token(const KeySet& keys, std::string_view token, const Expected& expected) {
  auto claims = claims_of(keys, token);
  check_expiry(claims, expected);
  check_common(claims, expected);
  if (expected.nonce.empty() || claims.text("nonce") != expected.nonce) throw TokenRefused("nonce");
  auto subject = claims.text("sub");
  if (subject.empty() || subject.size() > auth::subject_bytes_max) throw TokenRefused("subject");
  return claims;
}

LogoutToken logout_token(const KeySet& keys, std::string_view token, const Expected& expected) {
  auto claims = claims_of(keys, token);
  // "exp" became obligatory with the final text of 2022; older providers leave it out.
  if (claims.has("exp")) check_expiry(claims, expected);
  check_common(claims, expected);
  if (!claims.object_has("events", logout_event)) throw TokenRefused("event");
  if (claims.has("nonce")) throw TokenRefused("nonce");  // or an ID token could be passed off as one
  LogoutToken out{claims.text("sub"), claims.text("sid"), claims.text("jti"), {}};
  if (out.subject.empty() && out.provider_session.empty()) throw TokenRefused("subject");
  if (out.jti.empty() || out.jti.size() > jti_bytes_max) throw TokenRefused("jti");
  out.expires_at = expected.now + token_age_max + clock_skew_max;
  return out;
}

}  // namespace federation
