#include <auth/audit.hpp>
#include <auth/base64url.hpp>
#include <auth/passkeys.hpp>
#include <server/http/origin.hpp>
#include <server/http/problem.hpp>
#include <server/special/passkeys.hpp>

namespace server {
namespace {

using Bytes = Text<4000>;  // base64url

struct KeyOffer {
  std::string challenge, relying_party;
  auth::PasskeyOwner owner;
};
BOOST_DESCRIBE_STRUCT(KeyOffer, (), (challenge, relying_party, owner))

struct NewKey {
  Line<100> label;
  Bytes client_data, authenticator_data;
};
BOOST_DESCRIBE_STRUCT(NewKey, (), (label, client_data, authenticator_data))

struct Offer {
  std::string challenge, relying_party;
};
BOOST_DESCRIBE_STRUCT(Offer, (), (challenge, relying_party))

struct Proof {
  Bytes credential, client_data, authenticator_data, signature;
};
BOOST_DESCRIBE_STRUCT(Proof, (), (credential, client_data, authenticator_data, signature))

std::string decoded(const Bytes& text, const char* field) {
  auto bytes = auth::from_base64url(text.str());
  if (!bytes) throw Failure(Problem::invalid, "wrong_value", field);
  return *bytes;
}

// The host of our own origin: without scheme and port.
std::string relying_party(const http::Request& request) {
  auto origin = http::origin_of(request.header("origin"));
  auto host = origin.substr(origin.find("://") + 3);
  return host.starts_with('[') ? host : host.substr(0, host.find(':'));
}

template <class T>
http::Response answer(int status, const T& body) {
  return {status, {{"content-type", "application/json"}, {"cache-control", "no-store"}}, json::encode(body)};
}

}  // namespace

Passkeys::Passkeys(storage::Store& store, SignIn& sign_in, std::string own_origin)
    : store_(store), sign_in_(sign_in), own_origin_(std::move(own_origin)), challenges_(store.clock()) {}

void Passkeys::add_routes(http::Routes& routes) {
  using enum http::Method;
  routes.raw(post, "/api/me/passkeys/offer", handler(&Passkeys::offer_key))
      .returns<KeyOffer>().summary("A challenge for a new passkey");
  routes.raw(post, "/api/me/passkeys", handler(&Passkeys::add_key))
      .takes<NewKey>().returns<auth::RecoveryCodes>().status(201).summary("Take a passkey into use");
  routes.raw(post, "/api/session/passkey/offer", handler(&Passkeys::offer_sign_in))
      .open().rated("sign_in").returns<Offer>().summary("A challenge to sign in with a passkey");
  routes.raw(post, "/api/session/passkey", handler(&Passkeys::sign_in))
      .open().rated("sign_in").takes<Proof>().returns<auth::Me>().summary("Sign in with a passkey");
  routes.raw(post, "/api/session/confirm/passkey/offer", handler(&Passkeys::offer_confirmation))
      .returns<Offer>().summary("A challenge to confirm with a passkey");
  routes.raw(post, "/api/session/confirm/passkey", handler(&Passkeys::confirm))
      .takes<Proof>().returns<auth::SessionState>().summary("Show again who one is, with a passkey");
}

http::RawHandler Passkeys::handler(Answering answering) {
  return [this, answering](http::Request request, http::Context context, http::Respond respond) {
    http::require_own_origin(request, own_origin_);
    auto shared = std::make_shared<http::Request>(std::move(request));
    store_.heavy_pool().post([this, answering, shared, context = std::move(context), respond] {
      try {
        respond((this->*answering)(*shared, context));
      } catch (...) {
        respond(http::problem(std::current_exception(), shared->id));
      }
    });
  };
}

http::Response Passkeys::offer_key(const http::Request& request, const http::Context& context) {
  http::refuse_body(request);
  auto owner = store_.read([&](ReadTx& tx) { return auth::passkey_owner(tx, *context.viewer); });
  return answer(200, KeyOffer{challenges_.issue(context.viewer->person), relying_party(request), owner});
}

http::Response Passkeys::add_key(const http::Request& request, const http::Context& context) {
  auto given = json::decode<NewKey>(http::json_body(request));
  store_.read([&](ReadTx& tx) { auth::require_fresh_session(tx, *context.viewer); });
  if (given.label.empty()) throw Failure(Problem::invalid, "required", "/label");
  check_client_data(request, decoded(given.client_data, "/client_data"), "webauthn.create", context.viewer->person);
  auto credential =
      auth::read_credential(decoded(given.authenticator_data, "/authenticator_data"), relying_party(request));
  if (!credential) throw Failure(Problem::invalid, "passkey_refused");
  return answer(201, store_.write([&](WriteTx& tx) {
    return auth::add_passkey(tx, *context.viewer, given.label.str(), *credential);
  }));
}

http::Response Passkeys::offer_sign_in(const http::Request& request, const http::Context&) {
  http::refuse_body(request);
  return answer(200, Offer{challenges_.issue({}), relying_party(request)});
}

http::Response Passkeys::sign_in(const http::Request& request, const http::Context&) {
  return sign_in_.open_for(bearer(request, {}), request);
}

http::Response Passkeys::offer_confirmation(const http::Request& request, const http::Context& context) {
  http::refuse_body(request);
  if (!context.viewer->session.value) throw Failure(Problem::forbidden, "session_needed");
  return answer(200, Offer{challenges_.issue(context.viewer->person), relying_party(request)});
}

http::Response Passkeys::confirm(const http::Request& request, const http::Context& context) {
  auto& viewer = *context.viewer;
  if (!viewer.session.value) throw Failure(Problem::forbidden, "session_needed");
  if (bearer(request, viewer.person) != viewer.person) throw Failure(Problem::invalid, "passkey_refused");
  return answer(200, sign_in_.confirmed(viewer));
}

Id<auth::Person> Passkeys::bearer(const http::Request& request, Id<auth::Person> asked) {
  auto given = json::decode<Proof>(http::json_body(request));
  auth::Assertion assertion{decoded(given.client_data, "/client_data"),
                            decoded(given.authenticator_data, "/authenticator_data"),
                            decoded(given.signature, "/signature")};
  auto credential = decoded(given.credential, "/credential");
  check_client_data(request, assertion.client_data, "webauthn.get", asked);
  auto person = store_.write(
      [&](WriteTx& tx) { return auth::passkey_bearer(tx, credential, assertion, relying_party(request)); });
  if (person) return *person;
  store_.write([&](WriteTx& tx) {
    auth::audit_system(tx, "sign_in.failed", {"person", asked.value}, "passkey", request.remote);
  });
  throw Failure(Problem::invalid, "passkey_refused");
}

void Passkeys::check_client_data(const http::Request& request, const std::string& client_data, std::string_view type,
                                 Id<auth::Person> asked) {
  json::Document document(client_data);
  std::string said_type, challenge, origin;
  bool foreign_frame = false;
  if (document.root().kind() == json::Kind::object)
    document.root().each([&](json::Value member) {
      if (member.kind() == json::Kind::boolean && member.key() == "crossOrigin") foreign_frame = member.boolean();
      if (member.kind() != json::Kind::string) return;
      if (member.key() == "type") said_type = member.string();
      if (member.key() == "challenge") challenge = member.string();
      if (member.key() == "origin") origin = member.string();
    });
  bool ours = origin == request.header("origin") && !foreign_frame;
  // The challenge is used up in any case.
  bool answered = challenges_.take(challenge, asked);
  if (!ours || !answered || said_type != type) throw Failure(Problem::invalid, "passkey_refused");
}

}  // namespace server
