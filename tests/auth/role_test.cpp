#include <doctest/doctest.h>

#include <auth/audit_search.hpp>
#include <auth/directory/unit.hpp>
#include <tests/auth/support/fixture.hpp>

namespace {

using auth::Role;

struct House : Fixture {
  Id<auth::Person> root = person("root", true);

  Id<auth::Person> with(const char* name, std::vector<Role> roles) {
    auto made = person(name);
    give(made, roles);
    return made;
  }
  void give(Id<auth::Person> to, std::vector<Role> roles) {
    write(root, [&](WriteTx& tx, const Viewer& viewer) { return auth::set_roles(tx, viewer, to, {roles}); });
  }
  auth::NewAuditRequest request(Id<auth::Person> about, const char* purpose = "Verdacht auf Missbrauch") {
    auto day = *parse_iso_date(rfc3339(clock.now()).substr(0, 10));
    return {about, Text<2000>(purpose), day, day};
  }
};

}  // namespace

TEST_CASE("roles combine, but not for those who control each other") {
  House h;
  auto ada = h.person("ada");
  struct Case {
    const char* what;
    Id<auth::Person> who;
    std::vector<Role> roles;
    const char* key;
  };
  for (auto& c : std::vector<Case>{{"organisation and privacy", ada, {Role::organisation, Role::privacy}, ""},
                                   {"privacy and council", ada, {Role::privacy, Role::council}, ""},
                                   {"asks and allows", ada, {Role::security, Role::privacy}, "roles_incompatible"},
                                   {"asks and controls", ada, {Role::security, Role::council}, "roles_incompatible"},
                                   {"administrates and asks", h.root, {Role::security}, "roles_incompatible"},
                                   {"administrates and allows", h.root, {Role::council}, "roles_incompatible"},
                                   {"administrates and organises", h.root, {Role::organisation}, ""},
                                   {"coordinates and organises", ada, {Role::coordination, Role::organisation}, ""},
                                   {"administrates and coordinates", h.root, {Role::coordination}, ""},
                                   {"a guest who coordinates", ada, {Role::guest, Role::coordination}, "roles_incompatible"},
                                   {"a technical guest", ada, {Role::guest, Role::technical}, "roles_incompatible"},
                                   {"a guest who administrates", h.root, {Role::guest}, "roles_incompatible"},
                                   {"a machine that administrates", h.root, {Role::technical}, "roles_incompatible"},
                                   {"a guest", ada, {Role::guest}, ""},
                                   {"nobody", Id<auth::Person>{99}, {}, "person_not_found"}}) {
    CAPTURE(c.what);
    CHECK(key_of([&] { h.give(c.who, c.roles); }) == c.key);
  }
}

TEST_CASE("a person is told what the roles allow") {
  House h;
  auto told = [&](Id<auth::Person> who) {
    auto may = h.read(who, [](ReadTx& tx, const Viewer& viewer) { return auth::me(tx, viewer); }).abilities;
    std::string all;
    for (bool one : {may.administer, may.organise, may.search_audit, may.see_organisation, may.see_break_glass,
                     may.see_ownership})
      all += one ? 'x' : '.';
    return all;
  };
  CHECK(told(h.person("ben")) == "...x..");
  CHECK(told(h.with("ada", {Role::organisation})) == ".x.x..");
  CHECK(told(h.with("kim", {Role::coordination})) == "...x.x");
  CHECK(told(h.with("sam", {Role::security})) == "..xx..");
  CHECK(told(h.with("pia", {Role::privacy})) == "..xxx.");
  CHECK(told(h.with("cleo", {Role::council})) == "..xx..");
  CHECK(told(h.with("gast", {Role::guest})) == "......");
  CHECK(told(h.root) == "xx.x.x");
}

TEST_CASE("the role organisation keeps the organisation without administrating") {
  House h;
  auto ada = h.with("ada", {Role::organisation}), ben = h.person("ben");
  auto create = [&](Id<auth::Person> who) {
    return key_of([&] {
      h.write(who, [&](WriteTx& tx, const Viewer& viewer) {
        return auth::create_unit(tx, viewer, {{}, Line<60>("Amt"), Line<30>("1"), Line<200>("Amt"), {}, {}});
      });
    });
  };
  CHECK(create(ada) == "");
  CHECK(create(ben) == "role_needed");
}

TEST_CASE("the audit log is searched for a person by two, with a purpose, for a week, and the look is noted") {
  House h;
  auto sam = h.with("sam", {Role::security}), pia = h.with("pia", {Role::privacy}), ben = h.person("ben");
  h.store.write([&](WriteTx& tx) {
    auth::audit_system(tx, "session.opened", {"person", ben.value}, "", "10.1.2.3", ben);
  });
  auto ask = [&](Id<auth::Person> who, const auth::NewAuditRequest& in) {
    return h.write(who, [&](WriteTx& tx, const Viewer& viewer) { return auth::request_audit(tx, viewer, in); });
  };
  auto decide = [&](Id<auth::Person> who, Id<auth::AuditRequest> id, bool approved) {
    return h.write(who,
                   [&](WriteTx& tx, const Viewer& viewer) { return auth::decide_audit(tx, viewer, id, {approved}); });
  };
  auto look = [&](Id<auth::Person> who, Id<auth::AuditRequest> id) {
    return h.write(who, [&](WriteTx& tx, const Viewer& viewer) { return auth::audit_events(tx, viewer, id); });
  };
  CHECK(key_of([&] { ask(h.root, h.request(ben)); }) == "role_needed");
  CHECK(key_of([&] { ask(pia, h.request(ben)); }) == "role_needed");
  CHECK(key_of([&] { ask(sam, h.request(ben, "neugierig")); }) == "purpose_too_short");
  auto id = ask(sam, h.request(ben)).id;
  CHECK(key_of([&] { look(sam, id); }) == "request_not_open");
  CHECK(key_of([&] { decide(sam, id, true); }) == "role_needed");
  CHECK(key_of([&] { decide(h.root, id, true); }) == "role_needed");
  CHECK(decide(pia, id, true).open);
  CHECK(key_of([&] { decide(pia, id, false); }) == "already_decided");
  auto events = look(sam, id);
  CHECK(std::any_of(events.begin(), events.end(), [](auto& event) { return event.source == "10.1.2.3"; }));
  CHECK(key_of([&] { look(h.root, id); }) == "role_needed");
  CHECK(look(pia, id).at(0).kind == "audit.read");
  h.clock.advance(std::chrono::days(auth::audit_request_days_open));
  CHECK(key_of([&] { look(sam, id); }) == "request_not_open");
  auto refused = ask(sam, h.request(ben)).id;
  decide(pia, refused, false);
  CHECK(key_of([&] { look(sam, refused); }) == "request_not_open");
  CHECK(h.store.read(auth::audit_faults).empty());
}
