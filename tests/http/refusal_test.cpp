#include <doctest/doctest.h>
#include <tests/http/support/test_server.hpp>

namespace {
std::string get(std::string_view target, std::string_view header = "Host: x\r\n", std::string_view method = "GET") {
  return std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n" + std::string(header) + "\r\n";
}

std::string post(std::string_view header, std::string_view body = {}, std::string_view target = "/echo") {
  return get(target, "Host: x\r\n" + std::string(header), "POST") + std::string(body);
}

std::string chunked(std::string_view body) {
  return post("Transfer-Encoding: chunked\r\n", body);
}

std::string chars(std::size_t count) {
  return std::string(count, 'a');
}
}  // namespace

// Each request is sent on a connection of its own; the answer must come before the connection ends.
TEST_CASE("malformed requests are refused with a problem") {
  http::Options options;
  options.body_bytes_max = 100;
  TestServer at(options);
  struct Case {
    const char* what;
    std::string request;
    int status;
    const char* key;
  };
  for (auto& c : std::vector<Case>{
           {"no version", "GET /\r\n\r\n", 400, "bad_request_line"},
           {"method with a control", get("/", "Host: x\r\n", "G\x01T"), 400, "bad_request_line"},
           {"nothing but a line end", "\n", 400, "bad_request_line"},
           {"TLS greeting", "\x16\x03\x01\x02\x01\x01\xfc\x03\x03\r\n\r\n", 400, "bad_request_line"},
           {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "version_not_supported"},
           {"HTTP/1.7", "GET / HTTP/1.7\r\nHost: x\r\n\r\n", 505, "version_not_supported"},
           {"bare line feeds", "GET / HTTP/1.1\nHost: x\n\n", 400, "bad_request_line"},
           {"bare line feed in the header", get("/", "Host: x\nA: b\r\n"), 400, "bad_header"},
           {"space before the colon", get("/", "Host : x\r\n"), 400, "bad_header"},
           {"header without colon", get("/", "Host: x\r\nnonsense\r\n"), 400, "bad_header"},
           {"control in a header value", get("/", "Host: x\r\nA: b\x01\r\n"), 400, "bad_header"},
           {"NUL in a header value", get("/", std::string("Host: x\r\nA: b\0c\r\n", 17)), 400, "bad_header"},
           {"folded line", get("/", "Host: x\r\nA: b\r\n c\r\n"), 400, "header_folded"},
           {"folded line with a tab", get("/", "Host: x\r\nA: b\r\n\tc\r\n"), 400, "header_folded"},
           {"no Host", get("/", ""), 400, "host_missing"},
           {"two Hosts", get("/", "Host: x\r\nHost: y\r\n"), 400, "host_missing"},
           {"empty Host", get("/", "Host:\r\n"), 400, "bad_host"},
           {"Host with a path", get("/", "Host: x/y\r\n"), 400, "bad_host"},
           {"unknown method", get("/", "Host: x\r\n", "BREW"), 405, "method_not_allowed"},
           {"PATCH", get("/", "Host: x\r\nContent-Length: 3\r\n", "PATCH") + "abc", 405, "method_not_allowed"},
           {"CONNECT", get("x:443", "Host: x\r\n", "CONNECT"), 405, "method_not_allowed"},
           {"TRACE", get("/", "Host: x\r\n", "TRACE"), 405, "method_not_allowed"},
           {"relative target", get("x"), 400, "bad_path"},
           {"dot segment", get("/a/../b"), 400, "bad_path"},
           {"single dot", get("/./b"), 400, "bad_path"},
           {"encoded dot segment", get("/a/%2e%2E/b"), 400, "bad_path"},
           {"encoded slash", get("/a%2fb"), 400, "bad_path"},
           {"backslash", get("/a\\..\\b"), 400, "bad_path"},
           {"encoded backslash", get("/a%5c"), 400, "bad_path"},
           {"encoded NUL", get("/a%00"), 400, "bad_path"},
           {"encoded line break", get("/a%0d%0ab"), 400, "bad_path"},
           {"half an escape", get("/a%2"), 400, "bad_path"},
           {"not hexadecimal", get("/a%zz"), 400, "bad_path"},
           {"invalid UTF-8", get("/a%ff"), 400, "bad_path"},
           {"overlong UTF-8", get("/%c0%af"), 400, "bad_path"},
           {"fragment", get("/a#b"), 400, "bad_path"},
           {"length that is no number", post("Content-Length: x\r\n"), 400, "bad_content_length"},
           {"negative length", post("Content-Length: -1\r\n"), 400, "bad_content_length"},
           {"two lengths", post("Content-Length: 1\r\nContent-Length: 2\r\n"), 400, "bad_content_length"},
           {"length and chunked", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"), 400,
            "bad_transfer_encoding"},
           {"chunked and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n"), 400,
            "bad_content_length"},
           {"identity, chunked", post("Transfer-Encoding: identity, chunked\r\n"), 400, "bad_transfer_encoding"},
           {"gzip", post("Transfer-Encoding: gzip\r\n"), 400, "bad_transfer_encoding"},
           {"chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400,
            "bad_transfer_encoding"},
           {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400,
            "bad_transfer_encoding"},
           {"chunk size that is no number", chunked("zz\r\n"), 400, "bad_chunk"},
           {"chunk size that overflows", chunked("fffffffffffffffff\r\n"), 400, "bad_chunk"},
           {"long chunk extension", chunked("1;a=" + chars(300) + "\r\nx\r\n0\r\n\r\n"), 400, "bad_chunk"},
           {"endless chunk extension", chunked("1;a=" + chars(20'000)), 400, "bad_chunk"},
           {"chunk without line end", chunked("1\r\nxyz\r\n0\r\n\r\n"), 400, "bad_chunk"},
           {"endless trailer", chunked("0\r\nA: " + chars(20'000)), 400, "bad_chunk"},
           {"chunked body over the limit", chunked("ff\r\n"), 413, "body_too_large"},
           {"length over the limit", post("Content-Length: 101\r\n"), 413, "body_too_large"},
           {"body over the limit", post("Content-Length: 200000\r\n", chars(200'000)), 413, "body_too_large"},
           {"long target", get("/" + chars(9'000)), 414, "target_too_long"},
           {"endless target", "GET /" + chars(30'000), 414, "target_too_long"},
           {"unknown expectation", post("Expect: tea\r\nContent-Length: 1\r\n", "x"), 417, "expectation_failed"},
           {"long header", get("/", "Host: x\r\nA: " + chars(17'000) + "\r\n"), 431, "header_too_large"},
           {"endless header", "GET / HTTP/1.1\r\nHost: x\r\nA: " + chars(60'000), 431, "header_too_large"},
           {"a sink that refuses", post("Content-Length: 300000\r\n", chars(300'000), "/sink/forbidden"), 403,
            "administrators_only"},
           {"a sink that fails", post("Content-Length: 300000\r\n", "poison" + chars(299'994), "/sink"), 415,
            "poisoned"},
       }) {
    CAPTURE(c.what);
    auto client = at.client();
    client.send(c.request);
    auto answer = client.answer();
    CHECK(answer.status == c.status);
    CHECK(answer.key() == c.key);
    CHECK(answer.headers["content-type"] == "application/problem+json");
    CHECK(answer.headers["connection"] == "close");
    CHECK(answer.member("request") == answer.headers["x-request-id"]);
    CHECK(client.ended());
  }
  CHECK(at.client().exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").status == 200);
}

TEST_CASE("more header fields than allowed are refused") {
  TestServer at;
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 100; ++i) many += "A: b\r\n";
  CHECK(at.client().exchange(many + "\r\n").key() == "header_too_large");
}

TEST_CASE("a handler that fails answers a problem without details") {
  TestServer at;
  auto client = at.client();
  struct Case {
    const char* path;
    int status;
    const char* key;
  };
  for (auto& c : std::vector<Case>{{"/dropped", 500, "internal"},
                                   {"/broken", 500, "internal"},
                                   {"/split", 500, "internal"},
                                   {"/conflict", 409, "page_moved_on"}}) {
    CAPTURE(c.path);
    auto answer = client.exchange("GET " + std::string(c.path) + " HTTP/1.1\r\nHost: x\r\n\r\n");
    CHECK(answer.status == c.status);
    CHECK(answer.key() == c.key);
    CHECK(answer.body.find("secret") == answer.body.npos);
    CHECK(answer.headers.count("set-cookie") == 0);
  }
  CHECK(client.exchange("GET /a HTTP/1.1\r\nHost: x\r\n\r\n").body == "/a?");
}
