#include <base/failure.hpp>
#include <server/http/cookie.hpp>
#include <server/http/origin.hpp>
#include <server/http/query.hpp>

#include <doctest/doctest.h>

namespace {

std::string parsed(std::string_view query) {
  try {
    std::string out;
    for (auto& [name, value] : http::parse_query(query)) out += "[" + name + "|" + value + "]";
    return out;
  } catch (const Failure& failure) {
    return failure.key();
  }
}

http::Request request_with(http::Method method, http::Headers headers, bool tls) {
  http::Request request;
  request.method = method;
  request.headers = std::move(headers);
  request.tls = tls;
  return request;
}

std::string origin_verdict(const http::Request& request, std::string_view own_origin) {
  try {
    http::check_origin(request, own_origin);
    return "passed";
  } catch (const Failure& failure) {
    return failure.key();
  }
}

}  // namespace

TEST_CASE("query strings are decoded strictly") {
  struct Case { const char* query; const char* expected; };
  for (auto& c : std::vector<Case>{
    {"",                    ""},
    {"a=1&b=2",             "[a|1][b|2]"},
    {"&a=1&&",              "[a|1]"},
    {"a",                   "[a|]"},
    {"a=",                  "[a|]"},
    {"a=b=c",               "[a|b=c]"},
    {"q=%C3%A4+b%2B%26",    "[q|ä b+&]"},
    {"%71=1",               "[q|1]"},
    {"=1",                  "malformed_query"},
    {"a=%",                 "malformed_query"},
    {"a=%4",                "malformed_query"},
    {"a=%zz",               "malformed_query"},
    {"a=%00",               "malformed_query"},
    {"a=%C3",               "malformed_query"},
    {"a=%ED%A0%80",         "malformed_query"},
    {"a=1&a=1",             "invalid_input"},
    {"a=1&%61=2",           "invalid_input"},
  }) {
    CAPTURE(c.query);
    CHECK(parsed(c.query) == c.expected);
  }
  std::string many;
  for (int i = 0; i < 101; ++i) many += "a" + std::to_string(i) + "&";
  CHECK(parsed(many) == "malformed_query");
}

TEST_CASE("cookies are found by their whole name") {
  CHECK(http::cookie("a=1; stafette_session=x.y; b=2", "stafette_session") == "x.y");
  CHECK(http::cookie("stafette_session=first; stafette_session=second", "stafette_session") == "first");
  CHECK(http::cookie("not_stafette_session=1;stafette_session_2=2", "stafette_session").empty());
  CHECK(http::cookie("s=\"quoted\" ", "s") == "quoted");
  CHECK(http::cookie("s", "s").empty());
  CHECK(http::cookie("", "s").empty());
  CHECK(http::set_cookie("__Host-s", "v", true, std::chrono::seconds(60)) ==
        "__Host-s=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
  CHECK(http::set_cookie("s", "v", false) == "s=v; Path=/; HttpOnly; SameSite=Lax");
}

TEST_CASE("a write comes from our own origin or carries a bearer token") {
  using enum http::Method;
  const std::string own = http::origin_of("https://Wiki.example.org:443/start");
  CHECK(own == "https://wiki.example.org");
  struct Case {
    const char* what;
    http::Method method;
    http::Headers headers;
    bool tls;
    std::string own;
    const char* expected;
  };
  auto from = [](const char* origin) { return http::Headers{{"origin", origin}}; };
  auto host = [](const char* origin) { return http::Headers{{"host", "127.0.0.1:8080"}, {"origin", origin}}; };
  for (auto& c : std::vector<Case>{
    {"read",            get,  {},                                        true,  own, "passed"},
    {"head",            head, {},                                        true,  own, "passed"},
    {"no origin",       post, {{"cookie", "a=b"}},                       true,  own, "origin_refused"},
    {"own",             put,  from("https://wiki.example.org"),          true,  own, "passed"},
    {"opaque",          put,  from("null"),                              true,  own, "origin_refused"},
    {"other scheme",    put,  from("http://wiki.example.org"),           true,  own, "origin_refused"},
    {"other port",      put,  from("https://wiki.example.org:8443"),     true,  own, "origin_refused"},
    {"longer name",     del,  from("https://wiki.example.org.evil.de"),  true,  own, "origin_refused"},
    {"with a path",     del,  from("https://wiki.example.org/x"),        true,  own, "origin_refused"},
    {"bearer",          post, {{"authorization", "Bearer x"}},           true,  own, "passed"},
    {"basic",           post, {{"authorization", "Basic x"}},            true,  own, "origin_refused"},
    {"by host",         post, host("http://127.0.0.1:8080"),             false, "",  "passed"},
    {"by host, TLS",    post, host("https://127.0.0.1:8080"),            true,  "",  "passed"},
    {"by host, no TLS", post, host("https://127.0.0.1:8080"),            false, "",  "origin_refused"},
    {"other host",      post, host("http://localhost:8080"),             false, "",  "origin_refused"},
    {"neither",         post, {},                                        false, "",  "origin_refused"},
  }) {
    CAPTURE(c.what);
    CHECK(origin_verdict(request_with(c.method, c.headers, c.tls), c.own) == c.expected);
  }
}
