// Who asks. Every domain function gets a Viewer and trims by it; there is no ambient user. Made only in auth, from a
// session or a token. Jobs, feed consumers and the command line hold none: they use tx.system().
#pragma once
#include <auth/level.hpp>
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
  bool administrator = false;     // manages people and spaces; never implies reading content
  Level ceiling = Level::manage;  // effective level = min(readable, ceiling)
  Id<Session> session;            // 0 for tokens
  std::string language;           // "de", "en" or empty: as the browser says

 private:
  Viewer() = default;
  friend class ViewerFactory;
};

}  // namespace auth

using auth::Viewer;
