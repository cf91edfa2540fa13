// How often somebody may ask for what costs much: each kind has a bucket for each person that fills steadily,
// and a tenfold one for each address, so that many accounts do not help. Sign-in has no person yet: one for an address.
#pragma once
#include <auth/viewer.hpp>
#include <server/http/message.hpp>

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

// A minute; as many at once.
struct RateLimits {
  int sign_in = 300;
  int search = 6000;
  int preview = 600;
  int upload = 600;
};

// Kept in memory for the 20,000 busiest at most: a restart, or more of them, starts with full buckets.
class Rates {
 public:
  Rates(const Clock& clock, const RateLimits& limits) : clock_(clock), limits_(limits) {}
  // `kind` as Route::rated() says it. too_many "too_many_requests" with http::Retry. Any thread.
  void check(std::string_view kind, const http::Request&, const auth::Viewer*);

 private:
  struct Bucket {
    double left;
    Time at;
  };
  void take(const std::string& key, double per_minute);
  void forget_full(Time now);

  const Clock& clock_;
  const RateLimits limits_;
  std::mutex guard_;  // guards buckets_
  std::unordered_map<std::string, Bucket> buckets_;
};

}  // namespace server
