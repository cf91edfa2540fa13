#include <tests/support/rows.hpp>

#include <tests/support/live_client.hpp>

namespace {

std::string id_in(const std::string& hint) {
  auto at = hint.find("\"id\":\"");
  return at == hint.npos ? hint : hint.substr(at + 6, hint.find('"', at + 6) - at - 6);
}

void save(SampleAgency& agency, const std::string& page, const std::string& text) {
  auto body = "{\"markdown\":" + as_json(text) + ",\"base_revision\":" + as_json(agency.head(page)) + "}";
  CHECK(agency.ada.put("/api/pages/" + page, body).status == 200);
}

}  // namespace

// Hints are sent in commit order: whoever got the later one without the earlier will never get it.
TEST_CASE("a hint reaches who watches and may read, and nobody else") {
  SampleAgency agency;
  auto secret = agency.page("Intern", "a\n"), open = agency.page("Offen", "a\n", "", "alle");
  auto both = as_json(secret) + "," + as_json(open);
  LiveClient ben(agency.port(), bearer(agency.ben)), eve(agency.port(), bearer(agency.eve));
  REQUIRE(ben.answer().status == 101);
  ben.watch(both);
  eve.watch(both);
  save(agency, secret, "b\n");
  save(agency, open, "b\n");
  CHECK(id_in(ben.next()) == secret);
  CHECK(id_in(ben.next()) == open);
  auto hint = eve.next();
  CHECK(id_in(hint) == open);
  CHECK(hint.find("page.saved") != std::string::npos);
  CHECK(hint.find("Offen") == std::string::npos);
}

TEST_CASE("a socket needs a session from our own pages or a token, and ends with it") {
  SampleAgency agency;
  add_account(agency, "carla", "ein langes Kennwort");
  auto session = sign_in(agency, "carla", "ein langes Kennwort");
  auto status = [&](const std::string& fields) { return LiveClient(agency.port(), fields).answer().status; };
  CHECK(status("Origin: http://localhost\r\n") == 401);
  CHECK(status(session) == 403);
  CHECK(status(session + "Origin: https://evil.example\r\n") == 403);
  CHECK(status("Authorization: Bearer wrong\r\n") == 401);
  LiveClient socket(agency.port(), session + "Origin: http://localhost\r\n");
  REQUIRE(socket.answer().status == 101);
  socket.watch("");
  CHECK(ask(agency.port(), "DELETE", "/api/session", session + "Origin: http://localhost\r\n").status == 204);
  CHECK(socket.next() == "close:1008");
}
