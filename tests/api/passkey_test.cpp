#include <auth/base64url.hpp>
#include <tests/support/rows.hpp>
#include <tests/support/software_authenticator.hpp>

namespace {

const std::string password = "ein noch längeres Kennwort";
const std::string from_our_pages = "Origin: http://localhost\r\nContent-Type: application/json\r\n";

// An administrator in a browser, who has a device.
struct Chief {
  explicit Chief(SampleAgency& at) : agency(at) {
    add_account(agency, "chef", password, true);
    session = sign_in(agency, "chef", password);
  }
  RawAnswer does(const std::string& method, const std::string& path, const std::string& body = "") {
    return act(agency, session, method, path, body);
  }
  std::string challenge() { return does("POST", "/api/me/passkeys/offer").member("challenge"); }
  RawAnswer registers() { return does("POST", "/api/me/passkeys", device.registration(challenge())); }
  std::string sign_in_challenge() {
    return ask(agency.port(), "POST", "/api/session/passkey/offer", from_our_pages).member("challenge");
  }
  RawAnswer signs_in(const std::string& proof) {
    return ask(agency.port(), "POST", "/api/session/passkey", from_our_pages, proof);
  }
  RawAnswer signs_in() {
    ++device.uses;
    return signs_in(device.proof(sign_in_challenge()));
  }

  SampleAgency& agency;
  std::string session;
  SoftwareAuthenticator device;
};

}  // namespace

TEST_CASE("a passkey signs in without name or password, and counts as a second factor") {
  SampleAgency agency;
  Chief chief(agency);
  CHECK(chief.does("GET", "/api/people").key() == "second_factor_needed");
  auto made = chief.registers();
  CHECK(made.status == 201);
  auto codes = boost::json::parse(made.body).at("codes").as_array();
  REQUIRE(codes.size() == 10);
  CHECK(chief.does("GET", "/api/people").status == 200);

  auto answer = chief.signs_in();
  CHECK(answer.status == 200);
  CHECK(answer.body.find("\"name\":\"chef\"") != std::string::npos);
  auto cookie = answer.headers["set-cookie"];
  auto session = "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  CHECK(act(agency, session, "GET", "/api/people").status == 200);

  auto by_password = [&](const std::string& more) {
    return ask(agency.port(), "POST", "/api/session", from_our_pages,
               "{\"name\":\"chef\",\"password\":" + as_json(password) + more + "}");
  };
  CHECK(by_password("").key() == "code_needed");
  CHECK(by_password(",\"code\":" + as_json(std::string(codes[0].as_string()))).status == 200);

  auto key = boost::json::parse(chief.does("GET", "/api/me/security").body).at("passkeys").as_array().at(0);
  CHECK(key.at("label") == "Handy");
  CHECK(chief.does("DELETE", "/api/me/passkeys/1").key() == "passkey_not_found");
  CHECK(chief.does("DELETE", "/api/me/passkeys/" + std::string(key.at("id").as_string())).status == 204);
  CHECK(chief.signs_in().key() == "passkey_refused");
  CHECK(by_password("").status == 200);
}

TEST_CASE("a passkey confirms who is there; somebody else's does not") {
  SampleAgency agency;
  Chief chief(agency);
  CHECK(chief.registers().status == 201);
  agency.clock.advance(std::chrono::minutes(5));
  CHECK(chief.does("POST", "/api/me/passkeys/offer").key() == "confirmation_needed");
  auto offer = [&] { return chief.does("POST", "/api/session/confirm/passkey/offer").member("challenge"); };
  ++chief.device.uses;
  CHECK(chief.does("POST", "/api/session/confirm/passkey", chief.device.proof(chief.sign_in_challenge())).key() ==
        "passkey_refused");  // a challenge for nobody
  SoftwareAuthenticator stranger;
  CHECK(chief.does("POST", "/api/session/confirm/passkey", stranger.proof(offer())).key() == "passkey_refused");
  CHECK(chief.does("POST", "/api/session/confirm/passkey", chief.device.proof(offer())).status == 200);
  CHECK(chief.does("POST", "/api/me/passkeys/offer").status == 200);
}

TEST_CASE("what a browser or device says wrongly registers nothing") {
  SampleAgency agency;
  Chief chief(agency);
  struct Case {
    std::string what;
    std::function<void(SoftwareAuthenticator&)> spoil;
    std::string type = "webauthn.create";
  };
  for (auto& c : std::vector<Case>{
           {"another page", [](auto& d) { d.origin = "https://evil.example"; }},
           {"another port", [](auto& d) { d.origin = "http://localhost:81"; }},
           {"in a foreign frame", [](auto& d) { d.cross_origin = true; }},
           {"for another relying party", [](auto& d) { d.relying_party = "evil.example"; }},
           {"nobody there", [](auto& d) { d.present = false; }},
           {"nobody verified", [](auto& d) { d.verified = false; }},
           {"without identifier", [](auto& d) { d.id = ""; }},
           {"a sign-in", [](auto&) {}, "webauthn.get"},
       }) {
    CAPTURE(c.what);
    SoftwareAuthenticator device;
    c.spoil(device);
    auto answer = chief.does("POST", "/api/me/passkeys", device.registration(chief.challenge(), c.type));
    CHECK(answer.status == 422);
    CHECK(answer.key() == "passkey_refused");
  }
  auto challenge = chief.challenge();
  CHECK(chief.does("POST", "/api/me/passkeys", chief.device.registration(challenge)).status == 201);
  CHECK(chief.does("POST", "/api/me/passkeys", chief.device.registration(challenge)).key() == "passkey_refused");
  CHECK(chief.registers().key() == "passkey_known");
  challenge = chief.challenge();
  agency.clock.advance(std::chrono::minutes(4));
  for (auto* body : {"{\"label\":\"\",\"client_data\":\"\",\"authenticator_data\":\"\"}",
                     "{\"label\":\"x\",\"client_data\":\"*\",\"authenticator_data\":\"\"}",
                     "{\"label\":\"x\",\"client_data\":\"bm8\",\"authenticator_data\":\"\"}"})
    CHECK(chief.does("POST", "/api/me/passkeys", body).status >= 400);
  CHECK(boost::json::parse(chief.does("GET", "/api/me/security").body).at("passkeys").as_array().size() == 1);
}

TEST_CASE("what a browser or device says wrongly signs nobody in") {
  SampleAgency agency;
  Chief chief(agency);
  CHECK(chief.registers().status == 201);
  chief.device.uses = 5;
  CHECK(chief.signs_in(chief.device.proof(chief.sign_in_challenge())).status == 200);
  auto& device = chief.device;
  auto now = [&] { return device.proof(chief.sign_in_challenge()); };
  auto spoiled = [&](auto& member, auto value) {
    auto kept = std::exchange(member, value);
    ++device.uses;
    auto proof = now();
    member = kept;
    return proof;
  };
  std::vector<std::pair<std::string, std::string>> cases{
      {"another page", spoiled(device.origin, "https://evil.example")},
      {"in a foreign frame", spoiled(device.cross_origin, true)},
      {"for another relying party", spoiled(device.relying_party, "evil.example")},
      {"nobody there", spoiled(device.present, false)},
      {"nobody verified", spoiled(device.verified, false)},
      {"an unknown key", spoiled(device.id, std::string(32, 'x'))},
      {"a registration", device.proof(chief.sign_in_challenge(), "webauthn.create")},
      {"a challenge of our own making", device.proof(auth::base64url("invented"))},
      {"a challenge for somebody", device.proof(chief.challenge())},
  };
  SoftwareAuthenticator forger;
  forger.id = device.id;
  forger.uses = 1000;
  cases.emplace_back("another key's signature", forger.proof(chief.sign_in_challenge()));
  for (auto& [what, proof] : cases) {
    CAPTURE(what);
    auto answer = chief.signs_in(proof);
    CHECK(answer.status == 422);
    CHECK(answer.key() == "passkey_refused");
    CHECK_FALSE(answer.headers.contains("set-cookie"));
  }
  device.uses += 10;
  auto right = now();
  CHECK(chief.signs_in(right).status == 200);
  CHECK(chief.signs_in(right).key() == "passkey_refused");  // a challenge is answered once
  CHECK(chief.signs_in(now()).key() == "passkey_refused");  // the count stands still: somebody has a copy
  auto old = device.proof(chief.sign_in_challenge());
  agency.clock.advance(std::chrono::minutes(5));
  CHECK(chief.signs_in(old).key() == "passkey_refused");
  CHECK(ask(agency.port(), "POST", "/api/session/passkey/offer", "").key() == "origin_refused");
}
