#include <doctest/doctest.h>
#include <server/jobs/jobs.hpp>
#include <server/site.hpp>
#include <tests/support/temporary_folder.hpp>

namespace {

struct Workshop {
  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  server::Log log{"error"};
  search::Hook hook;
  storage::Store store{server::store_options(folder.path(), clock, hook)};
  server::Jobs jobs{store, log};
  int done = 0;

  void enqueue(std::chrono::minutes later = {}) {
    store.write([&](WriteTx& tx) { tx.enqueue("work", 7, {}, tx.now() + later); });
  }
  int waiting() {
    return store.read([](ReadTx& tx) { return tx.one<int>("SELECT count(*) FROM job"); });
  }
};

}  // namespace

TEST_CASE("a job is done once, however often it was queued") {
  Workshop at;
  at.jobs.on("work", [&](std::int64_t subject, const std::string&) { at.done += subject == 7; });
  at.enqueue();
  at.enqueue();
  CHECK(at.jobs.run_due() == 1);
  CHECK(at.done == 1);
  CHECK(at.waiting() == 0);
}

TEST_CASE("a job that is queued while it is done is done once more") {
  Workshop at;
  at.jobs.on("work", [&](std::int64_t, const std::string&) {
    if (++at.done < 3) at.enqueue();
  });
  at.enqueue();
  CHECK(at.jobs.run_due() == 3);
  CHECK(at.waiting() == 0);
}

TEST_CASE("a job that is queued for later while it is done is done then") {
  Workshop at;
  at.jobs.on("work", [&](std::int64_t, const std::string&) {
    if (++at.done == 1) at.enqueue(std::chrono::minutes(30));
  });
  at.enqueue();
  CHECK(at.jobs.run_due() == 1);
  at.clock.advance(std::chrono::minutes(29));
  CHECK(at.jobs.run_due() == 0);
  at.clock.advance(std::chrono::minutes(1));
  CHECK(at.jobs.run_due() == 1);
  CHECK(at.waiting() == 0);
}

TEST_CASE("a job that fails is done later, and one that nobody finished after its lease") {
  Workshop at;
  at.jobs.on("work", [&](std::int64_t, const std::string&) {
    if (++at.done == 1) throw std::runtime_error("not yet");
  });
  at.enqueue();
  CHECK(at.jobs.run_due() == 0);
  CHECK(at.jobs.run_due() == 0);
  at.clock.advance(std::chrono::seconds(20));
  CHECK(at.jobs.run_due() == 1);
  CHECK(at.done == 2);

}

TEST_CASE("a job whose worker never came back is done after its lease") {
  Workshop at;
  at.jobs.on("work", [&](std::int64_t, const std::string&) {
    if (++at.done > 1) return;
    CHECK(at.jobs.run_due() == 0);  // it is taken
    at.clock.advance(std::chrono::minutes(10));
    CHECK(at.jobs.run_due() == 1);
  });
  at.enqueue();
  at.jobs.run_due();
  CHECK(at.done == 2);
  CHECK(at.waiting() == 0);
}
