#include <doctest/doctest.h>
#include <tests/http/support/test_server.hpp>

using namespace std::chrono_literals;

namespace {
const std::string hello = "GET /a HTTP/1.1\r\nHost: x\r\n\r\n";

http::Options hasty() {
  http::Options options;
  options.header_timeout = options.body_timeout = options.idle_timeout = options.write_timeout = 200ms;
  return options;
}
}  // namespace

TEST_CASE("slow requests are told so, silent connections are closed") {
  TestServer at(hasty());
  struct Case {
    const char* what;
    std::string sent;
    int status;
  };
  for (auto& c : std::vector<Case>{
           {"nothing", "", 0},
           {"half a header", "GET / HTTP/1.1\r\nHo", 408},
           {"half a body", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc", 408},
           {"half a chunk", "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n", 408}}) {
    CAPTURE(c.what);
    auto client = at.client();
    client.send(c.sent);
    auto answer = client.answer();
    CHECK(answer.status == c.status);
    if (c.status != 0) CHECK(answer.key() == "request_timeout");
    CHECK(client.ended());
  }
  auto idle = at.client();
  CHECK(idle.exchange(hello).status == 200);
  CHECK(idle.ended());
}

TEST_CASE("bytes that trickle in do not extend the time for the header section") {
  TestServer at(hasty());
  auto client = at.client();
  auto start = std::chrono::steady_clock::now();
  client.send("GET / HTTP/1.1\r\nA: ");
  while (!client.readable_within(5ms) && client.send("b")) {
  }
  CHECK(client.answer().status == 408);
  CHECK(std::chrono::steady_clock::now() - start < 1500ms);
}

TEST_CASE("a reader that does not read is disconnected") {
  TestServer at(hasty());
  for (std::string path : {"/large", "/file"}) {
    CAPTURE(path);
    auto client = at.client(4096);
    client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(eventually([&] { return at.server.metrics().connections_open == 1; }));
    CHECK(eventually([&] { return at.server.metrics().connections_open == 0; }));
    CHECK(client.answer().status == 0);
  }
}

TEST_CASE("connections are limited in total and per address") {
  http::Options options;
  options.connections_max = 3;
  options.connections_per_address_max = 2;
  TestServer at(options);
  auto first = at.client();
  CHECK(first.exchange(hello).status == 200);
  {
    auto second = at.client();
    CHECK(second.exchange(hello).status == 200);
    auto third = at.client().exchange(hello);
    CHECK(third.status == 429);
    CHECK(third.key() == "too_many_connections_of_address");
  }
  CHECK(eventually([&] { return at.server.metrics().connections_open == 1; }));
  CHECK(at.client().exchange(hello).status == 200);

  options.trusted_proxies = {"127.0.0.1"};
  TestServer behind(options);
  std::vector<RawClient> clients;
  for (int i = 0; i < 3; ++i) CHECK(clients.emplace_back(behind.client()).exchange(hello).status == 200);
  CHECK(behind.client().exchange(hello).key() == "too_many_connections");
  CHECK(behind.server.metrics().connections_refused == 1);
}

TEST_CASE("a connection ends after its number of requests") {
  http::Options options;
  options.requests_per_connection_max = 2;
  TestServer at(options);
  auto client = at.client();
  CHECK(client.exchange(hello).headers.count("connection") == 0);
  CHECK(client.exchange(hello).headers["connection"] == "close");
  CHECK(client.ended());
}

TEST_CASE("a drain finishes running requests and nothing else") {
  TestServer at;
  auto idle = at.client();
  CHECK(idle.exchange(hello).status == 200);
  auto busy = at.client();
  busy.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n" + hello);
  at.handler.wait_for_held(1);
  std::thread drain([&] { at.server.drain(10s); });
  CHECK(idle.ended());
  at.handler.release();
  auto answer = busy.answer();
  CHECK(answer.body == "released");
  CHECK(answer.headers["connection"] == "close");
  CHECK(busy.ended());
  drain.join();
  CHECK_THROWS(at.client());
  CHECK(at.server.metrics().connections_open == 0);
}

TEST_CASE("a drain gives up at its deadline") {
  TestServer at;
  auto busy = at.client();
  busy.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n");
  at.handler.wait_for_held(1);
  at.server.drain(50ms);
  CHECK(at.server.metrics().connections_open == 1);
  at.handler.release();
}

TEST_CASE("a port in use is refused although ports are shared between threads") {
  TestServer at;
  http::Options options;
  options.port = at.server.port();
  http::Server second(options, at.handler, at.live);
  CHECK_THROWS_WITH_AS(second.start(), doctest::Contains("Address already in use"), std::runtime_error);
}

TEST_CASE("the request log has what operators need and no person") {
  std::mutex mutex;
  std::vector<std::pair<int, std::string>> lines;
  http::Options options;
  options.on_request = [&](const http::RequestLog& log) {
    std::lock_guard lock(mutex);
    lines.emplace_back(log.status, std::string(log.method) + " " + std::string(log.id));
    CHECK(log.sent_bytes > 500);
  };
  TestServer at(options);
  auto client = at.client();
  auto id = client.exchange(hello).headers["x-request-id"];
  client.exchange(hello);
  std::lock_guard lock(mutex);
  REQUIRE(lines.size() >= 1);
  CHECK(lines[0] == std::pair(200, "GET " + id));
}
