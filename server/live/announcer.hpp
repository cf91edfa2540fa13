// Tells open browsers what happened: reads the changes after their commit on a thread of its own, so that the writer
// never waits for sockets. What it cannot keep up with becomes one "read again".
#pragma once
#include <server/live/hub.hpp>
#include <storage/store.hpp>

namespace live {

class Announcer {
 public:
  Announcer(storage::Store&, Hub&);

 private:
  void announce(const std::vector<storage::Change>&);
  storage::Store& store_;
  Hub& hub_;
  storage::Pool thread_;  // one: hints keep the order of commits
};

}  // namespace live
