#include <auth/accounts.hpp>
#include <auth/one_time_code.hpp>
#include <tests/support/rows.hpp>

namespace {

const std::string password = "ein noch längeres Kennwort", as_json_body = "Content-Type: application/json\r\n";

// Somebody, usually an administrator, in a browser, with an app whose secret the test knows.
struct Chief {
  explicit Chief(SampleAgency& at, bool administrator = true) : agency(at) {
    add_account(agency, "chef", password, administrator);
    session = sign_in(agency, "chef", password);
  }

  RawAnswer does(const std::string& method, const std::string& path, const std::string& body = "") {
    return act(agency, session, method, path, body);
  }
  std::string secret() {
    return agency.site->store()
        .read([](ReadTx& tx) { return tx.one<Blob>("SELECT secret FROM authenticator"); })
        .bytes;
  }
  // Of the half minute that begins now, so that each call has a code that was not taken yet.
  std::string next_code() {
    agency.clock.advance(std::chrono::seconds(30));
    return auth::code_at(secret(), agency.clock.now());
  }
  std::vector<std::string> enrol() {
    CHECK(does("POST", "/api/me/authenticator").status == 200);
    auto done = does("PUT", "/api/me/authenticator", "{\"code\":" + as_json(next_code()) + "}");
    CHECK(done.status == 200);
    std::vector<std::string> codes;
    auto answer = boost::json::parse(done.body);
    for (auto& code : answer.at("codes").as_array()) codes.emplace_back(code.as_string());
    return codes;
  }
  RawAnswer signs_in(const std::string& with, const std::string& code = "") {
    auto more = code.empty() ? "" : ",\"code\":" + as_json(code);
    return ask(agency.port(), "POST", "/api/session", as_json_body,
               "{\"name\":\"chef\",\"password\":" + as_json(with) + more + "}");
  }

  SampleAgency& agency;
  std::string session;
};

}  // namespace

TEST_CASE("who would administrate needs a second factor first, in a browser and for tokens made there") {
  SampleAgency agency;
  Chief chief(agency);
  auto me = boost::json::parse(chief.does("GET", "/api/me").body);
  CHECK(me.at("administrator") == false);
  CHECK(me.at("second_factor_due") == true);
  CHECK(me.at("abilities").at("administer") == false);
  CHECK(chief.does("GET", "/api/people").key() == "second_factor_needed");
  CHECK(chief.does("POST", "/api/spaces", "{\"slug\":\"x\",\"title\":\"x\",\"description\":\"\"}").status == 403);
  auto issued = chief.does("POST", "/api/me/tokens", "{\"label\":\"x\"}");
  Client script(agency.port(), issued.member("token"));
  CHECK(script.get("/api/people").problem() == "second_factor_needed");

  chief.enrol();
  CHECK(chief.does("GET", "/api/people").status == 200);
  CHECK(script.get("/api/people").problem() == "second_factor_needed");  // issued without it
  Client later(agency.port(), chief.does("POST", "/api/me/tokens", "{\"label\":\"y\"}").member("token"));
  CHECK(later.get("/api/people").status == 200);
}

TEST_CASE("a role that reads the audit log waits for a second factor as well, others as the operator says") {
  SampleAgency agency;
  Chief chief(agency, false);
  auto become = [&](const char* role) {
    auto given = agency.root.put("/api/people/" + id_of(agency, "chef") + "/roles", "{\"roles\":[" + as_json(role) + "]}");
    CHECK(given.status == 200);
    CHECK(chief.does("GET", "/api/me").status == 401);  // the session was begun with other rights
    chief.session = sign_in(agency, "chef", password);
  };
  become("organisation");
  CHECK(boost::json::parse(chief.does("GET", "/api/me").body).at("abilities").at("organise") == true);
  become("privacy");
  CHECK(chief.does("GET", "/api/audit-requests").key() == "second_factor_needed");
  CHECK(boost::json::parse(chief.does("GET", "/api/me").body).at("abilities").at("see_break_glass") == false);
  Client script(agency.port(), chief.does("POST", "/api/me/tokens", "{\"label\":\"x\"}").member("token"));
  chief.enrol();
  CHECK(chief.does("GET", "/api/audit-requests").status == 200);
  CHECK(script.get("/api/break-glass").problem() == "second_factor_needed");  // issued without it
}

TEST_CASE("an authenticator app counts after its first right code") {
  SampleAgency agency;
  Chief chief(agency);
  auto other = sign_in(agency, "chef", password);
  CHECK(chief.does("PUT", "/api/me/authenticator", "{\"code\":\"123456\"}").key() == "enrolment_not_begun");
  CHECK(chief.does("POST", "/api/me/recovery-codes").key() == "no_second_factor");
  auto begun = chief.does("POST", "/api/me/authenticator");
  CHECK(begun.member("secret") == auth::base32(chief.secret()));
  CHECK(begun.member("uri") ==
        "otpauth://totp/Stafette:chef?secret=" + begun.member("secret") + "&issuer=Stafette");
  auto again = chief.does("POST", "/api/me/authenticator");
  CHECK(again.member("secret") != begun.member("secret"));
  CHECK(chief.does("PUT", "/api/me/authenticator", "{\"code\":\"000000\"}").key() == "code_wrong");
  CHECK(chief.signs_in(password).status == 200);
  CHECK(act(agency, other, "GET", "/api/me").status == 200);

  auto codes = chief.enrol();
  CHECK(codes.size() == 10);
  CHECK(act(agency, other, "GET", "/api/me").status == 401);
  CHECK(chief.does("POST", "/api/me/authenticator").key() == "authenticator_exists");
  auto security = boost::json::parse(chief.does("GET", "/api/me/security").body);
  CHECK(security.at("authenticator_since").is_string());
  CHECK(security.at("recovery_codes") == 10);
  auto everything = chief.does("GET", "/api/me").body + chief.does("GET", "/api/me/security").body +
                    chief.does("GET", "/api/people").body;
  CHECK(everything.find(auth::base32(chief.secret())) == std::string::npos);
  CHECK(everything.find(codes[0]) == std::string::npos);
}

TEST_CASE("signing in takes two steps then, and each code once") {
  SampleAgency agency;
  Chief chief(agency);
  auto codes = chief.enrol();
  struct Case {
    std::string what, password, code;
    int status;
    std::string key;
  };
  auto code = chief.next_code();
  auto stale = auth::code_at(chief.secret(), agency.clock.now() - std::chrono::minutes(2));
  for (auto& c : std::vector<Case>{
           {"wrong password", "falsch", "", 401, "sign_in_failed"},
           {"wrong password, right code", "falsch", code, 401, "sign_in_failed"},
           {"password alone", password, "", 401, "code_needed"},
           {"right code", password, code, 200, ""},
           {"the same code again", password, code, 401, "code_wrong"},
           {"an old code", password, stale, 401, "code_wrong"},
           {"recovery code", password, codes[3], 200, ""},
           {"the same again", password, codes[3], 401, "code_wrong"},
           {"another, typed otherwise", password, "  " + codes[4].substr(0, 4) + " " + codes[4].substr(5), 200, ""},
           {"too long", password, std::string(41, '1'), 422, "invalid_input"},
       }) {
    CAPTURE(c.what);
    auto answer = chief.signs_in(c.password, c.code);
    CHECK(answer.status == c.status);
    CHECK(answer.key() == c.key);
    CHECK(answer.headers.contains("set-cookie") == (c.status == 200));
  }
  CHECK(boost::json::parse(chief.does("GET", "/api/me/security").body).at("recovery_codes") == 8);
}

TEST_CASE("wrong codes are as limited as wrong passwords, whatever is known of the password") {
  SampleAgency agency;
  Chief chief(agency);
  chief.enrol();
  int looks = 0;
  for (int i = 0; i < 60; ++i) {
    chief.signs_in(password);  // right, and decides nothing
    looks += chief.signs_in(password, "000000").key() == "code_wrong";
    agency.clock.advance(std::chrono::seconds(1));
  }
  CHECK(looks > 0);
  CHECK(looks <= 10);
}

TEST_CASE("a second factor goes with a fresh session, or with an administrator's help") {
  SampleAgency agency;
  Chief chief(agency);
  auto codes = chief.enrol();
  auto renewed = chief.does("POST", "/api/me/recovery-codes");
  CHECK(renewed.status == 200);
  CHECK(chief.signs_in(password, codes[0]).key() == "code_wrong");
  agency.clock.advance(std::chrono::minutes(5));
  CHECK(chief.does("DELETE", "/api/me/authenticator").key() == "confirmation_needed");
  auto confirmed = chief.does("POST", "/api/session/confirm", "{\"code\":" + as_json(chief.next_code()) + "}");
  CHECK(confirmed.status == 200);
  CHECK(chief.does("DELETE", "/api/me/authenticator").status == 204);
  CHECK(chief.signs_in(password).status == 200);
  CHECK(chief.does("GET", "/api/people").key() == "second_factor_needed");

  chief.enrol();
  CHECK(agency.root.del("/api/people/" + id_of(agency, "chef") + "/second-factor").status == 204);
  CHECK(chief.does("GET", "/api/me").status == 401);
  CHECK(chief.signs_in(password).status == 200);
}
