#include <doctest/doctest.h>

#include <auth/browser_label.hpp>
#include <auth/one_time_code.hpp>

#include <string>
#include <vector>

// The secret and the moments of RFC 6238, appendix B; its eight digits end in our six.
TEST_CASE("one-time codes are those of RFC 6238") {
  const std::string secret = "12345678901234567890";
  struct Case {
    std::int64_t second;
    const char* code;
  };
  for (auto& c : std::vector<Case>{
           {59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"}, {2000000000, "279037"}}) {
    CAPTURE(c.second);
    Time at{c.second * 1000};
    CHECK(auth::code_at(secret, at) == c.code);
    CHECK(auth::counter_of(secret, c.code, at) == c.second / 30);
    CHECK(auth::counter_of(secret, c.code, at + std::chrono::seconds(30)) == c.second / 30);
    CHECK_FALSE(auth::counter_of(secret, c.code, at + std::chrono::seconds(90)));
    CHECK_FALSE(auth::counter_of(secret, "12345", at));
    CHECK_FALSE(auth::counter_of(secret, "12345a", at));
    CHECK_FALSE(auth::counter_of(secret, "", at));
  }
  CHECK(auth::base32("12345678901234567890") == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}

TEST_CASE("a browser is named coarsely") {
  struct Case {
    const char* said;
    const char* label;
  };
  for (auto& c : std::vector<Case>{
           {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"},
           {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
            "Safari/537.36 Edg/126.0.0.0",
            "Edge, Windows"},
           {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 "
            "Safari/537.36",
            "Chrome, Windows"},
           {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iOS"},
           {"Mozilla/5.0 (Linux; Android 14; Pixel 8) Gecko/128.0 Firefox/128.0", "Firefox, Android"},
           {"curl/8.5.0", ""},
           {"", ""}}) {
    CAPTURE(c.said);
    CHECK(auth::browser_label(c.said) == c.label);
  }
}
