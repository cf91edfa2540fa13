#include <doctest/doctest.h>
#include <tests/http/support/test_server.hpp>

namespace {
std::string get(std::string_view path, std::string_view more = {}) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}
}  // namespace

TEST_CASE("answers of every kind of body arrive whole on one connection") {
  TestServer at;
  auto client = at.client();
  CHECK(client.exchange(get("/a%20b/%C3%A4?q=1%202")).body == "/a b/ä?q=1%202");
  CHECK(client.exchange(get("/shared")).body == "shared");
  CHECK(client.exchange(get("/framed")).body == "<m>");
  CHECK(client.exchange(get("/large")).body == TestHandler::large_text());
  CHECK(client.exchange(get("/file")).body == TestHandler::large_text());
  auto part = client.exchange(get("/file", "Range: bytes=1000000-\r\n"));
  CHECK(part.status == 206);
  CHECK(part.body == TestHandler::large_text().substr(1'000'000));
  auto nothing = client.exchange(get("/nothing"));
  CHECK(nothing.status == 204);
  CHECK(nothing.headers.count("content-length") == 0);
  CHECK(client.exchange(get("http://other.example/x?y")).body == "/x?y");
  CHECK(eventually([&] { return at.server.metrics().requests_by_class[2] == 8; }));
  CHECK(at.server.metrics().connections_accepted == 1);
}

TEST_CASE("every answer carries the security headers") {
  http::Options options;
  options.public_url = "https://wiki.example";
  TestServer at(options);
  for (std::string request : {get("/a"), get("/conflict"), std::string("GET /\r\n\r\n")}) {
    CAPTURE(request);
    auto headers = at.client().exchange(request).headers;
    CHECK(headers["x-content-type-options"] == "nosniff");
    CHECK(headers["referrer-policy"] == "same-origin");
    CHECK(headers["cross-origin-opener-policy"] == "same-origin");
    CHECK(headers["cross-origin-resource-policy"] == "same-origin");
    CHECK(headers["permissions-policy"].find("camera=()") != std::string::npos);
    CHECK(headers["content-security-policy"].find("require-trusted-types-for 'script'") != std::string::npos);
    CHECK(headers["content-security-policy"].find("media-src 'self'") != std::string::npos);
    CHECK(headers["strict-transport-security"] == "max-age=31536000; includeSubDomains");
    CHECK(headers["date"].size() == 29);
    CHECK(headers["x-request-id"].size() == 32);
  }
  CHECK(at.client().exchange(get("/policy")).headers["content-security-policy"] == "sandbox");
}

TEST_CASE("HEAD, OPTIONS, HTTP/1.0 and Connection") {
  TestServer at;
  auto client = at.client();
  client.send("HEAD /large HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.answer(true).headers["content-length"] == "3000000");
  client.send("HEAD /file HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(client.answer(true).headers["content-length"] == "3000000");
  auto options = client.exchange("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n");
  CHECK(options.status == 204);
  CHECK(options.headers["allow"] == "GET, HEAD, POST, PUT, DELETE, OPTIONS");
  auto last = client.exchange(get("/a", "Connection: close\r\n"));
  CHECK(last.headers["connection"] == "close");
  CHECK(client.ended());

  auto old = at.client();
  CHECK(old.exchange("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").headers["connection"] == "keep-alive");
  CHECK(old.exchange("GET /a HTTP/1.0\r\n\r\n").body == "/a?");
  CHECK(old.ended());
}

TEST_CASE("pipelined requests are answered in order, also behind a slow one and a body") {
  TestServer at;
  auto client = at.client();
  client.send(
      "\r\n" + get("/held") + get("/1") + "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" +
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nde\r\n1\r\nf\r\n0\r\nT: r\r\n\r\n" +
      get("/2"));
  at.handler.wait_for_held(1);
  at.handler.release();
  for (std::string body : {"released", "/1?", "abc", "def", "/2?"}) CHECK(client.answer().body == body);
}

TEST_CASE("a request may arrive byte by byte") {
  TestServer at;
  auto client = at.client();
  for (char byte :
       std::string("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"))
    client.send(std::string_view(&byte, 1));
  CHECK(client.answer().body == "hello");
}

TEST_CASE("100-continue is sent before the body, or the refusal instead") {
  http::Options options;
  options.body_bytes_max = 10;
  TestServer at(options);
  auto client = at.client();
  CHECK(client.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n").status ==
        100);
  CHECK(client.exchange("abc").body == "abc");
  CHECK(
      client.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 11\r\n\r\n").status ==
      413);
}

TEST_CASE("a body larger than the memory limit streams into the sink in bounded pieces") {
  http::Options options;
  options.body_bytes_max = 1000;
  TestServer at(options);
  auto client = at.client();
  std::string body(5'000'000, 'x');
  CHECK(client.exchange("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n" + body).body == "5000000");
  CHECK(at.handler.sink_largest_piece <= 64 * 1024);
  CHECK(client
            .exchange("POST /sink HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4c4b40\r\n" + body +
                      "\r\n0\r\n\r\n")
            .body == "10000000");
  CHECK(client.exchange("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 20971521\r\n\r\n").key() ==
        "body_too_large");
}

TEST_CASE("forwarding headers are believed from trusted proxies only") {
  std::string forwarded = "X-Forwarded-For: 6.6.6.6, 192.0.2.7, 127.0.0.9\r\nX-Forwarded-Proto: https\r\n";
  struct Case {
    std::vector<std::string> trusted;
    const char* remote;
  };
  for (auto& c : std::vector<Case>{{{}, "127.0.0.1 plain"},
                                   {{"10.0.0.0/8", "::1"}, "127.0.0.1 plain"},
                                   {{"127.0.0.0/8"}, "192.0.2.7 tls"},
                                   {{"127.0.0.1"}, "127.0.0.9 tls"},
                                   {{"0.0.0.0/0"}, "6.6.6.6 tls"}}) {
    CAPTURE(c.remote);
    http::Options options;
    options.trusted_proxies = c.trusted;
    TestServer at(options);
    CHECK(at.client().exchange(get("/remote", forwarded)).body == c.remote);
  }
  for (std::string bad : {"localhost", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", ""}) {
    CAPTURE(bad);
    http::Options options;
    options.trusted_proxies = {bad};
    CHECK_THROWS_AS(TestServer{options}, std::invalid_argument);
  }
}
