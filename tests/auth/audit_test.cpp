#include <doctest/doctest.h>

#include <auth/audit.hpp>
#include <tests/auth/support/fixture.hpp>

namespace {

struct Log : Fixture {
  void event(const char* kind, const std::string& detail = "") {
    store.write([&](WriteTx& tx) { auth::audit_system(tx, kind, {"zone", 7}, detail); });
  }
  std::vector<std::string> faults() { return store.read(auth::audit_faults); }
  std::string kinds() {
    std::string all;
    store.read([&](ReadTx& tx) {
      auth::each_audit_event(tx, "1970-01-01", "2999-12-31", [&](auto& event) { all += event.kind + " "; });
    });
    return all;
  }
  // As somebody would who has the file.
  void tamper(const char* sql) {
    storage::Connection db((folder.path() / "stafette.db").string(), storage::Connection::Mode::read_write);
    db.execute(std::string("DROP TRIGGER audit_event_kept; DROP TRIGGER audit_event_dropped;") + sql);
  }
};

}  // namespace

TEST_CASE("events are chained over days, and dropping old days keeps the chain whole") {
  Log log;
  for (int day = 0; day < 5; ++day) {
    log.event("first");
    log.event("second");
    log.clock.advance(std::chrono::days(1));
  }
  CHECK(log.faults().empty());
  CHECK(log.store.write([](WriteTx& tx) { return auth::prune_audit(tx, 2); }) == 6);
  CHECK(log.faults().empty());
  CHECK(log.kinds() == "first second first second ");
  log.event("later");
  CHECK(log.faults().empty());
}

TEST_CASE("an event that was changed, taken out or put in is found and named") {
  struct Case {
    const char* what;
    const char* sql;
    const char* fault;
  };
  for (auto& c :
       std::vector<Case>{{"changed", "UPDATE audit_event SET detail = 'x' WHERE kind = 'b'", "was changed"},
                         {"another actor", "UPDATE audit_event SET actor_id = 3 WHERE kind = 'b'", "was changed"},
                         {"taken out of the middle", "DELETE FROM audit_event WHERE kind = 'b'", "was changed"},
                         {"taken from the end", "DELETE FROM audit_event WHERE kind = 'c'", "are missing"},
                         {"all of a day", "DELETE FROM audit_event", "are missing"}}) {
    CAPTURE(c.what);
    Log log;
    for (auto* kind : {"a", "b", "c"}) log.event(kind);
    CHECK(log.faults().empty());
    log.tamper(c.sql);
    auto faults = log.faults();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].find(c.fault) != std::string::npos);
  }
}

TEST_CASE("the store itself refuses to change or delete events") {
  Log log;
  log.event("a");
  for (auto* sql : {"UPDATE audit_event SET kind = 'b'", "DELETE FROM audit_event", "DELETE FROM audit_day"}) {
    CAPTURE(sql);
    CHECK_THROWS_AS(log.store.write([&](WriteTx& tx) { tx.run(sql); }), const storage::SqliteError&);
  }
  CHECK(log.kinds() == "a ");
}

TEST_CASE("details are bounded between characters, and a clock set back opens no day again") {
  Log log;
  log.event("long", std::string(499, 'a') + "ü and more");
  log.clock.advance(std::chrono::days(-3));
  log.event("before");
  CHECK(log.faults().empty());
  std::string detail;
  log.store.read([&](ReadTx& tx) {
    auth::each_audit_event(tx, "1970-01-01", "2999-12-31", [&](auto& event) {
      if (event.kind == "long") detail = event.detail;
    });
  });
  CHECK(detail == std::string(499, 'a'));
}
