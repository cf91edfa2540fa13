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

TEST_CASE("wrong passwords for a name make the next attempt wait, then nobody looks for a quarter of an hour") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  auto attempt = [&](const std::string& secret) {
    return ask(agency.port(), "POST", "/api/session", as_json_body, credentials("carla", secret));
  };
  for (int i = 0; i < 3; ++i) CHECK(attempt("falsch").key() == "sign_in_failed");
  auto refused = attempt(password);
  CHECK(refused.status == 429);
  CHECK(refused.key() == "too_many_attempts");
  CHECK(refused.headers["retry-after"] == "1");
  for (int i = 0; i < 7; ++i) {
    agency.clock.advance(std::chrono::seconds(64));
    CHECK(attempt("falsch").status == 401);
  }
  agency.clock.advance(std::chrono::minutes(14));
  CHECK(attempt(password).status == 429);
  agency.clock.advance(std::chrono::minutes(1));
  CHECK(attempt(password).status == 200);
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
  CHECK(change(one, password, password).key() == "password_unchanged");
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

TEST_CASE("a token that reads can write nothing, and none is issued for yesterday") {
  SampleAgency agency;
  auto page = agency.page("Seite", "Text\n");
  auto issued = agency.ada.post("/api/me/tokens", "{\"label\":\"Lesen\",\"scope\":\"read\"}");
  CHECK(agency.ada.get("/api/me/tokens").text("/1/scope") == "read");
  Client reading(agency.port(), issued.text("/token"));
  auto admin = agency.root.post("/api/me/tokens", "{\"label\":\"Lesen\",\"scope\":\"read\"}");
  Client reading_admin(agency.port(), admin.text("/token"));
  expect({{"reads", reading, "GET", "/api/pages/" + page, "", 200, ""},
          {"searches", reading, "GET", "/api/search?q=text", "", 200, ""},
          {"previews", reading, "POST", "/api/preview", "{\"markdown\":\"x\"}", 200, ""},
          {"page", reading, "POST", "/api/spaces/amt/pages", "{\"title\":\"x\"}", 403, "reading_only"},
          {"trash", reading, "POST", "/api/pages/" + page + "/trash", "", 403, "reading_only"},
          {"attachment", reading, "POST", "/api/pages/" + page + "/attachments?name=a", "x", 403, "reading_only"},
          {"settings", reading, "PUT", "/api/me/settings", "{\"language\":\"de\"}", 403, "reading_only"},
          {"a stronger token", reading, "POST", "/api/me/tokens", "{\"label\":\"x\"}", 403, "reading_only"},
          {"accounts", reading_admin, "GET", "/api/people", "", 200, ""},
          {"space", reading_admin, "POST", "/api/spaces", "{\"slug\":\"x\",\"title\":\"x\",\"description\":\"\"}",
           403, "reading_only"},
          {"yesterday", agency.ada, "POST", "/api/me/tokens", "{\"label\":\"x\",\"expires_on\":\"2026-09-20\"}", 422,
           "expired_already"},
          {"unknown scope", agency.ada, "POST", "/api/me/tokens", "{\"label\":\"x\",\"scope\":\"all\"}", 422,
           "invalid_input", "wrong_value"}});
}

TEST_CASE("a person sees their own sessions by browser and ends one or all others; nobody else's") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  add_account(agency, "dora", password);
  auto with = [&](const std::string& agent) {
    auto answer = ask(agency.port(), "POST", "/api/session", as_json_body + "User-Agent: " + agent + "\r\n",
                      credentials("carla", password));
    auto cookie = answer.headers["set-cookie"];
    return "Cookie: " + cookie.substr(0, cookie.find(';')) + "\r\n";
  };
  auto one = with("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"), two = with("x"),
       three = with("x"), dora = sign_in(agency, "dora", password);
  auto list = [&] { return boost::json::parse(act(agency, one, "GET", "/api/me/sessions").body).as_array(); };
  REQUIRE(list().size() == 3);
  CHECK(list()[0].at("current") == false);
  CHECK(list()[2].at("current") == true);
  CHECK(list()[2].at("label") == "Firefox, Linux");
  CHECK(list()[0].at("label") == "");
  auto path = "/api/me/sessions/" + std::string(list()[0].at("id").as_string());
  CHECK(act(agency, dora, "DELETE", path).key() == "session_not_found");
  CHECK(act(agency, one, "DELETE", path).status == 204);
  CHECK(act(agency, three, "GET", "/api/me").status == 401);
  CHECK(act(agency, two, "GET", "/api/me").status == 200);
  CHECK(act(agency, one, "DELETE", "/api/me/sessions").status == 204);
  CHECK(act(agency, two, "GET", "/api/me").status == 401);
  CHECK(list().size() == 1);
  CHECK(act(agency, dora, "GET", "/api/me").status == 200);
}

TEST_CASE("a session says how long it lasts, is extended on request and by use, but not by what runs in the background") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  add_account(agency, "chef", "ein noch längeres Kennwort", true);
  auto session = sign_in(agency, "carla", password), chief = sign_in(agency, "chef", "ein noch längeres Kennwort");
  auto state = [&](const std::string& whose, const std::string& more = "Stafette-Background: 1\r\n") {
    return boost::json::parse(ask(agency.port(), "GET", "/api/session", whose + more).body);
  };
  CHECK(state(session).at("expires_in_s") == 7200);
  CHECK(state(session).at("ends_in_s") == 12 * 3600);
  CHECK(state(chief).at("expires_in_s") == 1800);
  agency.clock.advance(std::chrono::minutes(28));
  CHECK(state(chief).at("expires_in_s") == 120);
  CHECK(state(chief).at("expires_in_s") == 120);
  CHECK(boost::json::parse(act(agency, chief, "POST", "/api/session/extend").body).at("expires_in_s") == 1800);
  agency.clock.advance(std::chrono::minutes(90));
  CHECK(act(agency, chief, "GET", "/api/me").status == 401);
  CHECK(act(agency, session, "GET", "/api/me").status == 200);
  agency.site->store().write([](WriteTx&) {});  // what was queued before is written now
  CHECK(state(session).at("expires_in_s") == 7200);
}

TEST_CASE("what is dangerous asks for a confirmation once the sign-in is five minutes old") {
  SampleAgency agency;
  const std::string long_one = "ein noch längeres Kennwort";
  add_account(agency, "chef", long_one, true);
  auto session = sign_in(agency, "chef", long_one);
  auto issue = [&] { return act(agency, session, "POST", "/api/me/tokens", "{\"label\":\"x\"}"); };
  CHECK(issue().status == 201);
  agency.clock.advance(std::chrono::minutes(5));
  CHECK(issue().status == 403);
  CHECK(issue().key() == "confirmation_needed");
  CHECK(act(agency, session, "POST", "/api/me/authenticator").key() == "confirmation_needed");
  auto change = "{\"current\":" + as_json(long_one) + ",\"password\":\"Fußgängerüberweg im Nebel 7\"}";
  CHECK(act(agency, session, "PUT", "/api/me/password", change).key() == "confirmation_needed");
  CHECK(act(agency, session, "GET", "/api/me/tokens").status == 200);
  auto confirm = [&](const std::string& body) { return act(agency, session, "POST", "/api/session/confirm", body); };
  CHECK(confirm("{}").key() == "password_or_code");
  CHECK(confirm("{\"password\":\"x\",\"code\":\"1\"}").key() == "password_or_code");
  CHECK(confirm("{\"password\":\"falsch\"}").key() == "wrong_password");
  CHECK(confirm("{\"code\":\"123456\"}").key() == "code_wrong");
  CHECK(issue().key() == "confirmation_needed");
  auto right = confirm("{\"password\":" + as_json(long_one) + "}");
  CHECK(right.status == 200);
  CHECK(boost::json::parse(right.body).at("fresh_for_s") == 300);
  CHECK(issue().status == 201);
  agency.clock.advance(std::chrono::minutes(5));
  for (int i = 0; i < 3; ++i) CHECK(confirm("{\"password\":\"falsch\"}").status == 422);
  CHECK(confirm("{\"password\":" + as_json(long_one) + "}").status == 429);  // no way around the limit of sign-in
}

TEST_CASE("settings take two languages or none") {
  SampleAgency agency;
  expect({{"German", agency.ben, "PUT", "/api/me/settings", "{\"language\":\"de\"}", 200, ""},
          {"none", agency.ben, "PUT", "/api/me/settings", "{\"language\":null}", 200, ""},
          {"French", agency.ben, "PUT", "/api/me/settings", "{\"language\":\"fr\"}", 422, "wrong_value"},
          {"long", agency.ben, "PUT", "/api/me/settings", "{\"language\":\"deutsch\"}", 422, "invalid_input"}});
}
