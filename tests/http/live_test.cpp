#include <doctest/doctest.h>
#include <tests/http/support/test_server.hpp>

using namespace std::chrono_literals;

namespace {
// One unmasked frame: opcode and payload.
std::pair<unsigned, std::string> frame(RawClient& client) {
  auto head = client.exactly(2);
  if (head.size() < 2) return {0, ""};
  std::size_t size = static_cast<unsigned char>(head[1]);
  if (size == 126) {
    auto more = client.exactly(2);
    size = static_cast<unsigned char>(more[0]) * 256 + static_cast<unsigned char>(more[1]);
  }
  return {static_cast<unsigned char>(head[0]) & 15, client.exactly(size)};
}

int close_code(RawClient& client) {
  for (;;) {
    auto [opcode, payload] = frame(client);
    if (opcode == 8 && payload.size() >= 2)
      return static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]);
    if (opcode == 0) return 0;
  }
}

RawClient opened(TestServer& at, int receive_bytes = 0) {
  auto client = at.client(receive_bytes);
  auto answer = client.exchange(live_upgrade("/live"));
  CHECK(answer.status == 101);
  CHECK(answer.headers["sec-websocket-accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
  return client;
}
}  // namespace

TEST_CASE("a WebSocket echoes text, also what was sent before the upgrade was answered") {
  TestServer at;
  auto client = at.client();
  CHECK(client.exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").status == 200);
  client.send(live_upgrade("/live") + live_frame(1, "early"));
  CHECK(client.answer().status == 101);
  CHECK(frame(client) == std::pair(1u, std::string("early")));
  std::string longer(5000, 'y');
  client.send(live_frame(1, longer) + live_frame(1, "and"));
  CHECK(frame(client).second == longer);
  CHECK(frame(client).second == "and");
  client.send(live_frame(9, "ping"));
  CHECK(frame(client) == std::pair(10u, std::string("ping")));
  CHECK(at.server.metrics().live_open == 1);
  client.send(live_frame(8, std::string("\x03\xe8", 2)));
  CHECK(close_code(client) == 1000);
  CHECK(client.ended());
  CHECK(eventually([&] { return at.live.sessions == 0 && at.server.metrics().live_open == 0; }));
}

TEST_CASE("what a WebSocket may not do closes it with a code") {
  TestServer at;
  struct Case {
    const char* what;
    std::string sent;
    int code;
  };
  for (auto& c : std::vector<Case>{{"a message over the limit", live_frame(1, std::string(16 * 1024 + 1, 'x')), 1009},
                                   {"binary", live_frame(2, "x"), 1008},
                                   {"a session that throws", live_frame(1, "fail"), 1008},
                                   {"invalid UTF-8", live_frame(1, "\xff"), 1007},
                                   {"an unmasked frame", std::string("\x81\x01x", 3), 1002},
                                   {"the session says goodbye", live_frame(1, "bye"), 1000}}) {
    CAPTURE(c.what);
    auto client = opened(at);
    client.send(c.sent);
    CHECK(close_code(client) == c.code);
  }
  CHECK(eventually([&] { return at.live.sessions == 0; }));
}

TEST_CASE("an upgrade can be refused, and then HTTP goes on") {
  TestServer at;
  auto client = at.client();
  CHECK(client.exchange(live_upgrade("/live/refused")).status == 401);
  CHECK(client.exchange(live_upgrade("/live/forbidden")).key() == "foreign_origin");
  CHECK(client.exchange(live_upgrade("/elsewhere")).body == "/elsewhere?");
  CHECK(client.exchange("GET /live HTTP/1.1\r\nHost: x\r\n\r\n").body == "/live?");
}

TEST_CASE("a slow reader is closed with 1013 instead of being waited for") {
  TestServer at;
  auto client = opened(at, 4096);
  client.send(live_frame(1, "flood"));
  CHECK(close_code(client) == 1013);
}

TEST_CASE("a reader that never reads loses the connection") {
  http::Options options;
  options.write_timeout = 200ms;
  TestServer at(options);
  auto client = opened(at, 4096);
  client.send(live_frame(1, "flood"));
  CHECK(eventually([&] { return at.live.sessions == 1; }));
  CHECK(eventually([&] { return at.live.sessions == 0; }));
  CHECK(eventually([&] { return at.server.metrics().connections_open == 0; }));
}

TEST_CASE("silent sockets are pinged") {
  http::Options options;
  options.live_ping_interval = 100ms;
  TestServer at(options);
  auto client = opened(at);
  CHECK(frame(client).first == 9);
}

TEST_CASE("a drain closes WebSockets with 1001") {
  TestServer at;
  auto client = opened(at);
  std::thread drain([&] { at.server.drain(10s); });
  CHECK(close_code(client) == 1001);
  client.send(live_frame(8, std::string("\x03\xe9", 2)));
  drain.join();
  CHECK(client.ended());
  CHECK(at.live.sessions == 0);
}
