#include <auth/audit.hpp>
#include <auth/one_time_code.hpp>
#include <tests/support/rows.hpp>

namespace {

const std::string password = "ein noch längeres Kennwort";

struct Event {
  std::string kind, detail, source;
};

std::vector<Event> events(SampleAgency& agency) {
  std::vector<Event> list;
  agency.site->store().read([&](ReadTx& tx) {
    auth::each_audit_event(tx, "2026-01-01", "2027-01-01", [&](const auth::AuditEvent& event) {
      if (event.kind != "token.issued" || event.actor) list.push_back({event.kind, event.detail, event.source});
    });
  });
  return list;
}

}  // namespace

TEST_CASE("everything about signing in stands in the audit log, with the address and without a secret") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  auto log_in = [&](const std::string& secret) {
    return ask(agency.port(), "POST", "/api/session", "Content-Type: application/json\r\n",
               "{\"name\":\"carla\",\"password\":" + as_json(secret) + "}");
  };
  log_in("falsch");
  auto session = sign_in(agency, "carla", password), other = sign_in(agency, "carla", password);
  auto does = [&](const std::string& method, const std::string& path, const std::string& body = "") {
    auto answer = act(agency, session, method, path, body);
    CHECK(answer.status < 300);
    return answer;
  };
  auto issued = does("POST", "/api/me/tokens", "{\"label\":\"Skript\",\"scope\":\"read\"}");
  does("DELETE", "/api/me/tokens/" + issued.member("id"));
  does("DELETE", "/api/me/sessions");
  does("POST", "/api/me/authenticator");
  auto secret = agency.site->store().read([](ReadTx& tx) { return tx.one<Blob>("SELECT secret FROM authenticator"); });
  auto code = auth::code_at(secret.bytes, agency.clock.now());
  does("PUT", "/api/me/authenticator", "{\"code\":" + as_json(code) + "}");
  does("POST", "/api/me/recovery-codes");
  does("DELETE", "/api/me/authenticator");
  does("PUT", "/api/me/password",
       "{\"current\":" + as_json(password) + ",\"password\":\"Fußgängerüberweg im Nebel 7\"}");
  does("DELETE", "/api/session");
  auto carla = "/api/people/" + id_of(agency, "carla");
  agency.root.post(carla + "/password-link", "");
  agency.root.del(carla + "/second-factor");
  agency.root.put(carla, "{\"display_name\":\"c\",\"email\":\"\",\"administrator\":true,\"active\":true}");

  std::string kinds, everything;
  for (auto& event : events(agency)) {
    kinds += event.kind + (event.detail.empty() ? "" : "(" + event.detail + ")") + "\n";
    everything += event.kind + event.detail + event.source;
    bool about_address = event.kind == "session.opened" || event.kind == "sign_in.failed";
    CHECK((event.source == "127.0.0.1") == about_address);
  }
  CHECK(kinds ==
        "sign_in.failed(password)\nsession.opened\nsession.opened\ntoken.issued(read)\ntoken.revoked\n"
        "session.others_ended\nsecond_factor.added(app)\nrecovery_codes.renewed\nsecond_factor.removed(app)\n"
        "password.changed\nsession.closed\npassword.link_issued\nsecond_factor.reset\n"
        "account.changed(active administrator)\n");
  for (auto& hidden : {password, std::string("falsch"), issued.member("token"), code, std::string("Skript")})
    CHECK(everything.find(hidden) == std::string::npos);
}

TEST_CASE("a lock is noted once, whether there is such a name or not") {
  SampleAgency agency;
  add_account(agency, "carla", password);
  for (auto* name : {"carla", "niemand"}) {
    for (int i = 0; i < 12; ++i) {
      ask(agency.port(), "POST", "/api/session", "Content-Type: application/json\r\n",
          "{\"name\":" + as_json(name) + ",\"password\":\"falsch\"}");
      agency.clock.advance(std::chrono::seconds(64));
    }
  }
  int failed = 0, locked = 0;
  for (auto& event : events(agency)) {
    failed += event.kind == "sign_in.failed";
    locked += event.kind == "sign_in.locked";
  }
  CHECK(failed == 20);
  CHECK(locked == 2);
  auto told = agency.root.get("/api/notices");
  CHECK(told.text("/0/kind") == "account_locked");
  CHECK(told.text("/0/about") == "carla");
  CHECK(told.text("/1") == "");
  CHECK(agency.ada.get("/api/notices").body == "[]");
}
