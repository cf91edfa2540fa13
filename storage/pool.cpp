#include <base/failure.hpp>
#include <storage/pool.hpp>

#include <pthread.h>

namespace storage {

Pool::Pool(std::size_t threads, std::size_t queue_max) : queue_max_(queue_max) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { loop(); });
}

Pool::~Pool() {
  {
    std::lock_guard lock(guard_);
    stopping_ = true;
  }
  filled_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Pool::post(std::function<void()> work) {
  {
    std::lock_guard lock(guard_);
    if (queue_.size() >= queue_max_) throw Failure(Problem::unavailable, "busy");
    queue_.push_back(std::move(work));
  }
  filled_.notify_one();
}

void Pool::loop() {
  pthread_setname_np(pthread_self(), "pool");
  std::unique_lock lock(guard_);
  while (true) {
    filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
}

}  // namespace storage
