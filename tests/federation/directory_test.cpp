#include <doctest/doctest.h>

#include <auth/access.hpp>
#include <auth/directory/group.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <server/federation/directory.hpp>
#include <tests/federation/support/slapd.hpp>

#include <functional>

namespace {

auth::NewSource ldap_source(const std::string& url) {
  auth::NewSource source;
  source.slug = Line<40>("amt");
  source.name = Line<100>("Amt");
  source.enabled = source.creates_accounts = source.fills_groups = true;
  source.links_accounts = false;
  auth::NewLdapSettings settings;
  settings.url = Line<300>(url);
  settings.bind_dn = Line<300>(Slapd::administrator);
  settings.base_dn = Line<300>(Slapd::base);
  settings.person_filter = Line<500>("(&(objectClass=inetOrgPerson)(!(employeeType=gesperrt)))");
  settings.id_attribute = Line<60>("entryUUID");
  settings.name_attribute = Line<60>("uid");
  settings.display_name_attribute = Line<60>("displayName");
  settings.email_attribute = Line<60>("mail");
  settings.groups_attribute = Line<60>("memberOf");
  settings.changed_attribute = Line<60>("entryCSN");
  source.ldap = settings;
  return source;
}

struct Agency {
  Slapd slapd;
  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  storage::Store store{{.folder = folder.path(), .protected_tables = auth::protected_tables(), .clock = &clock}};
  outbound::DirectoryServer server{slapd.tls_url(), Slapd::administrator, Slapd::password, slapd.certificate()};
  Id<auth::Person> root = store.write([](WriteTx& tx) {
    auth::NewAccount account{Line<60>("root"), Line<200>("root"), {}, Text<200>("unused"), true};
    return auth::create_account(tx, {account, ""});
  });
  auth::SourceView source = store.write([&](WriteTx& tx) {
    return auth::add_identity_source(tx, auth::acting_as(tx, root), ldap_source(slapd.tls_url()));
  });

  federation::SyncResult sync(federation::SyncOptions options = {}) {
    return federation::synchronise(store, source, server, options);
  }
  std::int64_t count(const char* sql) {
    return store.read([&](ReadTx& tx) { return tx.one<std::int64_t>(sql); });
  }
};

std::string key_of(const std::function<void()>& doing) {
  try {
    doing();
  } catch (const Failure& failure) {
    return failure.key();
  }
  return {};
}

constexpr const char* active_people = "SELECT count(*) FROM person WHERE active = 1";

}  // namespace

TEST_CASE("a password of the directory signs in, and a name is never a filter") {
  Agency agency;
  agency.slapd.add_person("mia", "Mia Müller", "Fußgängerüberweg");
  agency.slapd.add_person("max", "Max", "anderes Kennwort");
  auto starts_tls = agency.server;
  starts_tls.url = agency.slapd.plain_url();
  struct Case {
    std::string what, name, password, display_name;
  };
  for (auto& server : {agency.server, starts_tls}) {
    CAPTURE(server.url);
    for (auto& c : std::vector<Case>{
             {"right", "mia", "Fußgängerüberweg", "Mia Müller"},
             {"other's password", "mia", "anderes Kennwort", ""},
             {"no password", "mia", "", ""},
             {"unknown", "moritz", "Fußgängerüberweg", ""},
             {"any name", "*", "Fußgängerüberweg", ""},
             {"beginning of a name", "mi*", "Fußgängerüberweg", ""},
             {"another filter", "mia)(uid=*", "Fußgängerüberweg", ""},
             {"no name", "", "Fußgängerüberweg", ""},
             {"NUL", std::string("mia\0", 4), "Fußgängerüberweg", ""},
         }) {
      CAPTURE(c.what);
      auto claims = federation::directory_claims(agency.source, server, c.name, c.password);
      CHECK((claims ? claims->display_name : "") == c.display_name);
    }
  }
}

TEST_CASE("a server with another certificate or secret, or none at all, is not believed") {
  Agency agency;
  agency.slapd.add_person("mia", "Mia", "ein Kennwort");
  TemporaryFolder elsewhere;
  auto ask = [&](outbound::DirectoryServer server) {
    return key_of([&] { federation::check_directory(agency.source, server); });
  };
  CHECK(ask(agency.server) == "");
  auto distrusted = agency.server, wrong = agency.server, nobody = agency.server, plain = agency.server;
  distrusted.authority_file = "/etc/ssl/certs/ca-certificates.crt";
  CHECK(ask(distrusted) == "provider_unreachable");
  plain.authority_file = distrusted.authority_file;
  plain.url = agency.slapd.plain_url();
  CHECK(ask(plain) == "provider_unreachable");
  auto misnamed = agency.server;
  misnamed.url = agency.slapd.misnamed_url();
  CHECK(ask(misnamed) == "provider_unreachable");
  wrong.password = "falsch";
  CHECK(ask(wrong) == "directory_refused");
  nobody.url = "ldaps://127.0.0.1:1";
  CHECK(ask(nobody) == "provider_unreachable");
  agency.source.ldap->person_filter = "(uid=niemand)";
  CHECK(ask(agency.server) == "directory_empty");
}

TEST_CASE("who joins, changes, moves between groups, leaves and returns is taken over, page by page") {
  constexpr int people = 600;
  Agency agency;
  auto& slapd = agency.slapd;
  for (int i = 0; i < people; ++i) slapd.add_person("p" + std::to_string(i), "Person " + std::to_string(i));
  auto dn = [](int i) { return "uid=p" + std::to_string(i) + "," + Slapd::base; };
  auto rehearsed = agency.sync({.dry_run = true});
  CHECK(rehearsed.written == people);
  CHECK(agency.count(active_people) == 1);
  auto first = agency.sync();
  CHECK(first.present == people);
  CHECK(first.written == people);
  CHECK(agency.count(active_people) == people + 1);

  slapd.replace(dn(7), "displayName", "Dr. Sieben");
  auto second = agency.sync();
  CHECK(second.written == 2);  // and the last one that was known to have changed
  CHECK(agency.count("SELECT count(*) FROM person WHERE display_name = 'Dr. Sieben'") == 1);

  agency.store.write([&](WriteTx& tx) {
    auth::create_group(tx, auth::acting_as(tx, agency.root), {Line<200>("Wasserrecht, Boden"), {}});
  });
  slapd.add("cn=Wasserrecht\\, Boden,dc=amt,dc=example",
            {{"objectClass", "groupOfNames"}, {"cn", "Wasserrecht, Boden"}, {"member", dn(7)}});
  agency.sync();
  CHECK(agency.count("SELECT count(*) FROM group_member") == 1);
  slapd.append("cn=Wasserrecht\\, Boden,dc=amt,dc=example", "member", dn(8));
  agency.sync();
  CHECK(agency.count("SELECT count(*) FROM group_member") == 2);

  slapd.replace(dn(8), "employeeType", "gesperrt");
  auto eight = agency.store.read([](ReadTx& tx) { return auth::person_named(tx, "p8").value(); });
  auto session = agency.store.write([&](WriteTx& tx) { return auth::open_session(tx, eight); });
  CHECK(agency.sync().missing == 1);
  CHECK_FALSE(agency.store.read([&](ReadTx& tx) { return auth::by_cookie(tx, session).has_value(); }));
  slapd.replace(dn(8), "employeeType", "");
  CHECK(agency.sync().returned == 1);
  CHECK(agency.count(active_people) == people + 1);
}

TEST_CASE("when too many are missing nothing happens unless somebody says so, and nobody is deleted") {
  constexpr int people = 40;
  Agency agency;
  for (int i = 0; i < people; ++i) agency.slapd.add_person("p" + std::to_string(i), "Person");
  agency.sync();
  for (int i = 0; i < 3; ++i) agency.slapd.remove("uid=p" + std::to_string(i) + "," + Slapd::base);  // 7.5 %
  CHECK(key_of([&] { agency.sync(); }) == "too_many_missing");
  CHECK(agency.count(active_people) == people + 1);
  CHECK(agency.sync({.dry_run = true}).missing == 3);
  CHECK(agency.sync({.force = true}).missing == 3);
  CHECK(agency.count(active_people) == people - 2);
  CHECK(agency.count("SELECT count(*) FROM person") == people + 1);
  agency.slapd.remove("uid=p3," + std::string(Slapd::base));  // 2.7 %
  CHECK(agency.sync().missing == 1);
}
