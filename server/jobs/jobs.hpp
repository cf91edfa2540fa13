// Background work: jobs are rows, leased to one worker at a time, tried again with growing pauses, and idempotent. Also
// the daily upkeep: old change rows, ended sessions, a truncated log.
#pragma once
#include <server/log.hpp>
#include <storage/store.hpp>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace server {

class Jobs {
 public:
  // What a kind of job does; may throw, then it is tried again later.
  using Work = std::function<void(std::int64_t subject, const std::string& payload)>;

  Jobs(storage::Store&, Log&);
  ~Jobs();  // finishes the job at hand
  void on(std::string kind, Work);                              // before start()
  void every(std::chrono::milliseconds, std::function<void()>); // before start(); runs once at the start, too
  void start();
  // Runs what is due now and returns how many jobs that were; for tests and the command line.
  int run_due();

 private:
  struct Upkeep {
    std::chrono::milliseconds period;
    std::function<void()> work;
    Time due;
  };
  void loop();
  void run_upkeep();

  storage::Store& store_;
  Log& log_;
  std::map<std::string, Work> works_;
  std::vector<Upkeep> upkeep_;
  std::mutex guard_;  // guards stopping_
  std::condition_variable woken_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace server
