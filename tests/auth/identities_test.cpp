#include <doctest/doctest.h>

#include <auth/directory/group.hpp>
#include <auth/identities.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <tests/auth/support/fixture.hpp>

namespace {

auth::NewSource new_source(const std::string& slug, bool creates, bool links) {
  auth::NewSource source;
  source.slug = Line<40>(slug);
  source.name = Line<100>(slug);
  source.enabled = true;
  source.creates_accounts = creates;
  source.links_accounts = links;
  source.fills_groups = true;
  source.oidc = auth::NewOidcSettings{Line<300>("https://idp.example"), Line<200>("stafette"), {}, {}};
  return source;
}

struct Federation : Fixture {
  Id<auth::Person> root = person("root", true);

  auth::SourceView source(const std::string& slug, bool creates, bool links) {
    return store.write([&](WriteTx& tx) {
      return auth::add_identity_source(tx, auth::acting_as(tx, root), new_source(slug, creates, links));
    });
  }
  Id<auth::Person> sign_in(const auth::SourceView& source, const auth::Claims& claims) {
    return store.write([&](WriteTx& tx) { return auth::person_of(tx, source, claims); });
  }
  std::string open(const auth::SourceView& source, Id<auth::Person> who, const std::string& subject,
                   const std::string& provider_session) {
    return store.write([&](WriteTx& tx) {
      return auth::open_federated_session(tx, who, {source.id, subject, provider_session, "https://idp.example/end"});
    });
  }
  bool holds(const std::string& secret) {
    return store.read([&](ReadTx& tx) { return auth::by_cookie(tx, secret).has_value(); });
  }
  auth::MyPerson profile(Id<auth::Person> who) {
    return store.read([&](ReadTx& tx) { return auth::me(tx, auth::acting_as(tx, who)).person; });
  }
};

}  // namespace

TEST_CASE("the first sign-in makes an account, later ones renew it, and the subject alone says who it is") {
  Federation f;
  auto house = f.source("haus", true, false), land = f.source("land", true, false);
  auto mia = f.sign_in(house, {"s-1", "M.Musterfrau@amt.example", "Mia Musterfrau", "mia@amt.example", {"a", "b", "a"}});
  CHECK(f.profile(mia).name == "m.musterfrau");
  CHECK(f.profile(mia).display_name == "Mia Musterfrau");
  CHECK(f.sign_in(house, {"s-1", "mia.neu", "Mia Müller", "neu@amt.example", {"c"}}) == mia);
  CHECK(f.profile(mia).name == "m.musterfrau");
  CHECK(f.profile(mia).display_name == "Mia Müller");
  CHECK(f.profile(mia).email == "neu@amt.example");
  auto groups = f.store.read([](ReadTx& tx) { return tx.all<std::string>("SELECT name FROM identity_group"); });
  CHECK(groups == std::vector<std::string>{"c"});
  auto namesake = f.sign_in(house, {"s-2", "m.musterfrau", "Max", "", {}});
  CHECK(namesake != mia);
  CHECK(f.profile(namesake).name == "m.musterfrau-2");
  CHECK(f.sign_in(land, {"s-1", "m.musterfrau", "Moritz", "", {}}) != mia);  // another source's subject is another's
}

TEST_CASE("what is not fit for a name of ours keeps nobody out") {
  Federation f;
  auto house = f.source("haus", true, false);
  auto odd = f.sign_in(house, {"s-1", "Jürgen Groß (IT)", "a\u202Eb", std::string(300, 'x'), {std::string(400, 'g')}});
  CHECK(f.profile(odd).name == "juergen-gross-it");
  CHECK(f.profile(odd).display_name == "Jürgen Groß (IT)");
  CHECK(f.profile(odd).email == "");
  for (auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"", "person"}, {"@", "person"}, {"...", "..."}, {"--x--", "x"}, {std::string(90, 'a'), std::string(60, 'a')}}) {
    CAPTURE(from);
    CHECK(auth::account_name(from) == to);
  }
}

TEST_CASE("an account is linked only where the source may, and never an administrator's") {
  Federation f;
  auto ada = f.person("ada");
  auto strict = f.source("streng", false, false), linking = f.source("bekannt", false, true);
  CHECK(key_of([&] { f.sign_in(strict, {"s-1", "ada", "", "", {}}); }) == "account_unknown");
  CHECK(key_of([&] { f.sign_in(linking, {"s-2", "nobody", "", "", {}}); }) == "account_unknown");
  CHECK(key_of([&] { f.sign_in(linking, {"s-3", "root", "", "", {}}); }) == "account_unknown");
  CHECK(f.sign_in(linking, {"s-1", "Ada", "", "", {}}) == ada);
  CHECK(key_of([&] { f.sign_in(linking, {"s-9", "ada", "", "", {}}); }) == "account_unknown");  // taken by s-1
  f.store.write([&](WriteTx& tx) {
    auth::change_account(tx, auth::acting_as(tx, f.root), ada, {Line<200>("Ada"), Line<200>(""), false, false});
  });
  CHECK(key_of([&] { f.sign_in(linking, {"s-1", "ada", "", "", {}}); }) == "account_inactive");
}

TEST_CASE("groups of the same name are filled and emptied by the source, others are left alone") {
  Federation f;
  auto house = f.source("haus", true, false);
  auto water = f.write(f.root, [](WriteTx& tx, auth::Viewer who) {
    return auth::create_group(tx, who, {Line<200>("Wasserrecht"), {}}).id;
  });
  auto choir = f.write(f.root, [](WriteTx& tx, auth::Viewer who) {
    return auth::create_group(tx, who, {Line<200>("Chor"), {}}).id;
  });
  auto zone = f.store.write([&](WriteTx& tx) {
    auto made = auth::create_zone(tx, auth::ZoneKind::space);
    auth::replace_grants(tx, auth::acting_as(tx, f.root), made, {{{auth::PrincipalKind::person, subject(f.root), auth::Level::manage},
                                     {auth::PrincipalKind::group, subject(water), auth::Level::edit},
                                     {auth::PrincipalKind::group, subject(choir), auth::Level::read}}});
    return made;
  });
  auto mia = f.sign_in(house, {"s-1", "mia", "", "", {"Wasserrecht", "gibt es hier nicht"}});
  CHECK(f.level(mia, zone) == auth::Level::edit);
  f.write(f.root, [&](WriteTx& tx, auth::Viewer who) { return auth::set_group_members(tx, who, choir, {{mia}}); });
  f.sign_in(house, {"s-1", "mia", "", "", {}});
  CHECK(f.level(mia, zone) == auth::Level::read);
}

TEST_CASE("a provider ends one of its sessions or all of somebody's, and no others") {
  Federation f;
  auto house = f.source("haus", true, false), land = f.source("land", true, false);
  auto mia = f.sign_in(house, {"s-1", "mia", "", "", {}});
  auto one = f.open(house, mia, "s-1", "x"), two = f.open(house, mia, "s-1", "y"), other = f.open(land, mia, "s-1", "x");
  auto local = f.store.write([&](WriteTx& tx) { return auth::open_session(tx, mia); });
  auto end = [&](const char* subject, const char* session) {
    return f.store.write([&](WriteTx& tx) { return auth::end_federated_sessions(tx, house.id, subject, session); });
  };
  CHECK(end("s-1", "z") == 0);
  CHECK(end("s-2", "x") == 0);
  CHECK(end("", "x") == 1);
  CHECK_FALSE(f.holds(one));
  CHECK(f.holds(two));
  CHECK(end("s-1", "") == 1);
  CHECK_FALSE(f.holds(two));
  CHECK(f.holds(other));
  CHECK(f.holds(local));
  f.store.write([&](WriteTx& tx) {
    auto off = new_source("land", true, false);
    off.enabled = false;
    auth::change_identity_source(tx, auth::acting_as(tx, f.root), land.id, off);
  });
  CHECK_FALSE(f.holds(other));
}

TEST_CASE("a logout token is taken once while it is valid") {
  Federation f;
  auto house = f.source("haus", true, false), land = f.source("land", true, false);
  auto take = [&](const auth::SourceView& source, const char* jti) {
    return f.store.write([&](WriteTx& tx) {
      return auth::take_logout_token(tx, source.id, jti, tx.now() + std::chrono::minutes(11));
    });
  };
  CHECK(take(house, "j-1"));
  CHECK_FALSE(take(house, "j-1"));
  CHECK(take(house, "j-2"));
  CHECK(take(land, "j-1"));
  f.clock.advance(std::chrono::minutes(12));
  CHECK(take(house, "j-1"));
  CHECK(f.store.read([](ReadTx& tx) { return tx.one<int>("SELECT count(*) FROM logout_token"); }) == 1);
}

TEST_CASE("providers are https, or http on this machine") {
  struct Case {
    const char* url;
    bool fits;
  };
  for (auto& c : std::vector<Case>{{"https://idp.example", true},
                                   {"https://idp.example:8443/realms/haus", true},
                                   {"http://127.0.0.1:3000", true},
                                   {"http://[::1]:3000/x", true},
                                   {"http://localhost", true},
                                   {"http://idp.example", false},
                                   {"http://localhost.evil.example", false},
                                   {"http://127.0.0.1.evil.example", false},
                                   {"http://localhost@evil.example", false},
                                   {"https://user:pass@idp.example", false},
                                   {"https://", false},
                                   {"https:///x", false},
                                   {"https://idp.example?x", false},
                                   {"https://idp.example#x", false},
                                   {"https://idp example", false},
                                   {"ftp://idp.example", false},
                                   {"file:///etc/passwd", false},
                                   {"", false}}) {
    CAPTURE(c.url);
    CHECK(auth::is_provider_url(c.url) == c.fits);
  }
}
