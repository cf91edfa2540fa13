#include <server/http/retry.hpp>
#include <server/special/attempts.hpp>

#include <algorithm>

namespace server {
namespace {

constexpr std::size_t remembered_max = 20'000;

// No name holds a line feed.
std::string pair(const std::string& name, const std::string& source) { return name + "\n" + source; }

bool own_machine(const std::string& source) { return source.starts_with("127.") || source == "::/64"; }

// How long the next attempt waits after so many wrong ones.
std::chrono::milliseconds pause(int wrong, int wrong_max) {
  if (wrong >= wrong_max) return Attempts::lock_time;
  bool delayed = wrong_max == Attempts::wrong_max && wrong >= Attempts::free_of_delay;
  return std::chrono::seconds(delayed ? 1 << (wrong - Attempts::free_of_delay) : 0);
}

}  // namespace

void Attempts::begin(const std::string& name, const std::string& source) {
  auto now = clock_.now();
  std::lock_guard lock(guard_);
  make_room(now);
  auto& here = record(pair(name, source), now);
  auto& everywhere = record(name, now);
  auto left = here.last + pause(here.wrong, wrong_max);
  if (!here.was_right && !own_machine(source))
    left = std::max(left, everywhere.last + pause(everywhere.wrong, wrong_from_everywhere_max));
  if (left > now) {
    std::chrono::milliseconds wait(left.ms - now.ms);
    throw FailureWith<http::Retry>(Problem::too_many, "too_many_attempts", http::retry_after(wait));
  }
  for (auto* counted : {&here, &everywhere}) {
    ++counted->wrong;
    counted->last = now;
  }
}

void Attempts::right(const std::string& name, const std::string& source) {
  std::lock_guard lock(guard_);
  auto now = clock_.now();
  auto& here = record(pair(name, source), now);
  here = {0, now, true};
  auto& everywhere = record(name, now);
  everywhere.wrong = std::max(0, everywhere.wrong - 1);
}

bool Attempts::locked(const std::string& name, const std::string& source) {
  std::lock_guard lock(guard_);
  return record(pair(name, source), clock_.now()).wrong >= wrong_max;
}

void Attempts::undecided(const std::string& name, const std::string& source) {
  std::lock_guard lock(guard_);
  for (auto& key : {pair(name, source), name}) {
    auto& counted = record(key, clock_.now());
    counted.wrong = std::max(0, counted.wrong - 1);
  }
}

// After the lock time wrong ones are forgotten.
Attempts::Record& Attempts::record(const std::string& key, Time now) {
  auto& known = records_[key];
  if (known.last + lock_time <= now) known.wrong = 0;
  return known;
}

void Attempts::make_room(Time now) {
  if (records_.size() < remembered_max) return;
  std::erase_if(records_, [&](auto& known) { return known.second.last + lock_time <= now; });
  if (records_.size() >= remembered_max) records_.clear();
}

}  // namespace server
