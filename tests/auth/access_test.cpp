#include <doctest/doctest.h>

#include <auth/tokens.hpp>
#include <tests/auth/support/fixture.hpp>

TEST_CASE("the highest of several grants counts, and nobody has one by being an administrator") {
  Fixture f;
  auto ada = f.person("ada"), root = f.person("root", true);
  auto zone = f.store.write([&](WriteTx& tx) {
    auto made = auth::create_zone(tx, auth::ZoneKind::space);
    auth::grant_everyone(tx, made, auth::Level::read);
    auth::grant_person(tx, made, ada, auth::Level::release);
    return made;
  });
  CHECK(f.level(ada, zone) == auth::Level::release);
  CHECK(f.level(root, zone) == auth::Level::read);
  f.store.write([&](WriteTx& tx) {
    auth::replace_grants(tx, auth::acting_as(tx, ada), zone, {{{auth::PrincipalKind::person, subject(ada), auth::Level::manage}}});
  });
  CHECK(f.level(ada, zone) == auth::Level::manage);
  CHECK(f.level(root, zone) == std::nullopt);
}

TEST_CASE("a list of grants is taken whole or not at all") {
  Fixture f;
  auto ada = f.person("ada");
  auto zone = f.store.write([&](WriteTx& tx) {
    auto made = auth::create_zone(tx, auth::ZoneKind::space);
    auth::grant_person(tx, made, ada, auth::Level::manage);
    return made;
  });
  using auth::Level;
  using auth::PrincipalKind;
  struct Case {
    const char* what;
    std::vector<auth::NewGrant> grants;
    const char* key;
  };
  for (auto& c : std::vector<Case>{
           {"nobody manages", {{PrincipalKind::person, subject(ada), Level::release}}, "last_manager"},
           {"empty", {}, "last_manager"},
           {"unknown person", {{PrincipalKind::person, Id<auth::Subject>{5}, Level::manage}}, "principal_not_found"},
           {"twice",
            {{PrincipalKind::person, subject(ada), Level::manage}, {PrincipalKind::person, subject(ada), Level::read}},
            "granted_twice"},
       }) {
    CAPTURE(c.what);
    CHECK(key_of([&] { f.store.write([&](WriteTx& tx) { auth::replace_grants(tx, auth::acting_as(tx, ada), zone, {c.grants}); }); }) == c.key);
    CHECK(f.level(ada, zone) == Level::manage);
  }
}

TEST_CASE("a session ends when idle, in the end, and at once with its account") {
  Fixture f;
  f.person("root", true);
  auto ada = f.person("ada");
  auto secret = f.store.write([&](WriteTx& tx) { return auth::open_session(tx, ada); });
  auto valid = [&] { return f.store.read([&](ReadTx& tx) { return auth::by_cookie(tx, secret).has_value(); }); };
  auto touch = [&] {
    f.store.write([&](WriteTx& tx) { auth::touch_session(tx, auth::by_cookie(tx, secret).value().viewer.session); });
  };
  CHECK(valid());
  f.clock.advance(auth::SessionLimits{}.idle - std::chrono::seconds(1));
  CHECK(valid());
  touch();
  f.clock.advance(auth::SessionLimits{}.idle - std::chrono::seconds(1));
  CHECK(valid());
  for (int i = 0; i < 4; ++i) {
    touch();
    f.clock.advance(auth::SessionLimits{}.idle - std::chrono::seconds(1));
  }
  CHECK(valid());  // 11:59 hours
  touch();
  f.clock.advance(std::chrono::minutes(2));
  CHECK_FALSE(valid());  // in use, but older than the absolute limit

  secret = f.store.write([&](WriteTx& tx) { return auth::open_session(tx, ada); });
  CHECK(valid());
  f.store.write([&](WriteTx& tx) {
    auto root = auth::acting_as(tx, *auth::person_named(tx, "root"));
    auth::change_account(tx, root, ada, {Line<200>("Ada"), Line<200>(""), false, false});
  });
  CHECK_FALSE(valid());
}

TEST_CASE("a token is valid to the end of its last day, and its secret is stored nowhere") {
  Fixture f;
  auto ada = f.person("ada");
  auto day = parse_iso_date(rfc3339(f.clock.now()).substr(0, 10));
  auto issued = f.store.write([&](WriteTx& tx) { return auth::issue_token_for(tx, ada, {Line<100>("Skript"), day}); });
  auto valid = [&] { return f.store.read([&](ReadTx& tx) { return auth::by_token(tx, issued.token).has_value(); }); };
  CHECK(valid());
  f.clock.advance(std::chrono::hours(24));
  CHECK_FALSE(valid());
  auto stored = f.store.read([](ReadTx& tx) { return tx.one<Blob>("SELECT sha256 FROM token"); });
  CHECK(stored.bytes.size() == 32);
  CHECK(issued.token.find(stored.bytes) == std::string::npos);
}

TEST_CASE("somebody always administrates") {
  Fixture f;
  auto root = f.person("root", true);
  auto demote = [&](bool active) {
    return key_of([&] {
      f.store.write([&](WriteTx& tx) {
        auth::change_account(tx, auth::acting_as(tx, root), root, {Line<200>("Root"), Line<200>(""), false, active});
      });
    });
  };
  CHECK(demote(true) == "last_administrator");
  CHECK(demote(false) == "last_administrator");
  f.person("second", true);
  CHECK(demote(true) == "");
}
