#include <doctest/doctest.h>

#include <auth/access.hpp>
#include <auth/accounts.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <storage/store.hpp>
#include <tests/support/temporary_folder.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/trash.hpp>
#include <wiki/pages/tree.hpp>
#include <wiki/pages/zone.hpp>

namespace {

constexpr int branches = 30, leaves = 40;

// A page with 1,230 pages below it, in a space that Ada manages and everybody reads.
struct Fixture {
  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  storage::Store store{{.folder = folder.path(), .protected_tables = auth::protected_tables(), .clock = &clock}};
  Id<auth::Person> ada;
  Id<wiki::Page> root, elsewhere;

  Fixture() {
    store.write([&](WriteTx& tx) {
      auth::NewAccount account{Line<60>("ada"), Line<200>("Ada"), Line<200>(""), Text<200>("unused"), false};
      ada = auth::create_account(tx, {account, ""});
      auto space = wiki::found_space(tx, {wiki::Slug("amt"), Line<200>("Amt"), Text<2000>(""), auth::Level::read});
      auto zone = wiki::space_named(tx, "amt")->zone;
      auth::grant_person(tx, zone, ada, auth::Level::manage);
      auto add = [&](std::optional<Id<wiki::Page>> parent, const std::string& slug) {
        return wiki::place_page(tx, space, zone, parent, slug, slug, wiki::last_position(tx, space, parent) + 1).id;
      };
      root = add({}, "wurzel");
      elsewhere = add({}, "anderswo");
      for (int i = 0; i < branches; ++i) {
        auto branch = add(root, "ast");
        for (int j = 0; j < leaves; ++j) add(branch, "blatt");
      }
    });
  }
  template <class F>
  auto as_ada(F body) {
    return store.write([&](WriteTx& tx) { return body(tx, auth::acting_as(tx, ada)); });
  }
  // How many pages at or below the root do not have its zone, and do not stand under its address.
  int wrong() {
    return store.read([&](ReadTx& tx) {
      return tx.system("test").one<int>(R"(
          WITH RECURSIVE own (id) AS (SELECT $1 UNION ALL SELECT p.id FROM page p JOIN own ON p.parent_id = own.id)
          SELECT count(*) FROM page p JOIN page r ON r.id = $1
           WHERE p.id IN (SELECT id FROM own)
             AND (p.zone_id <> r.zone_id OR substr(p.path, 1, length(r.path)) <> r.path))",
                                        root);
    });
  }
  // How many pages stand in the tree, and how many rows there are that are not in the trash.
  std::pair<int, int> seen() {
    return as_ada([&](WriteTx& tx, const Viewer& ada) {
      return std::pair(int(wiki::tree(tx, ada, wiki::Slug("amt")).pages.size()),
                       tx.system("test").one<int>("SELECT count(*) FROM page WHERE trashed_at IS NULL"));
    });
  }
  int steps() {
    int count = 1;
    while (store.write(wiki::settle)) ++count;
    return count;
  }
};

}  // namespace

TEST_CASE("a large subtree comes under its own list and back in steps, and lists wait for the end") {
  Fixture f;
  f.as_ada([&](WriteTx& tx, const Viewer& ada) { wiki::start_own_list(tx, ada, f.root); });
  CHECK(f.wrong() > 500);
  // Who starts again after a sudden end finds the rest as a job.
  CHECK(f.store.read([](ReadTx& tx) {
    return tx.one<int>("SELECT count(*) FROM job WHERE kind = $1", wiki::settle_job);
  }) == 1);
  auth::NewGrants closed{{{auth::PrincipalKind::person, Id<auth::Subject>{f.ada.value}, auth::Level::manage}}};
  auto close = [&](WriteTx& tx, const Viewer& ada) { wiki::set_page_grants(tx, ada, f.root, closed); };
  CHECK_THROWS_WITH_AS(f.as_ada(close), "still_settling", Failure);
  CHECK(f.steps() > 3);
  CHECK(f.wrong() == 0);
  f.as_ada(close);
  f.as_ada([&](WriteTx& tx, const Viewer& ada) { wiki::end_own_list(tx, ada, f.root); });
  // Pages that still wait are under a list that is equal already.
  CHECK(f.wrong() > 500);
  CHECK(f.store.read([&](ReadTx& tx) {
    return tx.one<int>("SELECT count(*) FROM zone z WHERE NOT EXISTS "
                       "(SELECT 1 FROM zone_grant g WHERE g.zone_id = z.id AND g.principal_id = 1)");
  }) == 0);
  f.steps();
  CHECK(f.wrong() == 0);
}

TEST_CASE("a large subtree moves in steps, and every old address leads on") {
  Fixture f;
  wiki::MoveInput below{f.elsewhere, {}, {}, {}};
  f.as_ada([&](WriteTx& tx, const Viewer& ada) { wiki::move_page(tx, ada, f.root, below); });
  CHECK(f.wrong() > 500);
  auto born = f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    auto leaf = wiki::page_at(tx, ada, wiki::Slug("amt"), {Line<4000>("wurzel/ast-30/blatt-40")}).id;
    wiki::NewPage page{wiki::Title("Neu"), leaf, {}, wiki::Markdown("x"), {}};
    return wiki::create_page(tx, ada, wiki::Slug("amt"), wiki::prepare_page(tx, ada, wiki::Slug("amt"), page)).id;
  });
  f.steps();
  CHECK(f.wrong() == 0);
  f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    auto at = [&](const char* path) { return wiki::page_at(tx, ada, wiki::Slug("amt"), {Line<4000>(path)}).id; };
    CHECK(at("anderswo/wurzel/ast-30/blatt-40/neu") == born);
    CHECK(at("wurzel/ast-7/blatt-3") == at("anderswo/wurzel/ast-7/blatt-3"));
  });
}

TEST_CASE("a large branch goes to the trash, comes back and is deleted in steps, and shows as a whole or not at all") {
  Fixture f;
  constexpr int all = 2 + branches + branches * leaves;
  f.as_ada([&](WriteTx& tx, const Viewer& ada) { wiki::trash_page(tx, ada, f.root); });
  auto [shown, left] = f.seen();
  CHECK(shown == 1);
  CHECK(left > 500);
  auto leaf = f.store.read([](ReadTx& tx) {
    return tx.system("test").one<Id<wiki::Page>>("SELECT id FROM page WHERE path = 'wurzel/ast-30/blatt-40'");
  });
  f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    CHECK_THROWS_WITH_AS(wiki::require_page(tx, ada, leaf, auth::Level::read), "page_trashed", Failure);
    CHECK_THROWS_WITH_AS(wiki::untrash_page(tx, ada, f.root, {}), "still_settling", Failure);
    CHECK(wiki::trash(tx, ada, wiki::Slug("amt")).empty());
  });
  CHECK(f.steps() > 3);
  CHECK(f.seen() == std::pair(1, 1));
  f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    CHECK(wiki::trash(tx, ada, wiki::Slug("amt")).at(0).pages == all - 1);
    wiki::untrash_page(tx, ada, f.root, {f.elsewhere});
  });
  CHECK(f.seen().first == 1);
  CHECK(f.seen().second > 100);
  f.steps();
  CHECK(f.seen() == std::pair(all, all));
  CHECK(f.wrong() == 0);
  f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    CHECK(wiki::page_at(tx, ada, wiki::Slug("amt"), {Line<4000>("wurzel/ast-30/blatt-40")}).id == leaf);
    CHECK(wiki::page_at(tx, ada, wiki::Slug("amt"), {Line<4000>("anderswo/wurzel/ast-30/blatt-40")}).id == leaf);
    wiki::trash_page(tx, ada, f.root);
  });
  f.steps();
  f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    wiki::purge_page(tx, ada, f.root);
    CHECK(wiki::trash(tx, ada, wiki::Slug("amt")).empty());
    CHECK_THROWS_WITH_AS(wiki::untrash_page(tx, ada, f.root, {}), "still_settling", Failure);
  });
  CHECK(f.steps() > 10);
  CHECK(f.store.read([](ReadTx& tx) { return tx.system("test").one<int>("SELECT count(*) FROM page"); }) == 1);
  CHECK(f.store.read([&](ReadTx& tx) {
    return tx.one<int>("SELECT count(*) FROM audit_event WHERE kind = 'page.purged' AND subject_id = $1", f.root);
  }) == 1);
}

TEST_CASE("what was thrown away alone stays in the trash when its branch comes back") {
  Fixture f;
  auto at = [&](WriteTx& tx, const Viewer& ada, const char* path) {
    return wiki::page_at(tx, ada, wiki::Slug("amt"), {Line<4000>(path)}).id;
  };
  auto [alone, own] = f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    auto alone = at(tx, ada, "wurzel/ast"), own = at(tx, ada, "wurzel/ast-2");
    wiki::trash_page(tx, ada, alone);
    wiki::start_own_list(tx, ada, own);
    return std::pair(alone, own);
  });
  for (auto step : {wiki::trash_page, +[](WriteTx& tx, const Viewer& ada, Id<wiki::Page> page) {
                      wiki::untrash_page(tx, ada, page, {});
                    }}) {
    f.steps();
    f.as_ada([&](WriteTx& tx, const Viewer& ada) { step(tx, ada, f.root); });
  }
  f.steps();
  CHECK(f.seen().first == 2 + (branches - 1) * (leaves + 1));
  f.as_ada([&](WriteTx& tx, const Viewer& ada) {
    CHECK(wiki::trash(tx, ada, wiki::Slug("amt")).at(0).id == alone);
    CHECK(wiki::own_zone(tx, own) == wiki::require_page(tx, ada, own, auth::Level::read).zone);
  });
}
