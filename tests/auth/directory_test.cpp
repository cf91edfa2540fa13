#include <doctest/doctest.h>

#include <auth/directory/group.hpp>
#include <auth/directory/phonebook.hpp>
#include <auth/directory/unit.hpp>
#include <auth/directory/unit_type.hpp>
#include <tests/auth/support/fixture.hpp>

namespace {

using auth::Level;
using auth::PrincipalKind;

struct Directory : Fixture {
  Id<auth::Person> root = person("root", true);

  Id<auth::Unit> unit(const char* sign, std::optional<Id<auth::Unit>> parent = {}, std::optional<Date> from = {}) {
    auth::UnitInput in{parent, Line<60>("Referat"), Line<30>(sign), Line<200>("Einheit"), from, {}};
    return write(root, [&](WriteTx& tx, const Viewer& viewer) { return auth::create_unit(tx, viewer, in).id; });
  }
  void change(Id<auth::Unit> unit, const auth::UnitInput& in) {
    write(root, [&](WriteTx& tx, const Viewer& viewer) { return auth::change_unit(tx, viewer, unit, in); });
  }
  auth::UnitView seen(Id<auth::Unit> unit) {
    return read(root, [&](ReadTx& tx, const Viewer& viewer) { return auth::unit(tx, viewer, unit); });
  }
  void members(Id<auth::Unit> unit, std::vector<auth::NewMember> list) {
    write(root, [&](WriteTx& tx, const Viewer& viewer) { return auth::set_members(tx, viewer, unit, {list}); });
  }
  Id<auth::Post> post(Id<auth::Unit> unit, std::vector<auth::NewHolder> holders) {
    return write(root, [&](WriteTx& tx, const Viewer& viewer) {
      auto id = auth::create_post(tx, viewer, unit, {Line<200>("Leitung"), Text<2000>("Brunnen"), true}).id;
      auth::set_holders(tx, viewer, id, {holders});
      return id;
    });
  }
  Id<auth::Zone> zone(PrincipalKind kind, Id<auth::Subject> id, Level level) {
    return store.write([&](WriteTx& tx) {
      auto made = auth::create_zone(tx, auth::ZoneKind::space);
      auth::replace_grants(tx, auth::acting_as(tx, root), made, {{{PrincipalKind::person, subject(root), Level::manage}, {kind, id, level}}});
      return made;
    });
  }
  void next_day(int days = 1) {
    clock.advance(std::chrono::days(days));
    store.write(auth::turn_of_day);
  }
  Date day(int ahead) { return *parse_iso_date(rfc3339(clock.now() + std::chrono::days(ahead)).substr(0, 10)); }
};

}  // namespace

TEST_CASE("rights reach whom a group, a unit, the units below it or a post stands for") {
  Directory d;
  auto ada = d.person("ada"), ben = d.person("ben"), eve = d.person("eve");
  auto top = d.unit("1"), below = d.unit("1.1", top);
  d.members(top, {{ada, {}, {}}});
  d.members(below, {{ben, {}, {}}});
  auto post = d.post(below, {{eve, auth::HolderRole::deputy, {}, {}, {}}});
  auto group = d.write(d.root, [&](WriteTx& tx, const Viewer& viewer) {
    auto id = auth::create_group(tx, viewer, {Line<200>("Projekt"), Text<2000>("")}).id;
    auth::set_group_members(tx, viewer, id, {{ada, eve}});
    return id;
  });
  struct Case {
    const char* what;
    PrincipalKind kind;
    Id<auth::Subject> id;
    bool ada, ben, eve;
  };
  for (auto& c : std::vector<Case>{{"unit alone", PrincipalKind::unit, subject(top), true, false, false},
                                   {"with the units below", PrincipalKind::unit_tree, subject(top), true, true, false},
                                   {"the unit below", PrincipalKind::unit_tree, subject(below), false, true, false},
                                   {"post", PrincipalKind::post, subject(post), false, false, true},
                                   {"group", PrincipalKind::group, subject(group), true, false, true}}) {
    CAPTURE(c.what);
    auto zone = d.zone(c.kind, c.id, Level::edit);
    CHECK((d.level(ada, zone) == Level::edit) == c.ada);
    CHECK((d.level(ben, zone) == Level::edit) == c.ben);
    CHECK((d.level(eve, zone) == Level::edit) == c.eve);
  }
}

TEST_CASE("the holder of a post belongs to its unit, a deputy acts on the post alone") {
  Directory d;
  auto ada = d.person("ada"), ben = d.person("ben");
  auto unit = d.unit("1");
  d.post(unit, {{ada, auth::HolderRole::holder, {}, {}, {}},
                {ben, auth::HolderRole::deputy, auth::DeputyScope::sign, {}, {}}});
  auto zone = d.zone(PrincipalKind::unit, subject(unit), Level::read);
  CHECK(d.level(ada, zone) == Level::read);
  CHECK(d.level(ben, zone) == std::nullopt);
}

TEST_CASE("a reorganisation takes effect on its day, and rights with it") {
  Directory d;
  auto ada = d.person("ada");
  auto old_top = d.unit("1"), new_top = d.unit("2"), moved = d.unit("1.1", old_top);
  d.members(moved, {{ada, {}, {}}});
  auto old_zone = d.zone(PrincipalKind::unit_tree, subject(old_top), Level::read);
  auto new_zone = d.zone(PrincipalKind::unit_tree, subject(new_top), Level::read);
  d.change(moved, {new_top, Line<60>("Sachgebiet"), Line<30>("2.4"), Line<200>("Wasser"), d.day(3), {}});
  d.next_day(2);
  CHECK(d.seen(moved).sign == "1.1");
  CHECK(d.seen(moved).planned.size() == 1);
  CHECK(d.level(ada, old_zone) == Level::read);
  CHECK(d.level(ada, new_zone) == std::nullopt);
  d.next_day();
  CHECK(d.seen(moved).sign == "2.4");
  CHECK(d.seen(moved).planned.empty());
  CHECK(d.seen(moved).above.at(0).id == new_top);
  CHECK(d.level(ada, old_zone) == std::nullopt);
  CHECK(d.level(ada, new_zone) == Level::read);
}

TEST_CASE("memberships and deputies begin and end with their days, also when nobody was there at midnight") {
  Directory d;
  auto ada = d.person("ada"), ben = d.person("ben");
  auto unit = d.unit("1");
  d.members(unit, {{ada, d.day(1), d.day(2)}});
  auto post = d.post(unit, {{ben, auth::HolderRole::deputy, {}, d.day(2), d.day(3)}});
  auto zone = d.zone(PrincipalKind::unit, subject(unit), Level::read);
  auto desk = d.zone(PrincipalKind::post, subject(post), Level::read);
  auto state = [&] { return std::pair(d.level(ada, zone).has_value(), d.level(ben, desk).has_value()); };
  CHECK(state() == std::pair(false, false));
  d.next_day();
  CHECK(state() == std::pair(true, false));
  d.next_day();
  CHECK(state() == std::pair(true, true));
  d.next_day();
  CHECK(state() == std::pair(false, true));
  d.next_day(5);
  CHECK(state() == std::pair(false, false));
}

TEST_CASE("what the organisation cannot be is refused by name") {
  Directory d;
  auto ada = d.person("ada"), gone = d.person("gone");
  d.write(d.root, [&](WriteTx& tx, const Viewer& viewer) {
    return auth::change_account(tx, viewer, gone, {Line<200>("gone"), Line<200>(""), false, false});
  });
  auto top = d.unit("1"), below = d.unit("1.1", top);
  auto post = d.post(top, {});
  d.members(below, {{ada, {}, {}}});
  d.zone(PrincipalKind::post, subject(post), Level::read);
  auto input = [&](std::optional<Id<auth::Unit>> parent, const char* name, std::optional<Date> from = {},
                   std::optional<bool> active = {}) {
    return auth::UnitInput{parent, Line<60>("Amt"), Line<30>("1"), Line<200>(name), from, active};
  };
  struct Case {
    const char* what;
    std::function<void(WriteTx&, const Viewer&)> doing;
    const char* key;
  };
  for (auto& c : std::vector<Case>{
           {"no name", [&](auto&tx, auto&v) { auth::create_unit(tx, v, input({}, "")); }, "required"},
           {"no such parent", [&](auto&tx, auto&v) { auth::create_unit(tx, v, input(Id<auth::Unit>{9}, "A")); },
            "unit_not_found"},
           {"below itself", [&](auto&tx, auto&v) { auth::change_unit(tx, v, top, input(below, "A")); },
            "unit_below_itself"},
           {"yesterday", [&](auto&tx, auto&v) { auth::change_unit(tx, v, top, input({}, "A", d.day(-1))); },
            "in_the_past"},
           {"dissolved with units", [&](auto&tx, auto&v) { auth::change_unit(tx, v, top, input({}, "A", {}, false)); },
            "unit_in_use"},
           {"dissolved with people",
            [&](auto&tx, auto&v) { auth::change_unit(tx, v, below, input(top, "A", {}, false)); }, "unit_in_use"},
           {"no such plan", [&](auto&tx, auto&v) { auth::drop_plan(tx, v, top, Line<10>("2030-01-01")); },
            "plan_not_found"},
           {"member twice",
            [&](auto&tx, auto&v) {
              auth::set_members(tx, v, top, {{{ada, {}, {}}, {ada, {}, {}}}});
            },
            "named_twice"},
           {"member who left",
            [&](auto&tx, auto&v) {
              auth::set_members(tx, v, top, {{{gone, {}, {}}}});
            },
            "person_not_found"},
           {"ends before",
            [&](auto&tx, auto&v) {
              auth::set_members(tx, v, top, {{{ada, d.day(2), d.day(1)}}});
            },
            "ends_before_it_begins"},
           {"post in an access list", [&](auto&tx, auto&v) { auth::remove_post(tx, v, post); }, "principal_in_use"},
           {"group without a name",
            [&](auto&tx, auto&v) {
              auth::create_group(tx, v, {Line<200>(" "), Text<2000>("")});
            },
            "required"},
           {"level named twice",
            [&](auto&tx, auto&v) {
              auth::set_unit_types(tx, v, {{{Line<60>("A"), Line<60>("")}, {Line<60>("A"), Line<60>("")}}});
            },
            "named_twice"},
       }) {
    CAPTURE(c.what);
    CHECK(key_of([&] { d.write(d.root, [&](WriteTx& tx, const Viewer& v) { c.doing(tx, v); }); }) == c.key);
  }
  CHECK(key_of([&] {
          d.write(ada, [&](WriteTx& tx, const Viewer& v) { auth::create_unit(tx, v, input({}, "A")); });
        }) == "role_needed");
}

TEST_CASE("a unit of many people moves in steps, and the job brings everybody along") {
  Directory d;
  auto old_top = d.unit("1"), new_top = d.unit("2"), moved = d.unit("1.1", old_top);
  std::vector<auth::NewMember> all;
  for (int i = 0; i < 250; ++i) all.push_back({d.person("p" + std::to_string(i)), {}, {}});
  d.members(moved, all);
  auto zone = d.zone(PrincipalKind::unit_tree, subject(new_top), Level::read);
  auto run_jobs = [&] {
    struct Job {
      std::int64_t id;
      std::string payload;
    };
    while (auto payload = d.store.write([](WriteTx& tx) {
      return tx.maybe<std::string>("DELETE FROM job WHERE id = (SELECT min(id) FROM job) RETURNING payload");
    }))
      d.store.write([&](WriteTx& tx) { auth::continue_refresh(tx, *payload); });
  };
  run_jobs();
  d.change(moved, {new_top, Line<60>("Amt"), Line<30>("2.1"), Line<200>("Amt"), {}, {}});
  auto reached = [&] {
    return std::count_if(all.begin(), all.end(), [&](auto& one) { return d.level(one.person, zone) == Level::read; });
  };
  CHECK(reached() == 100);
  run_jobs();
  CHECK(reached() == 250);
}

TEST_CASE("the telephone book finds people by name and by what they do, and forgets who left") {
  Directory d;
  auto ada = d.person("ada"), ben = d.person("ben");
  auto top = d.unit("1"), below = d.unit("1.1", top);
  d.post(below, {{ada, auth::HolderRole::holder, {}, {}, {}}});
  auto found = [&](const char* words, std::optional<Id<auth::Unit>> unit = {}) {
    std::string names;
    for (auto& one : d.read(ben, [&](ReadTx&tx, const Viewer&viewer) {
                        return auth::contacts(tx, viewer, {Line<100>(words), unit, {}, {}});
                      }).items)
      names += one.display_name + (one.posts.empty() ? " " : ": " + one.posts[0].name + " ");
    return names;
  };
  CHECK(found("") == "ada: Leitung ben root ");
  CHECK(found("brunnen") == "ada: Leitung ");
  CHECK(found("", top) == "ada: Leitung ");
  CHECK(found("%") == "");
  auto own = d.write(ben, [&](WriteTx& tx, const Viewer& viewer) {
    return auth::change_own_contact(tx, viewer, {Line<60>("0800 1"), Line<60>("3.14")});
  });
  CHECK(own.phone == "0800 1");
  d.write(d.root, [&](WriteTx& tx, const Viewer& viewer) {
    return auth::change_account(tx, viewer, ada, {Line<200>("ada"), Line<200>(""), false, false});
  });
  CHECK(found("") == "ben root ");
  CHECK(key_of([&] { d.read(ben, [&](ReadTx& tx, const Viewer& v) { return auth::contact(tx, v, ada); }); }) ==
        "person_not_found");
}

TEST_CASE("units come parents first and by sign, with Z 2 before Z 12; each preset loads") {
  Directory d;
  auto top = d.unit("Z");
  d.unit("Z 12", top);
  auto second = d.unit("Z 2", top);
  d.unit("Z 2.1", second);
  d.unit("A");
  std::string signs;
  for (auto& unit : d.read(d.root, auth::units)) signs += unit.sign + ", ";
  CHECK(signs == "A, Z, Z 2, Z 2.1, Z 12, ");
  for (auto& preset : d.read(d.root, auth::unit_presets)) {
    auto loaded = d.write(
        d.root, [&](WriteTx& tx, const Viewer& viewer) { return auth::set_unit_types(tx, viewer, {preset.types}); });
    CHECK(loaded.types.size() == preset.types.size());
    CHECK(loaded.types.at(0).name.str() == preset.types.at(0).name.str());
  }
}
