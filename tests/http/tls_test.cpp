#include <doctest/doctest.h>
#include <openssl/ssl.h>
#include <tests/http/support/certificate.hpp>
#include <tests/http/support/test_server.hpp>
#include <tests/support/temporary_folder.hpp>

namespace {

struct Secured {
  Secured() { write_certificate(folder.path()); }
  http::Options options() const {
    http::Options options;
    options.certificate_path = folder.path() / "cert.pem";
    options.key_path = folder.path() / "key.pem";
    return options;
  }
  TemporaryFolder folder;
};

std::string get(std::string_view path) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
}

}  // namespace

TEST_CASE("TLS 1.2 and 1.3 with the suites and curves of BSI TR-02102-2, nothing older or weaker") {
  Secured secured;
  TestServer at(secured.options());
  struct Case {
    const char* what;
    int version;
    const char* groups;
    const char* ciphers;
    const char* protocol;
  };
  for (auto& c : std::vector<Case>{{"1.3", TLS1_3_VERSION, "", "", "TLSv1.3"},
                                   {"1.2", TLS1_2_VERSION, "", "", "TLSv1.2"},
                                   {"P-521", TLS1_3_VERSION, "P-521", "", "TLSv1.3"},
                                   {"Brainpool", TLS1_2_VERSION, "P-256:brainpoolP384r1", "", "TLSv1.2"},
                                   {"1.1", TLS1_1_VERSION, "", "DEFAULT@SECLEVEL=0", nullptr},
                                   {"no forward secrecy", TLS1_2_VERSION, "", "AES256-GCM-SHA384", nullptr},
                                   {"CBC", TLS1_2_VERSION, "", "ECDHE-ECDSA-AES256-SHA384", nullptr}}) {
    CAPTURE(c.what);
    TlsClient client(at.server.port(), c.version, c.groups, c.ciphers);
    CHECK(client.connected() == (c.protocol != nullptr));
    if (!c.protocol) continue;
    CHECK(client.protocol() == c.protocol);
    client.send(get("/remote"));
    CHECK(client.answer().ends_with("127.0.0.1 tls"));
  }
}

TEST_CASE("bodies of every kind and WebSockets pass through TLS") {
  Secured secured;
  TestServer at(secured.options());
  TlsClient client(at.server.port());
  REQUIRE(client.connected());
  for (std::string path : {"/large", "/file"}) {
    CAPTURE(path);
    client.send(get(path));
    CHECK(client.answer().ends_with("\r\n\r\n" + TestHandler::large_text()));
  }
  client.send(get("/framed"));
  CHECK(client.answer().ends_with("\r\n\r\n<m>"));
  std::string body(300'000, 'x');
  client.send("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 300000\r\n\r\n" + body);
  CHECK(client.answer().ends_with("\r\n\r\n300000"));
  client.send(get("/broken"));
  CHECK(client.answer().find("\"key\":\"internal\"") != std::string::npos);
  client.send(live_upgrade("/live"));
  CHECK(client.answer().starts_with("HTTP/1.1 101 "));
  client.send(live_frame(1, "hello"));
  CHECK(client.exactly(7) == std::string("\x81\x05") + "hello");
}

TEST_CASE("plain HTTP on the same port is redirected, garbage and silence end the connection") {
  Secured secured;
  auto options = secured.options();
  options.header_timeout = std::chrono::milliseconds(200);
  {
    TestServer at(options);
    auto answer = at.client().exchange(get("/a%20b?c=d"));
    CHECK(answer.status == 308);
    CHECK(answer.headers["location"] == "https://localhost/a%20b?c=d");
    auto garbage = at.client();
    garbage.send("\x16\x03\x01garbage garbage garbage");
    while (!garbage.some().empty()) {
    }
    CHECK(garbage.ended());
    CHECK(at.client().ended());
  }
  options.public_url = "https://wiki.example/";
  TestServer at(options);
  CHECK(at.client().exchange(get("/a")).headers["location"] == "https://wiki.example/a");
}

TEST_CASE("unusable certificates are named at start") {
  Secured secured, other;
  auto options = secured.options();
  options.key_path = other.options().key_path;
  TestHandler handler;
  TestLive live;
  CHECK_THROWS_WITH_AS(http::Server(options, handler, live), doctest::Contains("key values mismatch"),
                       std::runtime_error);
  options.certificate_path = "/nowhere.pem";
  CHECK_THROWS_WITH_AS(http::Server(options, handler, live), doctest::Contains("/nowhere.pem"), std::runtime_error);
}
