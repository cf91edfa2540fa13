// Attempts to sign in. Wrong ones for one name from one source make the next wait, longer each time, and ten
// lock this pair for a quarter of an hour. Many wrong ones for one name from everywhere lock out sources that were
// never right; those that were, and the server's own machine, go on: nobody locks somebody else out for ever.
#pragma once
#include <base/clock.hpp>

#include <chrono>
#include <mutex>
#include <string>
#include <unordered_map>

namespace server {

// Kept in memory and bounded: a restart costs an attacker's ten attempts, not the protection, and no record of who
// mistyped stays. Any thread.
class Attempts {
 public:
  static constexpr int wrong_max = 10, wrong_from_everywhere_max = 100, free_of_delay = 3;
  static constexpr std::chrono::minutes lock_time{15};

  explicit Attempts(const Clock& clock) : clock_(clock) {}

  // Before the password is looked at; counts as wrong until right() or undecided() says otherwise, so that attempts at
  // the same time are not free. too_many "too_many_attempts" with http::Retry.
  void begin(const std::string& name, const std::string& source);
  void right(const std::string& name, const std::string& source);
  // Whether the next attempt meets the lock.
  bool locked(const std::string& name, const std::string& source);
  // Neither: more is needed before it is one or the other.
  void undecided(const std::string& name, const std::string& source);

 private:
  struct Record {
    int wrong = 0;
    Time last;
    bool was_right = false;  // at least once; kept longer than the count
  };
  Record& record(const std::string& key, Time now);
  void make_room(Time now);

  const Clock& clock_;
  std::mutex guard_;  // guards records_
  std::unordered_map<std::string, Record> records_;
};

}  // namespace server
