#include <tests/support/rows.hpp>

#include <auth/sessions.hpp>
#include <wiki/pages/ownership.hpp>

namespace {

Reply give_role(SampleAgency& agency, const std::string& person, const std::string& role) {
  auto roles = role.empty() ? std::string() : as_json(role);
  return agency.root.put("/api/people/" + person + "/roles", "{\"roles\":[" + roles + "]}");
}

std::string kinds_told(Client& who) {
  std::string kinds;
  auto told = who.get("/api/notices");
  for (auto& notice : told.json.as_array())
    kinds.append(kinds.empty() ? "" : " ").append(notice.at("kind").as_string());
  return kinds;
}

std::string owned_by(const std::string& kind, const std::string& id) {
  return "{\"owner\":{\"kind\":" + as_json(kind) + ",\"id\":" + as_json(id) + "}}";
}

}  // namespace

TEST_CASE("scenario 22: guests") {
  SampleAgency agency;
  auto eve = id_of(agency, "eve");
  CHECK(agency.eve.get("/api/spaces/alle").status == 200);
  CHECK(give_role(agency, eve, "guest").status == 200);
  CHECK(agency.eve.get("/api/spaces/alle").problem() == "space_not_found");
  CHECK(agency.eve.get("/api/me").text("/abilities/see_organisation") == "false");
  for (auto path : {"/api/contacts", "/api/directory", "/api/units", "/api/groups", "/api/principals?q=a"}) {
    CAPTURE(path);
    CHECK(agency.eve.get(path).problem() == "not_for_guests");
  }
  CHECK(agency.eve.get("/api/contacts/" + eve).problem() == "not_for_guests");
  auto named = "{\"grants\":[{\"kind\":\"person\",\"id\":" + as_json(id_of(agency, "ada")) +
               ",\"level\":\"manage\"},{\"kind\":\"person\",\"id\":" + as_json(eve) + ",\"level\":\"read\"}]}";
  CHECK(agency.ada.put("/api/spaces/amt/grants", named).status == 200);
  CHECK(agency.eve.get("/api/spaces/amt").status == 200);
  CHECK(give_role(agency, eve, "").status == 200);
  CHECK(agency.eve.get("/api/spaces/alle").status == 200);
  CHECK(agency.eve.get("/api/units").status == 200);
}

TEST_CASE("scenario 23: technical accounts") {
  SampleAgency agency;
  auto ben = id_of(agency, "ben");
  Id<auth::Person> person{*parse_id(ben)};
  auto page = agency.page("Seite", "Text\n");
  auto open = [&] { return agency.site->store().write([&](WriteTx& tx) { return auth::open_session(tx, person); }); };
  auto signed_in = [&](const std::string& secret) {
    return agency.site->store().read([&](ReadTx& tx) { return auth::by_cookie(tx, secret).has_value(); });
  };
  auto before = open();
  CHECK(signed_in(before));
  CHECK(give_role(agency, ben, "technical").status == 200);
  CHECK_FALSE(signed_in(before));
  CHECK_THROWS_WITH_AS(open(), "technical_account", Failure);
  CHECK(agency.ben.get("/api/pages/" + page).status == 200);
  CHECK(agency.ada.get("/api/contacts?q=ben").text("/items") == "[]");
  CHECK(agency.ada.get("/api/directory?q=ben").body == "[]");
  CHECK(agency.ada.put("/api/pages/" + page + "/owner", owned_by("person", ben)).problem() == "owner_not_found");
  auto both = agency.root.put("/api/people/" + ben + "/roles", "{\"roles\":[\"technical\",\"organisation\"]}");
  CHECK(both.problem() == "roles_incompatible");
}

TEST_CASE("scenario 24: somebody leaves") {
  SampleAgency agency;
  auto ben = id_of(agency, "ben"), eve = id_of(agency, "eve");
  auto unit = agency.root.post("/api/units", "{\"type\":\"Amt\",\"sign\":\"1\",\"name\":\"Bau\"}").text("/id");
  auto post = agency.root.post("/api/units/" + unit + "/posts", "{\"name\":\"Leitung\",\"tasks\":\"\",\"leads\":true}")
                  .text("/id");
  agency.root.put("/api/posts/" + post + "/holders",
                  "{\"holders\":[{\"person\":" + as_json(ben) + ",\"role\":\"holder\"},{\"person\":" + as_json(eve) +
                      ",\"role\":\"deputy\"}]}");
  auto own = agency.page("Bens Seite", ""), of_post = agency.page("Seite der Leitung", "");
  CHECK(agency.ada.put("/api/pages/" + own + "/owner", owned_by("person", ben)).status == 200);
  CHECK(agency.ada.put("/api/pages/" + of_post + "/owner", owned_by("post", post)).status == 200);
  CHECK(agency.ada.put("/api/pages/" + own + "/owner", owned_by("group", post)).problem() == "owner_not_found");
  CHECK(agency.ben.get("/api/pages/" + of_post).text("/owner/display_name") == "1 Leitung");
  CHECK(agency.ada.get("/api/orphaned-pages").text("/items") == "[]");

  auto leave = agency.root.put("/api/people/" + ben, R"({"display_name":"ben","email":"","administrator":false,"active":false})");
  CHECK(leave.status == 200);
  CHECK(agency.ben.get("/api/me").status == 401);
  CHECK(agency.eve.get("/api/notices").text("/0/about") == "1 Leitung");
  CHECK(kinds_told(agency.eve) == "holder_left");
  agency.site->store().write([&](WriteTx& tx) { wiki::tell_of_owner_left(tx, {*parse_id(ben)}); });
  CHECK(kinds_told(agency.ada) == "owner_left");

  auto found = agency.ada.get("/api/orphaned-pages");
  CHECK(found.text("/items/0/page") == own);
  CHECK(found.text("/items/0/loss") == "person_left");
  CHECK(found.text("/items/1/page") == of_post);
  CHECK(found.text("/items/1/loss") == "post_vacant");
  CHECK(agency.ada.get("/api/orphaned-pages?limit=1").text("/next") == "1");
  CHECK(agency.eve.get("/api/orphaned-pages").text("/items") == "[]");
  CHECK(agency.eve.get("/api/ownership-report").problem() == "role_needed");
  CHECK(give_role(agency, eve, "coordination").status == 200);
  auto report = agency.eve.get("/api/ownership-report");
  CHECK(report.text("/0/pages") == "2");
  CHECK(report.body.find("Seite") == std::string::npos);
  CHECK(agency.eve.get("/api/pages/" + own).problem() == "page_not_found");

  auto told = agency.ada.get("/api/notices").text("/0/id");
  CHECK(agency.eve.del("/api/notices/" + told).problem() == "notice_not_found");
  CHECK(agency.root.put("/api/spaces/amt/grants", "{\"grants\":[{\"kind\":\"person\",\"id\":" + as_json(eve) +
                                                      ",\"level\":\"manage\"}]}").status == 200);
  CHECK(kinds_told(agency.ada) == "");  // manages it no more
  CHECK(kinds_told(agency.eve) == "roles_changed holder_left");
  CHECK(agency.eve.del("/api/notices/" + agency.eve.get("/api/notices").text("/0/id")).status == 204);
  CHECK(kinds_told(agency.eve) == "holder_left");
}
