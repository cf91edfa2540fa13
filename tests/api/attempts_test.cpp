#include <doctest/doctest.h>
#include <base/failure.hpp>
#include <server/http/retry.hpp>
#include <server/special/attempts.hpp>
#include <server/special/rates.hpp>

namespace {

using std::chrono::seconds;

// How long to wait; 0: the attempt may go on.
int refused_for_s(const std::function<void()>& doing) {
  try {
    doing();
  } catch (const FailureWith<http::Retry>& failure) {
    return failure.details.retry_after_s;
  }
  return 0;
}

struct Door {
  ManualClock clock{Time{1'790'000'000'000}};
  server::Attempts attempts{clock};
  int wait(const std::string& name, const std::string& source) {
    return refused_for_s([&] { attempts.begin(name, source); });
  }
};

}  // namespace

TEST_CASE("a hundred attempts in a minute lead to ten looks at a password at most") {
  Door door;
  int looks = 0;
  for (int i = 0; i < 100; ++i) {
    looks += door.wait("ada", "10.0.0.1") == 0;
    door.clock.advance(std::chrono::milliseconds(600));
  }
  CHECK(looks > 3);
  CHECK(looks <= 10);
}

TEST_CASE("waiting grows with every wrong attempt and ends in a lock of a quarter of an hour") {
  Door door;
  std::vector<int> waits;
  for (int i = 0; i < 10; ++i) {
    int wait = door.wait("ada", "10.0.0.1");
    waits.push_back(wait);
    door.clock.advance(seconds(wait));
    if (wait) CHECK(door.wait("ada", "10.0.0.1") == 0);
  }
  CHECK(waits == std::vector<int>{0, 0, 0, 1, 2, 4, 8, 16, 32, 64});
  CHECK(door.wait("ada", "10.0.0.1") == 900);
  CHECK(door.wait("ada", "10.0.0.2") == 0);  // somebody else's attempts are not hers
  CHECK(door.wait("ben", "10.0.0.1") == 0);
  door.clock.advance(seconds(899));
  CHECK(door.wait("ada", "10.0.0.1") == 1);
  door.clock.advance(seconds(1));
  CHECK(door.wait("ada", "10.0.0.1") == 0);
}

TEST_CASE("a right attempt is not counted, and one that needs a code decides nothing") {
  Door door;
  for (int i = 0; i < 50; ++i) {
    CHECK(door.wait("ada", "10.0.0.1") == 0);
    door.attempts.right("ada", "10.0.0.1");
  }
  for (int i = 0; i < 3; ++i) CHECK(door.wait("ada", "10.0.0.1") == 0);
  CHECK(door.wait("ada", "10.0.0.1") == 1);
  door.clock.advance(seconds(1));
  CHECK(door.wait("ada", "10.0.0.1") == 0);
  door.attempts.undecided("ada", "10.0.0.1");
  CHECK(door.wait("ada", "10.0.0.1") == 1);  // as before: a known password does not forgive wrong codes
}

TEST_CASE("wrong attempts from everywhere lock out strangers, not who was right before nor the server's own machine") {
  Door door;
  CHECK(door.wait("admin", "10.0.0.1") == 0);
  door.attempts.right("admin", "10.0.0.1");
  for (int i = 0; i < 100; ++i) CHECK(door.wait("admin", "10.1.0." + std::to_string(i)) == 0);
  CHECK(door.wait("admin", "10.2.0.1") == 900);
  CHECK(door.wait("admin", "10.0.0.1") == 0);
  CHECK(door.wait("admin", "127.0.0.1") == 0);
  CHECK(door.wait("admin", "::/64") == 0);
}

TEST_CASE("rates: as many at once as a minute allows, then steadily, for a person and for an address") {
  ManualClock clock{Time{1'790'000'000'000}};
  server::Rates rates(clock, {.sign_in = 3, .search = 3000, .preview = 600, .upload = 600});
  http::Request request;
  auto wait = [&](const std::string& remote) {
    request.remote = remote;
    return refused_for_s([&] { rates.check("sign_in", request, nullptr); });
  };
  for (int i = 0; i < 3; ++i) CHECK(wait("10.0.0.1") == 0);
  CHECK(wait("10.0.0.1") == 20);
  CHECK(wait("10.0.0.2") == 0);
  clock.advance(seconds(20));
  CHECK(wait("10.0.0.1") == 0);
  CHECK(wait("10.0.0.1") > 0);
  for (auto* neighbour : {"2001:db8::1", "2001:db8::2", "2001:db8::ffff:1"}) CHECK(wait(neighbour) == 0);
  CHECK(wait("2001:db8::3") > 0);  // one network of 64 bits is one source
  CHECK(wait("2001:db8:0:1::1") == 0);
  clock.advance(std::chrono::hours(1));
  for (int i = 0; i < 3; ++i) CHECK(wait("10.0.0.1") == 0);  // never more than that at once
  CHECK(wait("10.0.0.1") > 0);
}
