#include <doctest/doctest.h>

#include <base/failure.hpp>
#include <server/federation/token.hpp>
#include <tests/federation/support/signer.hpp>

#include <functional>
#include <vector>

namespace {

using federation::KeySet;

constexpr std::int64_t now_s = 1'790'000'000;
const federation::Expected expected{"https://idp.example", "stafette", "n-1", Time{now_s * 1000}};

// The claims of a good ID token, or with one of them replaced; "" leaves it out.
std::string claims(const std::string& name = "", const std::string& value = "", const std::string& more = "") {
  std::vector<std::pair<std::string, std::string>> all = {
      {"iss", "\"https://idp.example\""}, {"aud", "\"stafette\""}, {"sub", "\"ada-4711\""}, {"nonce", "\"n-1\""},
      {"iat", std::to_string(now_s)},     {"exp", std::to_string(now_s + 300)}};
  std::string out;
  for (auto& [key, usual] : all) {
    auto& said = key == name ? value : usual;
    if (!said.empty()) out += (out.empty() ? "\"" : ",\"") + key + "\":" + said;
  }
  return "{" + out + more + "}";
}

std::string at(std::int64_t seconds) { return std::to_string(now_s + seconds); }

std::string why(const std::function<void()>& check) {
  try {
    check();
  } catch (const federation::TokenRefused& refusal) {
    return refusal.what();
  }
  return "";
}

struct Provider {
  Signer rsa{Signer::Kind::rsa, "r1"}, elliptic{Signer::Kind::elliptic, "e1"};
  KeySet keys{key_set_of({&rsa, &elliptic})};

  std::string id_token(const std::string& token) const {
    return why([&] { federation::id_token(keys, token, expected); });
  }
  std::string logout(const std::string& payload) const {
    return why([&] { federation::logout_token(keys, rsa.signed_token("RS256", payload), expected); });
  }
};

}  // namespace

TEST_CASE("an ID token counts only if every claim is right") {
  Provider provider;
  struct Case {
    std::string what;
    std::string payload, why;
  };
  for (auto& c : std::vector<Case>{
           {"good", claims(), ""},
           {"several audiences, we are the party", claims("aud", R"(["stafette","mail"])", R"(,"azp":"stafette")"), ""},
           {"members we do not know", claims("", "", R"(,"x":{"y":[1]})"), ""},
           {"clock a little ahead", claims("iat", at(50)), ""},
           {"clock a little behind", claims("exp", at(-50)), ""},
           {"other issuer", claims("iss", "\"https://evil.example\""), "issuer"},
           {"issuer with a slash", claims("iss", "\"https://idp.example/\""), "issuer"},
           {"no issuer", claims("iss", ""), "issuer"},
           {"other audience", claims("aud", "\"mail\""), "audience"},
           {"other audiences", claims("aud", R"(["mail","files"])"), "audience"},
           {"no audience", claims("aud", ""), "audience"},
           {"audience of another kind", claims("aud", "7"), "audience"},
           {"several audiences, no party", claims("aud", R"(["stafette","mail"])"), "party"},
           {"other party", claims("", "", R"(,"azp":"mail")"), "party"},
           {"expired", claims("exp", at(-61)), "expired"},
           {"no expiry", claims("exp", ""), "expired"},
           {"expiry as text", claims("exp", "\"9999999999\""), "expired"},
           {"issued in the future", claims("iat", at(61)), "issued"},
           {"issued long ago", claims("iat", at(-601)), "issued"},
           {"no time of issue", claims("iat", ""), "issued"},
           {"other nonce", claims("nonce", "\"n-2\""), "nonce"},
           {"no nonce", claims("nonce", ""), "nonce"},
           {"no subject", claims("sub", ""), "subject"},
           {"empty subject", claims("sub", "\"\""), "subject"},
           {"long subject", claims("sub", "\"" + std::string(256, 'x') + "\""), "subject"},
           {"a claim twice", claims("", "", R"(,"nonce":"n-1")"), "claims"},
           {"no object", "[]", "claims"},
           {"no JSON", "x", "claims"},
       }) {
    CAPTURE(c.what);
    CHECK(provider.id_token(provider.rsa.signed_token("RS256", c.payload)) == c.why);
  }
}

TEST_CASE("only three algorithms and only the provider's own keys sign") {
  Provider provider;
  Signer other{Signer::Kind::rsa, "r1"}, stranger{Signer::Kind::rsa, "r9"}, nameless{Signer::Kind::rsa, ""},
      shared{Signer::Kind::shared, "r1"};
  auto good = provider.rsa.signed_token("RS256", claims());
  auto tampered = good;
  tampered[good.find('.') + 5] = tampered[good.find('.') + 5] == 'A' ? 'B' : 'A';
  struct Case {
    std::string what;
    std::string token, why;
  };
  for (auto& c : std::vector<Case>{
           {"RS256", good, ""},
           {"PS256", provider.rsa.signed_token("PS256", claims()), ""},
           {"ES256", provider.elliptic.signed_token("ES256", claims()), ""},
           {"RS512", provider.rsa.signed_token("RS512", claims()), "algorithm"},
           {"HS256", shared.signed_token("HS256", claims()), "algorithm"},
           {"none", unsigned_token(R"({"alg":"none"})", claims()), "algorithm"},
           {"None", unsigned_token(R"({"alg":"None"})", claims()), "form"},
           {"no algorithm", unsigned_token(R"({"kid":"r1"})", claims()), "form"},
           {"must understand", unsigned_token(R"({"alg":"RS256","crit":["b64"],"b64":false})", claims()), "form"},
           {"another key of that name", other.signed_token("RS256", claims()), "signature"},
           {"changed after signing", tampered, "signature"},
           {"without signature", good.substr(0, good.rfind('.') + 1), "signature"},
           {"a key that is not in the set", stranger.signed_token("RS256", claims()), "key"},
           {"a nameless key that is not in the set", nameless.signed_token("RS256", claims()), "signature"},
           {"empty", "", "form"},
           {"two parts", "e30.e30", "form"},
           {"too long", std::string(70'000, 'x'), "form"},
       }) {
    CAPTURE(c.what);
    CHECK(provider.id_token(c.token) == c.why);
  }
}

TEST_CASE("keys that are too weak, for something else or of another kind are left out") {
  Signer small{Signer::Kind::small_rsa, "s"}, shared{Signer::Kind::shared, "h"}, good{Signer::Kind::rsa, "r"};
  CHECK(KeySet(key_set_of({&small, &shared})).size() == 0);
  CHECK(KeySet(key_set_of({&small, &good})).size() == 1);
  auto for_encryption = good.public_key();
  for_encryption.insert(1, "\"use\":\"enc\",");
  CHECK(KeySet("{\"keys\":[" + for_encryption + ",7,{}]}").size() == 0);
  for (auto* broken : {"", "[]", "{}", "{\"keys\":7}", "{\"keys\":["}) {
    CAPTURE(broken);
    CHECK_THROWS_AS(KeySet{broken}, Failure);
  }
}

TEST_CASE("a logout token is no ID token, names an event and somebody, and can be told apart from others") {
  Provider provider;
  const std::string event = R"(,"events":{"http://schemas.openid.net/event/backchannel-logout":{}})";
  const std::string jti = R"(,"jti":"j-1")";
  struct Case {
    std::string what;
    std::string payload, why;
  };
  for (auto& c : std::vector<Case>{
           {"good", claims("nonce", "", event + jti), ""},
           {"only a session", claims("nonce", "", event + jti + R"(,"sid":"s-1")"), ""},
           {"older providers name no expiry", claims("nonce", "", event + jti), ""},
           {"an ID token", claims(), "event"},
           {"another event", claims("nonce", "", R"(,"events":{"https://x.example":{}})" + jti), "event"},
           {"a nonce", claims("", "", event + jti), "nonce"},
           {"no jti", claims("nonce", "", event), "jti"},
           {"other audience", R"({"iss":"https://idp.example","aud":"mail","sub":"a","iat":)" + at(0) + event + jti + "}",
            "audience"},
           {"nobody", R"({"iss":"https://idp.example","aud":"stafette","iat":)" + at(0) + event + jti + "}", "subject"},
           {"old", R"({"iss":"https://idp.example","aud":"stafette","sub":"a","iat":)" + at(-700) + event + jti + "}",
            "issued"},
       }) {
    CAPTURE(c.what);
    CHECK(provider.logout(c.payload) == c.why);
  }
}
