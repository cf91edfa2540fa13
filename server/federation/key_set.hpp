// The public keys of a provider (JWKS) and the signatures made with them. Accepted are RS256, PS256 and ES256; never
// "none", never a shared secret (HS256), whatever a token or a key asks for.
#pragma once
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace federation {

// Why a token is not believed, in a word for the log: "algorithm", "signature", "issuer", … Users only learn that the
// sign-in failed.
class TokenRefused : public std::exception {
 public:
  explicit TokenRefused(const char* why) : why_(why) {}
  const char* what() const noexcept override { return why_; }

 private:
  const char* why_;
};

// The token names a key that the set does not hold: the provider may have changed its keys.
class UnknownKey : public TokenRefused {
 public:
  UnknownKey() : TokenRefused("key") {}
};

class KeySet {
 public:
  // Keys that cannot verify what we accept (other kinds, RSA below 2048 bits, for encryption) are left out; at most 100
  // are looked at. Failure(bad_request) "malformed_json" if it is no JWKS.
  explicit KeySet(std::string_view jwks);
  ~KeySet();
  KeySet(KeySet&&) noexcept;
  KeySet& operator=(KeySet&&) noexcept;

  std::size_t size() const;
  // The payload of a signed token in compact form. Throws TokenRefused "form", "algorithm" or "signature"; UnknownKey.
  std::string verified(std::string_view token) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

}  // namespace federation
