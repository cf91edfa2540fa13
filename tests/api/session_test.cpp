#include <tests/support/rows.hpp>

namespace {

const std::string as_json_body = "Content-Type: application/json\r\n";
const std::string password = "ein langes Kennwort";

std::string credentials(const std::string& name, const std::string& secret) {
  return "{\"name\":" + as_json(name) + ",\"password\":" + as_json(secret) + "}";
}

}  // namespace

TEST_CASE("signing in sets a cookie that reads, writes from our own pages and ends with signing out") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  auto answer = ask(agency.port(), "POST", "/api/session", as_json_body, credentials("Carla", password));
  CHECK(answer.status == 200);
  CHECK(answer.body.find("\"name\":\"carla\"") != std::string::npos);
  auto cookie = answer.headers["set-cookie"];
  for (auto* part : {"stafette_session=", "HttpOnly", "SameSite=Lax", "Path=/"})
    CHECK_MESSAGE(cookie.find(part) != std::string::npos, part);
  auto session = "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  auto ours = session + as_json_body + "Origin: http://localhost\r\n";
  CHECK(ask(agency.port(), "GET", "/api/me", session).status == 200);
  CHECK(ask(agency.port(), "PUT", "/api/me/settings", ours, "{\"language\":\"en\"}").status == 200);
  CHECK(ask(agency.port(), "GET", "/api/me", session).member("language") == "en");

  auto refused = [&](const std::string& fields) {
    return ask(agency.port(), "PUT", "/api/me/settings", session + as_json_body + fields, "{\"language\":\"de\"}")
        .key();
  };
  CHECK(refused("") == "origin_refused");
  for (auto* origin : {"https://evil.example", "null", "http://localhost.evil.example", "http://localhost:81",
                       "https://localhost", "http://localhost/x", "http://evil@localhost"}) {
    CAPTURE(origin);
    CHECK(refused("Origin: " + std::string(origin) + "\r\n") == "origin_refused");
  }
  CHECK(refused("Authorization: Bearer wrong\r\n") == "not_signed_in");  // the cookie does not count beside a token
  CHECK(ask(agency.port(), "GET", "/api/me", session).member("language") == "en");

  CHECK(ask(agency.port(), "DELETE", "/api/session", session).key() == "origin_refused");
  CHECK(ask(agency.port(), "DELETE", "/api/session", session + "Origin: http://localhost\r\n").status == 204);
  CHECK(ask(agency.port(), "GET", "/api/me", session).key() == "not_signed_in");
}

TEST_CASE("who cannot sign in learns nothing about names") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  struct Case {
    std::string what, fields, body;
    int status;
    std::string problem;
  };
  for (auto& c : std::vector<Case>{
           {"wrong password", as_json_body, credentials("carla", "falsch"), 401, "sign_in_failed"},
           {"unknown name", as_json_body, credentials("niemand", password), 401, "sign_in_failed"},
           {"no password at all", as_json_body, credentials("ada", ""), 401, "sign_in_failed"},
           {"foreign page", as_json_body + "Origin: https://evil.example\r\n", credentials("carla", password), 403,
            "origin_refused"},
           {"form", "Content-Type: application/x-www-form-urlencoded\r\n", "name=carla", 415, "unsupported_media_type"},
           {"text", "Content-Type: text/plain\r\n", credentials("carla", password), 415, "unsupported_media_type"},
           {"no password", as_json_body, "{\"name\":\"carla\"}", 422, "invalid_input"},
           {"long password", as_json_body, credentials("carla", std::string(5000, 'x')), 422, "invalid_input"},
       }) {
    CAPTURE(c.what);
    auto answer = ask(agency.port(), "POST", "/api/session", c.fields, c.body);
    CHECK(answer.status == c.status);
    CHECK(answer.key() == c.problem);
    CHECK_FALSE(answer.headers.contains("set-cookie"));
  }
}

TEST_CASE("too many wrong passwords for a name are refused for a quarter of an hour, right ones too") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  auto attempt = [&](const std::string& secret) {
    return ask(agency.port(), "POST", "/api/session", as_json_body, credentials("carla", secret)).status;
  };
  for (int i = 0; i < 10; ++i) CHECK(attempt("falsch") == 401);
  CHECK(attempt(password) == 429);
  agency.clock.advance(std::chrono::minutes(16));
  CHECK(attempt(password) == 200);
}

TEST_CASE("a session ends when it is idle for two hours, and a new password ends the others") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  auto one = sign_in(agency, "carla", password), two = sign_in(agency, "carla", password);
  auto me = [&](const std::string& session) { return ask(agency.port(), "GET", "/api/me", session).status; };
  auto change = [&](const std::string& session, const std::string& current, const std::string& next) {
    return ask(agency.port(), "PUT", "/api/me/password", session + as_json_body + "Origin: http://localhost\r\n",
               "{\"current\":" + as_json(current) + ",\"password\":" + as_json(next) + "}");
  };
  CHECK(change(one, "falsch", "noch ein Kennwort").key() == "wrong_password");
  CHECK(change(one, password, "kurz").key() == "password_too_short");
  CHECK(change(one, password, "xxxxxxxxxxxxxxx").key() == "password_too_simple");
  CHECK(me(two) == 200);
  CHECK(change(one, password, "noch ein Kennwort").status == 204);
  CHECK(me(one) == 200);
  CHECK(me(two) == 401);
  agency.clock.advance(std::chrono::hours(2) + std::chrono::minutes(6));
  CHECK(me(one) == 401);
}

TEST_CASE("access tokens are shown once, listed without their secret, and end when revoked or out of date") {
  SampleAgency agency;
  auto issued = agency.ben.post("/api/me/tokens", "{\"label\":\"Skript\",\"expires_on\":\"2026-12-31\"}");
  CHECK(issued.status == 201);
  auto token = issued.text("/token");
  auto list = agency.ben.get("/api/me/tokens");
  CHECK(list.text("/1/label") == "Skript");
  CHECK(list.text("/1/expires_on") == "2026-12-31");
  CHECK(list.body.find(token) == std::string::npos);
  Client script(agency.port(), token);
  CHECK(script.get("/api/me").text("/person/name") == "ben");
  auto path = "/api/me/tokens/" + issued.text("/id");
  expect({{"foreign token", agency.eve, "DELETE", path, "", 404, "token_not_found"},
          {"no label", agency.ben, "POST", "/api/me/tokens", "{\"label\":\" \"}", 422, "required"},
          {"own token", agency.ben, "DELETE", path, "", 204, ""},
          {"twice", agency.ben, "DELETE", path, "", 404, "token_not_found"},
          {"afterwards", script, "GET", "/api/me", "", 401, "not_signed_in"}});

  auto brief = agency.ben.post("/api/me/tokens", "{\"label\":\"kurz\",\"expires_on\":\"2026-09-22\"}");
  Client until(agency.port(), brief.text("/token"));
  CHECK(until.get("/api/me").status == 200);
  agency.clock.advance(std::chrono::hours(48));
  CHECK(until.get("/api/me").problem() == "not_signed_in");
}

TEST_CASE("settings take two languages or none") {
  SampleAgency agency;
  expect({{"German", agency.ben, "PUT", "/api/me/settings", "{\"language\":\"de\"}", 200, ""},
          {"none", agency.ben, "PUT", "/api/me/settings", "{\"language\":null}", 200, ""},
          {"French", agency.ben, "PUT", "/api/me/settings", "{\"language\":\"fr\"}", 422, "wrong_value"},
          {"long", agency.ben, "PUT", "/api/me/settings", "{\"language\":\"deutsch\"}", 422, "invalid_input"}});
}
