#include <server/http/retry.hpp>
#include <server/http/source.hpp>
#include <server/special/rates.hpp>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace server {
namespace {

constexpr std::size_t remembered_max = 20'000;
constexpr double address_factor = 10, minute_ms = 60'000;
constexpr double whole = 1 - 1e-9;  // who waited as told is not refused for a rounding

int limit_of(const RateLimits& limits, std::string_view kind) {
  if (kind == "sign_in") return limits.sign_in;
  if (kind == "search") return limits.search;
  if (kind == "preview") return limits.preview;
  if (kind == "upload") return limits.upload;
  throw std::logic_error("no limit for the rate " + std::string(kind));
}

}  // namespace

void Rates::check(std::string_view kind, const http::Request& request, const auth::Viewer* viewer) {
  auto limit = limit_of(limits_, kind);
  auto name = std::string(kind);
  if (viewer) take(name + " p" + std::to_string(viewer->person.value), limit);
  take(name + " a" + http::source_of(request), viewer ? limit * address_factor : limit);
}

void Rates::take(const std::string& key, double per_minute) {
  auto now = clock_.now();
  std::lock_guard lock(guard_);
  if (buckets_.size() >= remembered_max) forget_full(now);
  auto& bucket = buckets_.try_emplace(key, Bucket{per_minute, now}).first->second;
  auto passed_ms = double(std::max<std::int64_t>(0, now.ms - bucket.at.ms));
  bucket = {std::min(per_minute, bucket.left + passed_ms * per_minute / minute_ms), now};
  if (bucket.left < whole) {
    std::chrono::milliseconds wait(std::int64_t(std::ceil((1 - bucket.left) * minute_ms / per_minute)));
    throw FailureWith<http::Retry>(Problem::too_many, "too_many_requests", http::retry_after(wait));
  }
  bucket.left -= 1;
}

// After a minute of silence every bucket is full, which is as good as none.
void Rates::forget_full(Time now) {
  std::erase_if(buckets_, [&](auto& known) { return double(now.ms - known.second.at.ms) >= minute_ms; });
  if (buckets_.size() >= remembered_max) buckets_.clear();
}

}  // namespace server
