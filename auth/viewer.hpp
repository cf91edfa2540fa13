// Who asks. Every domain function gets a Viewer and trims by it; there is no ambient user. Made only in auth, from a
// session or a token. Jobs, feed consumers and the command line hold none: they use tx.system().
#pragma once
#include <auth/level.hpp>
#include <base/clock.hpp>
#include <base/id.hpp>

#include <string>

namespace auth {

struct Person;
struct Principal;
struct Session;
struct Space;
struct Token;
struct Zone;

struct Viewer {
  Id<Person> person;
  bool administrator = false;      // manages people and spaces; never implies reading content
  bool second_factor_due = false;  // would administrate or bear a role, but needs a second factor first
  Level ceiling = Level::manage;   // effective level = min(readable, ceiling); read: nothing can be written
  Id<Session> session;             // 0 for tokens
  Time fresh_until;                // dangerous actions ask for no confirmation; means nothing for tokens
  std::string language;            // "de", "en" or empty: as the browser says

 private:
  Viewer() = default;
  friend class ViewerFactory;
};

}  // namespace auth

using auth::Viewer;
