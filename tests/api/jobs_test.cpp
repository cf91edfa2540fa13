#include <doctest/doctest.h>
#include <server/jobs/jobs.hpp>
#include <tests/support/temporary_folder.hpp>

#include <future>

namespace {

struct Fixture {
  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  storage::Store store{{.folder = folder.path(), .protected_tables = {}, .clock = &clock}};
  server::Log log{"error"};
  server::Jobs jobs{store, log};

  void enqueue() {
    store.write([](WriteTx& tx) { tx.enqueue("count", 7); });
  }
  int waiting() {
    return store.read([](ReadTx& tx) { return tx.one<int>("SELECT count(*) FROM job"); });
  }
};

}  // namespace

TEST_CASE("what is queued again while it is at work runs again") {
  Fixture f;
  int runs = 0;
  f.jobs.on("count", [&](std::int64_t, const std::string&) {
    if (++runs == 1) f.enqueue();
  });
  f.enqueue();
  f.enqueue();  // the same: queued once
  CHECK(f.jobs.run_due() == 2);
  CHECK(runs == 2);
  CHECK(f.waiting() == 0);
}

TEST_CASE("what fails is tried again later") {
  Fixture f;
  int runs = 0;
  f.jobs.on("count", [&](std::int64_t, const std::string&) {
    if (++runs == 1) throw std::runtime_error("not yet");
  });
  f.enqueue();
  CHECK(f.jobs.run_due() == 0);
  CHECK(f.waiting() == 1);
  f.clock.advance(std::chrono::hours(1));
  CHECK(f.jobs.run_due() == 1);
  CHECK(f.waiting() == 0);
}

TEST_CASE("a job that was at work when the process ended runs as soon as the next one starts") {
  Fixture f;
  f.enqueue();
  f.store.write([&](WriteTx& tx) { tx.run("UPDATE job SET leased_until = $1", tx.now() + std::chrono::minutes(10)); });
  CHECK(f.jobs.run_due() == 0);
  std::promise<std::int64_t> ran;
  f.jobs.on("count", [&](std::int64_t subject, const std::string&) { ran.set_value(subject); });
  f.jobs.start();
  CHECK(ran.get_future().get() == 7);
}
