#include <doctest/doctest.h>

#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <server/commands/demo.hpp>
#include <tests/support/temporary_folder.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/page.hpp>
#include <wiki/pages/space.hpp>

#include <set>

namespace {

struct Seeded {
  TemporaryFolder folder;
  SetBackClock clock;
  storage::Store store{{.folder = folder.path(), .protected_tables = auth::protected_tables(), .clock = &clock}};
  storage::Blobs blobs{folder.path() / "blobs"};
  server::SeededDemo demo = server::seed_demo(store, blobs, std::filesystem::path(STAFETTE_SOURCE_DIR) / "demo", &clock);

  template <class F>
  auto as(const char* name, F&& read) {
    return store.read([&](ReadTx& tx) { return read(tx, auth::acting_as(tx, *auth::person_named(tx, name))); });
  }
};

}  // namespace

TEST_CASE("the demo agency is built as it is described") {
  Seeded seeded;
  CHECK(seeded.demo.people == 6);
  CHECK(seeded.demo.spaces == 4);
  CHECK(seeded.demo.pages == 92);
  CHECK(seeded.demo.revisions == 20);
  CHECK(seeded.demo.attachments == 13);
  CHECK(seeded.demo.administrator == "brueckner");

  struct Case {
    const char* who;
    const char* space;
    std::optional<auth::Level> level;
  };
  for (auto& c : std::vector<Case>{
           {"oezguel", "handbuch", auth::Level::manage},
           {"straussmeier", "handbuch", auth::Level::read},
           {"soerensen", "handbuch", auth::Level::release},
           {"brueckner", "wasserrecht", {}},
           {"straussmeier", "wasserrecht", auth::Level::release},
           {"cwikowa", "wasserrecht", auth::Level::read},
           {"brueckner", "bauantrag", auth::Level::edit},
           {"soerensen", "personal", auth::Level::manage},
           {"wojcik", "personal", auth::Level::edit},
           {"oezguel", "personal", {}},
       }) {
    CAPTURE(c.who);
    CAPTURE(c.space);
    auto level = seeded.as(c.who, [&](ReadTx& tx, const Viewer& viewer) {
      return auth::level_in(tx, viewer, wiki::space_named(tx, c.space)->zone);
    });
    CHECK(level == c.level);
  }

  std::size_t broken = 0;
  for (auto& [who, space] : std::vector<std::pair<const char*, const char*>>{
           {"oezguel", "handbuch"}, {"wojcik", "wasserrecht"}, {"cwikowa", "bauantrag"}, {"soerensen", "personal"}}) {
    auto links = seeded.as(
        who, [&](ReadTx& tx, const Viewer& viewer) { return wiki::broken_links(tx, viewer, wiki::Slug(space), {}); });
    broken += links.items.size();
  }
  CHECK(broken == 6);
}

TEST_CASE("the demo agency has a past that ends before today") {
  Seeded seeded;
  auto past = seeded.as("oezguel", [](ReadTx& tx, const Viewer& viewer) { return wiki::recent(tx, viewer, {50}); });
  REQUIRE(past.size() == 50);
  std::set<std::int64_t> days;
  for (auto& change : past) days.insert(change.changed_at.ms / std::chrono::milliseconds(std::chrono::days(1)).count());
  CHECK(days.size() > 10);
  CHECK(past.front().changed_at < SystemClock().now());
  CHECK(seeded.clock.now() + std::chrono::minutes(1) > SystemClock().now());
}

TEST_CASE("the demo agency goes only into an empty store") {
  Seeded seeded;
  std::string key;
  try {
    server::seed_demo(seeded.store, seeded.blobs, std::filesystem::path(STAFETTE_SOURCE_DIR) / "demo");
  } catch (const Failure& failure) {
    key = failure.key();
  }
  CHECK(key == "people_exist");
}
