// The second factor (zweiter Faktor): a code from an authenticator app, a passkey (auth/passkeys), or one of ten
// recovery codes when both are lost. Each code is taken once. Only a fresh session changes it, never a token.
#pragma once
#include <auth/accounts.hpp>

namespace auth {

struct Passkey;

struct PasskeyRef {
  Id<Passkey> id;
  std::string label;
  Time created_at;
};
BOOST_DESCRIBE_STRUCT(PasskeyRef, (), (id, label, created_at))

// What protects the viewer's account, for the viewer alone.
struct Security {
  std::optional<Time> password_changed_at;  // absent: never since the account was made
  std::optional<Time> authenticator_since;
  std::vector<PasskeyRef> passkeys;
  int recovery_codes;                       // left
};
BOOST_DESCRIBE_STRUCT(Security, (), (password_changed_at, authenticator_since, passkeys, recovery_codes))
Security security(ReadTx&, const Viewer&);

// For the app: `uri` as a QR code, or `secret` typed by hand.
struct Enrolment {
  std::string secret, uri;
};
BOOST_DESCRIBE_STRUCT(Enrolment, (), (secret, uri))

struct CodeInput {
  Line<40> code;
};
BOOST_DESCRIBE_STRUCT(CodeInput, (), (code))

struct RecoveryCodes {
  std::vector<std::string> codes;  // shown once
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))

// All: forbidden "session_needed" for tokens, "confirmation_needed" unless fresh.
// Counts only when finished. conflict "authenticator_exists".
Enrolment begin_enrolment(WriteTx&, const Viewer&);
// With a first code from the app; ends other sessions. Recovery codes come with the first second factor only. conflict
// "enrolment_not_begun"; invalid "code_wrong".
RecoveryCodes finish_enrolment(WriteTx&, const Viewer&, const CodeInput&);
// Replaces all. conflict "no_second_factor".
RecoveryCodes renew_recovery_codes(WriteTx&, const Viewer&);
void remove_authenticator(WriteTx&, const Viewer&);
// For somebody who lost phone and codes, by an administrator; ends their sessions.
void reset_second_factor(WriteTx&, const Viewer&, Id<Person>);

bool has_second_factor(ReadTx&, Id<Person>);
// A code of the app or a recovery code, which is used up by that. False: it is neither, or was taken before.
bool take_code(WriteTx&, Id<Person>, std::string_view code);

// For passkeys.cpp: the same conditions, and codes that live as long as any second factor.
void require_fresh_session(const ReadTx&, const Viewer&);
RecoveryCodes new_recovery_codes(WriteTx&, Id<Person>);
void drop_idle_recovery_codes(WriteTx&, Id<Person>);

}  // namespace auth
