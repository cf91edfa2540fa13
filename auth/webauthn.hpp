// What authenticators say and sign (WebAuthn Level 2, sections 7.1 and 7.2), verified by libfido2. Attestation is
// "none": which make of device somebody has is nobody's business.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auth {

struct PublicKey {
  std::int64_t algorithm;  // COSE: -7 ES256, -8 EdDSA, -257 RS256 (Windows without a newer TPM)
  std::string bytes;
};

struct NewCredential {
  std::string id;
  PublicKey key;
  std::int64_t uses;
};

// From the authenticator data of a registration. nullopt unless it is for this relying party, made with the person
// present and verified, and with a key of a kind that we take.
std::optional<NewCredential> read_credential(std::string_view authenticator_data, std::string_view relying_party);

struct Assertion {
  std::string client_data, authenticator_data, signature;
};
// The authenticator's count of uses, if this is its signature, for this relying party, with the person present and
// verified.
std::optional<std::int64_t> verified_uses(const Assertion&, const PublicKey&, std::string_view relying_party);

}  // namespace auth
