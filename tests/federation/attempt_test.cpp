#include <doctest/doctest.h>

#include <base/failure.hpp>
#include <server/federation/attempt.hpp>
#include <server/federation/provider.hpp>

#include <vector>

TEST_CASE("an answer counts only with the cookie, the source and the time of its question") {
  Time now{1'790'000'000'000};
  auto attempt = federation::begin_attempt("haus", "/p/7?a=b", now), other = federation::begin_attempt("haus", "/", now);
  auto cut = attempt.cookie.substr(0, attempt.cookie.rfind('.'));
  struct Case {
    std::string what;
    std::string source, cookie, state;
    Time at;
    bool counts;
  };
  for (auto& c : std::vector<Case>{
           {"right", "haus", attempt.cookie, attempt.state, now, true},
           {"at the last moment", "haus", attempt.cookie, attempt.state, now + federation::attempt_time_max, true},
           {"too late", "haus", attempt.cookie, attempt.state, now + std::chrono::minutes(11), false},
           {"other browser", "haus", other.cookie, attempt.state, now, false},
           {"other source", "land", attempt.cookie, attempt.state, now, false},
           {"no cookie", "haus", "", attempt.state, now, false},
           {"no state", "haus", attempt.cookie, "", now, false},
           {"short state", "haus", attempt.cookie, attempt.state.substr(1), now, false},
           {"other target", "haus", cut + ".2f", attempt.state, now, false},
           {"no target", "haus", cut, attempt.state, now, false},
           {"from the future", "haus", attempt.cookie, attempt.state, now - std::chrono::seconds(1), false},
       }) {
    CAPTURE(c.what);
    auto resumed = federation::resumed_attempt(c.source, c.cookie, c.state, c.at);
    CHECK(resumed.has_value() == c.counts);
    if (resumed) {
      CHECK(resumed->target == "/p/7?a=b");
      CHECK(resumed->nonce == attempt.nonce);
      CHECK(resumed->verifier == attempt.verifier);
    }
  }
  CHECK(attempt.nonce != attempt.state);
  CHECK(attempt.verifier.size() == 64);   // 43 to 128 characters, RFC 7636
  CHECK(attempt.challenge.size() == 43);  // 256 bits in base64url
}

TEST_CASE("nobody is led to another site afterwards") {
  for (auto* target : {"", "p/1", "//evil.example", "https://evil.example", "/\\evil.example", "/a b", "/a\r\nX: y",
                       "/\xc3\xa4", "javascript:alert(1)"}) {
    CAPTURE(target);
    CHECK(federation::begin_attempt("haus", target, Time{1}).target == "/");
  }
  CHECK(federation::begin_attempt("haus", "/" + std::string(500, 'x'), Time{1}).target == "/");
}

TEST_CASE("a provider's description is taken if it names the issuer and addresses on its host") {
  auto description = [](const std::string& issuer, const std::string& token, const std::string& browser) {
    return "{\"issuer\":\"" + issuer + "\",\"authorization_endpoint\":\"" + browser + "\",\"token_endpoint\":\"" + token +
           "\",\"jwks_uri\":\"https://idp.example/keys\"}";
  };
  const std::string issuer = "https://idp.example", token = "https://idp.example/token", browser = "https://web.example/a";
  struct Case {
    std::string what;
    std::string json, key;
  };
  for (auto& c : std::vector<Case>{
           {"good", description(issuer, token, browser), ""},
           {"other issuer", description("https://evil.example", token, browser), "provider_unfit"},
           {"tokens elsewhere", description(issuer, "https://evil.example/token", browser), "provider_unfit"},
           {"another port", description(issuer, "https://idp.example:8443/token", browser), "provider_unfit"},
           {"tokens in clear", description(issuer, "http://idp.example/token", browser), "provider_unfit"},
           {"no address for tokens", description(issuer, "", browser), "provider_unfit"},
           {"a script for the browser", description(issuer, token, "javascript:alert(1)"), "provider_unfit"},
           {"no JSON", "<html>", "provider_unfit"},
       }) {
    CAPTURE(c.what);
    std::string key;
    try {
      federation::metadata_in(c.json, issuer);
    } catch (const Failure& failure) {
      key = failure.key();
    }
    CHECK(key == c.key);
  }
}
