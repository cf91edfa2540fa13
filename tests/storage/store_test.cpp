#include <doctest/doctest.h>

#include <base/failure.hpp>
#include <storage/feed.hpp>
#include <storage/migration.hpp>
#include <storage/store.hpp>
#include <tests/support/temporary_folder.hpp>

#include <fstream>
#include <future>
#include <sstream>

namespace {

struct Fixture {
  TemporaryFolder folder;
  ManualClock clock{Time{1'700'000'000'000}};
  storage::Store store{{.folder = folder.path(), .protected_tables = {"page"}, .clock = &clock}};
};

void count_up(WriteTx& tx, std::string_view name) {
  tx.run("INSERT INTO consumer (name, epoch, seq) VALUES ($1, 1, 1)", name);
}

std::int64_t rows(storage::Store& store) {
  return store.read([](ReadTx& tx) { return tx.one<std::int64_t>("SELECT count(*) FROM consumer"); });
}

}  // namespace

TEST_CASE("a refused write leaves its neighbours in the group alone") {
  Fixture f;
  constexpr int writers = 50;
  std::vector<std::future<bool>> answers;
  for (int i = 0; i < writers; ++i) {
    auto answered = std::make_shared<std::promise<bool>>();
    answers.push_back(answered->get_future());
    f.store.write_async(
        [i](WriteTx& tx) {
          count_up(tx, std::to_string(i));
          if (i % 5 == 0) throw Failure(Problem::conflict, "refused");
        },
        [answered](std::exception_ptr error) { answered->set_value(!error); });
  }
  int accepted = 0;
  for (auto& answer : answers) accepted += answer.get();
  CHECK(accepted == 40);
  CHECK(rows(f.store) == 40);
}

TEST_CASE("an error that ends the whole transaction costs only its own job") {
  Fixture f;
  auto culprit = std::make_shared<std::promise<bool>>();
  auto neighbour = std::make_shared<std::promise<bool>>();
  f.store.write_async([](WriteTx& tx) { count_up(tx, "neighbour"); },
                      [=](std::exception_ptr error) { neighbour->set_value(!error); });
  f.store.write_async(
      [](WriteTx& tx) {
        tx.connection().execute("ROLLBACK");
        throw std::runtime_error("the transaction is gone");
      },
      [=](std::exception_ptr error) { culprit->set_value(!error); });
  CHECK(neighbour->get_future().get());
  CHECK_FALSE(culprit->get_future().get());
  CHECK(rows(f.store) == 1);
}

TEST_CASE("a refused write announces nothing, an accepted one is announced before its answer") {
  Fixture f;
  std::vector<std::string> heard;
  f.store.listen([&](const std::vector<storage::Change>& changes) {
    for (auto& change : changes) heard.push_back(change.kind);
  });
  CHECK_THROWS_AS(f.store.write([](WriteTx& tx) {
    tx.changed("page.saved", Id<int>{7}, Id<auth::Zone>{1});
    throw Failure(Problem::conflict, "refused");
  }),
                  Failure);
  f.store.write([](WriteTx& tx) { tx.changed("page.moved", Id<int>{7}, Id<auth::Zone>{1}, Id<auth::Zone>{2}); });
  CHECK(heard == std::vector<std::string>{"page.moved"});
  auto read = f.store.read([](ReadTx& tx) { return storage::changes_after(tx, {storage::newest(tx).epoch, 0}, 10); });
  REQUIRE(read.size() == 1);
  CHECK(read[0].zone_before == Id<auth::Zone>{1});
  CHECK(read[0].zone_after == Id<auth::Zone>{2});
}

TEST_CASE("ids ascend over restarts and are never used twice") {
  TemporaryFolder folder;
  ManualClock clock{Time{1}};
  std::int64_t first = 0, second = 0;
  {
    storage::Store store({.folder = folder.path(), .protected_tables = {}, .clock = &clock});
    first = store.write([](WriteTx& tx) { return tx.next_id<int>(); }).value;
  }
  storage::Store store({.folder = folder.path(), .protected_tables = {}, .clock = &clock});
  second = store.write([](WriteTx& tx) { return tx.next_id<int>(); }).value;
  CHECK(second > first);
}

TEST_CASE("a protected table is read with `readable` or as the system") {
  Fixture f;
  f.store.read([](ReadTx& tx) {
    CHECK_THROWS_AS(tx.all<std::string>("SELECT title FROM page"), std::logic_error);
    CHECK(tx.all<std::string>("SELECT title FROM page WHERE zone_id IN (SELECT zone_id FROM readable)").empty());
    CHECK(tx.system("test").all<std::string>("SELECT title FROM page").empty());
    CHECK_THROWS_AS(tx.all<std::string>("SELECT title FROM page"), std::logic_error);  // still, though now cached
  });
}

TEST_CASE("parameters are bound by their name, not by where they first stand") {
  Fixture f;
  auto text = f.store.read([](ReadTx& tx) { return tx.one<std::string>("SELECT $2 || '-' || $1 || '-' || $2", "a", "b"); });
  CHECK(text == "b-a-b");
}

TEST_CASE("a change feed that was pruned cannot be followed from before") {
  Fixture f;
  f.store.write([](WriteTx& tx) { tx.changed("page.saved", Id<int>{7}, Id<auth::Zone>{1}); });
  auto early = f.store.read([](ReadTx& tx) { return storage::newest(tx); });
  f.clock.advance(std::chrono::hours(24 * 8));
  f.store.write([](WriteTx& tx) { tx.changed("page.saved", Id<int>{8}, Id<auth::Zone>{1}); });
  CHECK(f.store.write([](WriteTx& tx) { return storage::prune_changes(tx); }) == 1);
  f.store.read([&](ReadTx& tx) {
    CHECK(storage::can_follow(tx, early));
    CHECK_FALSE(storage::can_follow(tx, {early.epoch, early.seq - 1}));
    CHECK_FALSE(storage::can_follow(tx, {early.epoch + 1, early.seq}));
    CHECK(storage::changes_after(tx, early, 10).size() == 1);
  });
}

TEST_CASE("schema.sql shows the schema after all migrations") {
  Fixture f;
  std::string wanted = storage::schema(f.folder.path() / "stafette.db");
  std::string file = STAFETTE_SOURCE_DIR "/storage/schema.sql";
  if (std::getenv("STAFETTE_ACCEPT")) std::ofstream(file) << wanted;
  std::stringstream golden;
  golden << std::ifstream(file).rdbuf();
  CHECK_MESSAGE(golden.str() == wanted, "run with STAFETTE_ACCEPT=1 and review the diff");
}
