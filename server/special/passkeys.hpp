// Passkeys over HTTP: written by hand, because which address the browser shows decides what a key is for. The origin is
// that of the request, checked against public_url or Host; the relying party is its host.
#pragma once
#include <auth/webauthn.hpp>
#include <server/special/challenges.hpp>
#include <server/special/sign_in.hpp>

namespace server {

class Passkeys {
 public:
  // `sign_in` opens the sessions. Must outlive the routes.
  Passkeys(storage::Store&, SignIn& sign_in, std::string own_origin);
  void add_routes(http::Routes&);

 private:
  using Answering = http::Response (Passkeys::*)(const http::Request&, const http::Context&);
  // From our own pages only; runs on the pool for expensive reads.
  http::RawHandler handler(Answering);

  http::Response offer_key(const http::Request&, const http::Context&);
  http::Response add_key(const http::Request&, const http::Context&);
  http::Response offer_sign_in(const http::Request&, const http::Context&);
  http::Response sign_in(const http::Request&, const http::Context&);
  http::Response offer_confirmation(const http::Request&, const http::Context&);
  http::Response confirm(const http::Request&, const http::Context&);
  // Whose passkey answered the challenge. invalid "passkey_refused".
  Id<auth::Person> bearer(const http::Request&, Id<auth::Person> asked);
  // invalid "passkey_refused" unless the browser answered one of our challenges to that person, on our pages.
  void check_client_data(const http::Request&, const std::string& client_data, std::string_view type,
                         Id<auth::Person> asked);

  storage::Store& store_;
  SignIn& sign_in_;
  std::string own_origin_;
  Challenges challenges_;
};

}  // namespace server
