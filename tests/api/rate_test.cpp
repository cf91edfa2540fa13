#include <tests/support/rows.hpp>

namespace {

const std::string guess = "{\"secret\":\"x\"}";

// Looks at a password link as somebody whose proxy says where they are.
RawAnswer look(SampleAgency& agency, const std::string& forwarded_for) {
  auto fields = "Content-Type: application/json\r\nX-Forwarded-For: " + forwarded_for + "\r\n";
  return ask(agency.port(), "POST", "/api/password-link", fields, guess);
}

}  // namespace

TEST_CASE("who asks too often is told until when to wait") {
  SampleAgency agency([](server::Config& config) {
    config.rates = {.sign_in = 5, .search = 4, .preview = 3, .upload = 2};
  });
  auto page = agency.page("Seite", "Text\n");
  struct Case {
    std::string method, path, body;
    int allowed;
    std::string wait_s;
  };
  for (auto& c : std::vector<Case>{
           {"POST", "/api/password-link", guess, 5, "12"},
           {"GET", "/api/search?q=text", "", 4, "15"},
           {"POST", "/api/preview", "{\"markdown\":\"x\"}", 3, "20"},
           {"POST", "/api/pages/" + page + "/attachments?name=a", "x", 2, "30"},
       }) {
    CAPTURE(c.path);
    for (int i = 0; i < c.allowed; ++i) CHECK(agency.ada.send(c.method, c.path, c.body).status != 429);
    auto refused = agency.ada.send(c.method, c.path, c.body);
    CHECK(refused.status == 429);
    CHECK(refused.problem() == "too_many_requests");
    CHECK(refused.headers["retry-after"] == c.wait_s);
    CHECK(refused.text("/retry_after_s") == c.wait_s);
  }
  CHECK(agency.ben.get("/api/search?q=text").status == 200);  // others go on
  CHECK(agency.ada.get("/api/pages/" + page).status == 200);
  agency.clock.advance(std::chrono::minutes(1));
  CHECK(agency.ada.get("/api/search?q=text").status == 200);
}

TEST_CASE("behind a trusted proxy the forwarded address counts, elsewhere it is only said") {
  for (bool trusted : {true, false}) {
    CAPTURE(trusted);
    SampleAgency agency([&](server::Config& config) {
      config.rates.sign_in = 2;
      if (trusted) config.http.trusted_proxies = {"127.0.0.1/32"};
    });
    for (int i = 0; i < 2; ++i) CHECK(look(agency, "10.0.0.1").status == 404);
    CHECK(look(agency, "10.0.0.1").status == 429);
    CHECK(look(agency, "10.0.0.2").status == (trusted ? 404 : 429));
  }
}
