#include <doctest/doctest.h>
#include <server/http/assets.hpp>
#include <server/http/negotiation.hpp>

namespace {

const http::EmbeddedFile embedded[] = {
    {"assets/app.123.js", "aa", "plain"},    {"assets/app.123.js.br", "bb", "brotli"},
    {"assets/app.123.js.gz", "cc", "gzip"},  {"assets/font.456.woff2", "dd", "font"},
    {"index.html", "ee", "<!doctype html>"},
};

std::string header(const http::Response& response, std::string_view name) {
  for (auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

}  // namespace

TEST_CASE("client files are negotiated, cached for ever or always asked for") {
  http::Assets assets(embedded);
  struct Case {
    const char* what;
    const char* path;
    const char* accept;
    const char* body;
    const char* encoding;
    const char* type;
    const char* cache;
  };
  const char* forever = "public, max-age=31536000, immutable";
  const char* script = "text/javascript; charset=utf-8";
  const char* page = "text/html; charset=utf-8";
  for (auto& c : std::vector<Case>{
           {"brotli first", "/assets/app.123.js", "gzip, deflate, br", "brotli", "br", script, forever},
           {"gzip", "/assets/app.123.js", "gzip;q=0.5", "gzip", "gzip", script, forever},
           {"brotli refused", "/assets/app.123.js", "*, br;q=0", "gzip", "gzip", script, forever},
           {"neither", "/assets/app.123.js", "", "plain", "", script, forever},
           {"not compressed", "/assets/font.456.woff2", "br", "font", "", "font/woff2", forever},
           {"the start page", "/", "br", "<!doctype html>", "", page, "no-cache"},
           {"a client route", "/s/handbuch/urlaub", "br", "<!doctype html>", "", page, "no-cache"},
       }) {
    CAPTURE(c.what);
    http::Request request;
    request.path = c.path;
    request.headers = {{"accept-encoding", c.accept}};
    auto response = assets.find(request);
    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(*std::get<http::SharedBody>(response->body) == c.body);
    CHECK(header(*response, "Content-Encoding") == c.encoding);
    CHECK(header(*response, "Content-Type") == c.type);
    CHECK(header(*response, "Cache-Control") == c.cache);
    CHECK(header(*response, "Vary") == "Accept-Encoding");

    request.headers.emplace_back("if-none-match", "\"other\", W/" + header(*response, "ETag"));
    CHECK(assets.find(request)->status == 304);
  }
  for (std::string missing : {"/assets/app.999.js", "/assets/", "/favicon.ico", "/assets/app.123.js.map"}) {
    CAPTURE(missing);
    http::Request request;
    request.path = missing;
    CHECK_FALSE(assets.find(request));
  }
  http::Request start;
  start.path = "/";
  CHECK_FALSE(http::Assets(std::span<const http::EmbeddedFile>{}).find(start));
}

TEST_CASE("lists in Accept-Encoding and If-None-Match") {
  CHECK(http::accepts_encoding("br", "br"));
  CHECK(http::accepts_encoding(" gzip ;q=1 ,br;q=0.001", "br"));
  CHECK(http::accepts_encoding("*", "br"));
  CHECK_FALSE(http::accepts_encoding("br;q=0.000", "br"));
  CHECK_FALSE(http::accepts_encoding("*;q=0", "br"));
  CHECK_FALSE(http::accepts_encoding("brotli", "br"));
  CHECK(http::names_etag("*", "\"a\""));
  CHECK(http::names_etag("\"b\",W/\"a\"", "W/\"a\""));
  CHECK_FALSE(http::names_etag("\"ab\"", "\"a\""));
  CHECK_FALSE(http::names_etag("", "\"a\""));
}
