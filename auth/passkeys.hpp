// Passkeys (Passkeys): signing in with a key on the person's own device, unlocked by finger, face or PIN, without name
// or password. Phishing fails because the device signs for our address only. Only a fresh session changes them.
#pragma once
#include <auth/second_factor.hpp>
#include <auth/webauthn.hpp>

namespace auth {

inline constexpr int passkeys_max = 20;  // of one person

// What the device needs to make a key, and must not hold yet. All bytes as base64url.
struct PasskeyOwner {
  std::string user, name, display_name;
  std::vector<std::string> known;
};
BOOST_DESCRIBE_STRUCT(PasskeyOwner, (), (user, name, display_name, known))
// forbidden "session_needed", "confirmation_needed"; conflict "too_many_passkeys".
PasskeyOwner passkey_owner(ReadTx&, const Viewer&);

// Recovery codes come with the first second factor. conflict "passkey_known".
RecoveryCodes add_passkey(WriteTx&, const Viewer&, const std::string& label, const NewCredential&);
void remove_passkey(WriteTx&, const Viewer&, Id<Passkey>);  // not_found "passkey_not_found"

// Whose passkey it is: counts its use. nullopt for unknown keys, inactive persons, wrong signatures and copied keys.
std::optional<Id<Person>> passkey_bearer(WriteTx&, std::string_view credential, const Assertion&,
                                         std::string_view relying_party);

}  // namespace auth
