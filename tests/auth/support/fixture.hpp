// A store with people in it, and a clock that tests set.
#pragma once
#include <auth/access.hpp>
#include <auth/sessions.hpp>
#include <base/failure.hpp>
#include <storage/store.hpp>
#include <tests/support/temporary_folder.hpp>

#include <functional>

struct Fixture {
  TemporaryFolder folder;
  ManualClock clock{Time{1'790'000'000'000}};
  storage::Store store{{.folder = folder.path(), .protected_tables = auth::protected_tables(), .clock = &clock}};

  Id<auth::Person> person(const std::string& name, bool administrator = false) {
    return store.write([&](WriteTx& tx) {
      auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(""), Text<200>("unused"), administrator};
      return auth::create_account(tx, {account, ""});
    });
  }
  // A domain function, as that person.
  template <class F>
  auto write(Id<auth::Person> who, F&& body) {
    return store.write([&](WriteTx& tx) { return body(tx, auth::acting_as(tx, who)); });
  }
  template <class F>
  auto read(Id<auth::Person> who, F&& body) {
    return store.read([&](ReadTx& tx) { return body(tx, auth::acting_as(tx, who)); });
  }
  std::optional<auth::Level> level(Id<auth::Person> person, Id<auth::Zone> zone) {
    return store.read([&](ReadTx& tx) { return auth::level_in(tx, auth::acting_as(tx, person), zone); });
  }
};

inline Id<auth::Subject> subject(auto id) {
  return {id.value};
}

// The key of the Failure that it throws, or empty.
inline std::string key_of(const std::function<void()>& doing) {
  try {
    doing();
  } catch (const Failure& failure) {
    return failure.key();
  }
  return {};
}

