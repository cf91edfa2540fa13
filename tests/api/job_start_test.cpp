#include <doctest/doctest.h>
#include <server/jobs/jobs.hpp>
#include <tests/support/temporary_folder.hpp>

#include <future>

TEST_CASE("a job that was at work when the process ended runs as soon as the next one starts") {
  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  storage::Store store({.folder = folder.path(), .protected_tables = {}, .clock = &clock});
  server::Log log("error");
  std::promise<std::int64_t> ran;
  server::Jobs killed(store, log);
  killed.on("work", [&](std::int64_t, const std::string&) {  // never comes to its end before the next one is done
    server::Jobs next(store, log);
    next.on("work", [&](std::int64_t subject, const std::string&) { ran.set_value(subject); });
    CHECK(next.run_due() == 0);  // leased
    next.start();
    CHECK(ran.get_future().get() == 7);
  });
  store.write([](WriteTx& tx) { tx.enqueue("work", 7); });
  killed.run_due();
}
