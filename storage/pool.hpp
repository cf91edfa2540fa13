// A small bounded pool of threads for work that must not run on I/O threads: expensive reads, password hashes.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace storage {

class Pool {
 public:
  Pool(std::size_t threads, std::size_t queue_max);
  ~Pool();  // runs what is queued, then joins
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // The work must not throw. Failure(unavailable, "busy") when the queue is full.
  void post(std::function<void()> work);

 private:
  void loop();
  std::size_t queue_max_;
  std::mutex guard_;
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace storage
