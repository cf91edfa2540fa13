// Access tokens (Zugangstoken): a program acts with the rights of a person, or less. The secret is random, shown once,
// and only its SHA-256 is stored. A scope lowers what the person may do and never raises it.
#pragma once
#include <auth/sessions.hpp>

namespace auth {

BOOST_DEFINE_ENUM_CLASS(Scope, read, write)

struct TokenRef {
  Id<Token> id;
  std::string label;
  Scope scope;
  Time created_at;
  std::optional<Date> expires_on;
};
BOOST_DESCRIBE_STRUCT(TokenRef, (), (id, label, scope, created_at, expires_on))

struct NewToken {
  Line<100> label;
  std::optional<Date> expires_on = {};
  std::optional<Scope> scope = {};  // write unless told
};
BOOST_DESCRIBE_STRUCT(NewToken, (), (label, expires_on, scope))

struct IssuedToken {
  Id<Token> id;
  std::string label;
  std::string token;  // shown once
};
BOOST_DESCRIBE_STRUCT(IssuedToken, (), (id, label, token))

std::optional<Authenticated> by_token(ReadTx&, std::string_view secret);

std::vector<TokenRef> tokens(ReadTx&, const Viewer&);
// forbidden "confirmation_needed"; invalid "expired_already".
IssuedToken issue_token(WriteTx&, const Viewer&, const NewToken&);
IssuedToken issue_token_for(WriteTx&, Id<Person>, const NewToken&);  // for the command line
void revoke_token(WriteTx&, const Viewer&, Id<Token>);

}  // namespace auth
