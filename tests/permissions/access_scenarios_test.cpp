#include <tests/permissions/support/secret.hpp>

#include <auth/break_glass.hpp>
#include <tests/support/live_client.hpp>

namespace {

std::string grant(const std::string& kind, const std::string& id, const std::string& level) {
  auto named = kind == "everyone" ? std::string() : ",\"id\":" + as_json(id);
  return "{\"kind\":" + as_json(kind) + named + ",\"level\":" + as_json(level) + "}";
}

std::string list_of(const std::vector<std::string>& grants) {
  std::string out;
  for (auto& one : grants) out += (out.empty() ? "" : ",") + one;
  return "{\"grants\":[" + out + "]}";
}

// A unit "1" with a unit "1.1" below, in which Eve holds a post.
struct Organisation {
  explicit Organisation(SampleAgency& agency) : eve(id_of(agency, "eve")) {
    auto unit = [&](const std::string& sign, const std::string& parent) {
      return agency.root
          .post("/api/units", "{\"type\":\"Amt\",\"sign\":" + as_json(sign) + ",\"name\":\"Bau\"" + parent + "}")
          .text("/id");
    };
    upper = unit("1", "");
    lower = unit("1.1", ",\"parent\":" + as_json(upper));
    post = agency.root
               .post("/api/units/" + lower + "/posts", "{\"name\":\"Leitung\",\"tasks\":\"\",\"leads\":true}")
               .text("/id");
    agency.root.put("/api/posts/" + post + "/holders",
                    "{\"holders\":[{\"person\":" + as_json(eve) + ",\"role\":\"holder\"}]}");
  }
  std::string eve, upper, lower, post;
};

}  // namespace

TEST_CASE("scenario 17: who has access, and why") {
  SampleAgency agency;
  Organisation house(agency);
  auto ada = id_of(agency, "ada"), ben = id_of(agency, "ben");
  auto page = agency.page("Plan", "Text\n"), path = "/api/pages/" + page;
  auto why = [&](Client& who, const std::string& person) { return who.get(path + "/access/" + person); };
  expect({{"an outsider about herself", agency.eve, "GET", path + "/access/" + house.eve, "", 404, "page_not_found"},
          {"a reader about others", agency.ben, "GET", path + "/access/" + ada, "", 403, "level_too_low"},
          {"a reader about all", agency.ben, "GET", path + "/access", "", 403, "level_too_low"},
          {"somebody who is not there", agency.ada, "GET", path + "/access/999999", "", 404, "person_not_found"},
          {"too many", agency.ada, "GET", path + "/access?limit=201", "", 422, "out_of_range"},
          {"a made-up cursor", agency.ada, "GET", path + "/access?cursor=x", "", 422, "wrong_cursor"}});
  CHECK(why(agency.ben, ben).text("/level") == "read");
  CHECK(why(agency.ben, ben).text("/by/0/principal/kind") == "person");
  CHECK(why(agency.ada, house.eve).text("/level") == "null");
  CHECK(why(agency.ada, house.eve).text("/by") == "[]");

  CHECK(agency.ada.post(path + "/own-list", "").status == 201);
  auto all = list_of({grant("person", ada, "manage"), grant("unit_tree", house.upper, "comment"),
                      grant("unit", house.upper, "release"), grant("post", house.post, "edit")});
  CHECK(agency.ada.put(path + "/grants", all).status == 200);
  auto eve = why(agency.ada, house.eve);
  CHECK(eve.text("/level") == "edit");
  CHECK(eve.text("/begins/title") == "Plan");
  CHECK(eve.text("/by/0/principal/kind") == "post");
  CHECK(eve.text("/by/1/principal/kind") == "unit_tree");
  CHECK(eve.text("/by/2") == "");
  CHECK(why(agency.eve, house.eve).body == eve.body);
  auto everybody = agency.ada.get(path + "/access");
  CHECK(everybody.text("/total") == "2");
  CHECK(everybody.text("/items/1/person/display_name") == "eve");
  CHECK(everybody.text("/items/1/by/0/principal/display_name") == "1.1 Leitung");
  auto first = agency.ada.get(path + "/access?limit=1");
  CHECK(first.text("/items/0/person/display_name") == "ada");
  CHECK(agency.ada.get(path + "/access?limit=1&cursor=" + first.text("/next")).text("/items/0/level") == "edit");
  CHECK(agency.ada.get(path + "/access?q=EV").text("/total") == "1");

  agency.root.put("/api/people/" + house.eve,
                  "{\"display_name\":\"eve\",\"email\":\"\",\"administrator\":false,\"active\":false}");
  CHECK(why(agency.ada, house.eve).text("/inactive") == "true");
  CHECK(why(agency.ada, house.eve).text("/level") == "null");
  CHECK(agency.ada.get(path + "/access").text("/total") == "1");
}

TEST_CASE("scenario 18: what a list would do") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada"), ben = id_of(agency, "ben"), eve = id_of(agency, "eve");
  auto page = agency.page("Plan", "Text\n"), open = agency.page("Offen", "Text\n"), path = "/api/pages/" + page;
  auto before = agency.ada.get(path + "/grants").body;
  auto wanted = list_of({grant("person", ada, "manage"), grant("person", eve, "edit")});
  auto rehearsed = agency.ada.post(path + "/grants/rehearsal", wanted);
  CHECK(rehearsed.text("/gain") == "1");
  CHECK(rehearsed.text("/lose") == "1");
  CHECK(rehearsed.text("/items/0/person/display_name") == "ben");
  CHECK(rehearsed.text("/items/0/before") == "read");
  CHECK(rehearsed.text("/items/0/after") == "null");
  CHECK(rehearsed.text("/items/1/after") == "edit");
  CHECK(agency.ada.post(path + "/grants/rehearsal?limit=1&cursor=1", wanted).text("/items/0/person/id") == eve);
  CHECK(agency.ada.get(path + "/grants").body == before);
  auto everybody = list_of({grant("person", ada, "manage"), grant("everyone", "", "read")});
  CHECK(agency.root.post("/api/spaces/amt/grants/rehearsal", everybody).text("/gain") == "2");
  expect({{"a reader", agency.ben, "POST", path + "/grants/rehearsal", wanted, 403, "level_too_low"},
          {"an outsider", agency.eve, "POST", path + "/grants/rehearsal", wanted, 404, "page_not_found"},
          {"somebody twice", agency.ada, "POST", path + "/grants/rehearsal",
           list_of({grant("person", ada, "read"), grant("person", ada, "edit")}), 422, "granted_twice"},
          {"somebody unknown", agency.ada, "POST", path + "/grants/rehearsal",
           list_of({grant("person", "999999", "read")}), 422, "principal_not_found"},
          {"no own list", agency.ada, "GET", path + "/own-list/rehearsal", "", 409, "no_own_list"},
          {"no own list to change", agency.ada, "PUT", path + "/grants", wanted, 409, "no_own_list"},
          {"too many lines", agency.ada, "POST", path + "/grants/rehearsal",
           list_of(std::vector<std::string>(1001, grant("person", ada, "read"))), 422, "too_many_grants"}});

  CHECK(agency.ada.post(path + "/own-list", "").status == 201);
  CHECK(agency.ada.post(path + "/own-list", "").problem() == "own_list_exists");
  CHECK(agency.ada.put(path + "/grants", wanted).status == 200);
  auto end = agency.ada.get(path + "/own-list/rehearsal");
  CHECK(end.text("/items/0/after") == "read");
  CHECK(end.text("/items/1/before") == "edit");
  auto move = "{\"parent\":" + as_json(page) + "}";
  CHECK(agency.ada.post("/api/pages/" + open + "/move/rehearsal", move).body == rehearsed.body);
  CHECK(agency.ada.post(path + "/move/rehearsal", "{}").text("/items") == "[]");  // its list moves along
  CHECK(agency.ada.put("/api/spaces/amt/grants", list_of({grant("person", ada, "manage"), grant("person", ben, "manage")}))
            .status == 200);
  CHECK(agency.ben.post("/api/pages/" + open + "/move/rehearsal", move).problem() == "page_not_found");
}

TEST_CASE("scenario 19: break-glass") {
  SampleAgency agency;
  Secret secret(agency);
  auto ada = id_of(agency, "ada"), ben = id_of(agency, "ben"), root = id_of(agency, "root");
  const std::string path = "/api/spaces/amt/break-glass", reason = "{\"reason\":\"Beschwerde vom 3. März\"}";
  CHECK(agency.root.put("/api/people/" + id_of(agency, "eve") + "/roles", "{\"roles\":[\"privacy\"]}").status == 200);
  agency.eve.del("/api/notices/" + agency.eve.get("/api/notices").text("/0/id"));  // that her roles changed
  expect({{"anybody", agency.ada, "POST", path, reason, 403, "administrators_only"},
          {"without a reason", agency.root, "POST", path, "{\"reason\":\"ÄÖÜäöüß 9\"}", 422, "reason_too_short"},
          {"a long reason", agency.root, "POST", path, "{\"reason\":" + as_json(std::string(501, 'x')) + "}", 422,
           "invalid_input"},
          {"what is not there", agency.root, "POST", "/api/spaces/nie/break-glass", reason, 404, "space_not_found"},
          {"no such page", agency.root, "POST", "/api/pages/999999/break-glass", reason, 404, "page_not_found"},
          {"a reader asks who", agency.ben, "GET", path, "", 403, "level_too_low"},
          {"no such opening", agency.root, "DELETE", "/api/break-glass/999999", "", 404, "opening_not_found"}});
  auto opened = agency.root.post(path, reason);
  CHECK(opened.status == 201);
  for (auto* who : {&agency.ada, &agency.eve}) {
    CHECK(who->get("/api/notices").text("/0/kind") == "place_opened");
    CHECK(who->get("/api/notices").text("/0/detail") == "Beschwerde vom 3. März");
  }
  CHECK(agency.ben.get("/api/notices").body == "[]");
  CHECK(agency.root.get("/api/notices").body == "[]");
  CHECK(agency.eve.get("/api/break-glass").text("/0/place") == "Amt");
  check_reads(agency, agency.eve, secret, false);
  check_reads(agency, agency.root, secret, true);
  expect(writes(agency.root, secret, secret.page, 403, "level_too_low"));
  CHECK(agency.root.post(path, reason).problem() == "reads_already");
  auto told = agency.ada.get(path);
  CHECK(told.text("/0/reason") == "Beschwerde vom 3. März");
  CHECK(told.text("/0/person/id") == root);
  CHECK(told.text("/0/ended_at") == "null");
  CHECK(agency.ada.get("/api/spaces/amt/access/" + root).text("/break_glass_until") == opened.text("/ends_at"));
  CHECK(agency.ada.get("/api/spaces/amt/grants").body.find("\"root\"") == std::string::npos);

  CHECK(agency.ada.put("/api/spaces/amt/grants", grants({{ada, "manage"}, {ben, "read"}})).status == 200);
  auto group = agency.root.post("/api/groups", "{\"name\":\"Rat\",\"description\":\"\"}").text("/id");
  agency.root.put("/api/groups/" + group + "/members", "{\"members\":[" + as_json(root) + "]}");
  check_reads(agency, agency.root, secret, true);
  agency.clock.advance(auth::break_glass_time);
  agency.site->store().write(auth::end_due_openings);
  check_reads(agency, agency.root, secret, false);
  CHECK(agency.ada.get(path).text("/0/ended_at") != "null");

  for (auto* who : {&agency.root, &agency.ada}) {
    auto again = agency.root.post("/api/pages/" + secret.page + "/break-glass", reason).text("/id");
    CHECK(agency.root.get(secret.path()).status == 200);
    CHECK(agency.ben.del("/api/break-glass/" + again).problem() == "opening_not_found");
    CHECK(who->del("/api/break-glass/" + again).status == 204);
    check_reads(agency, agency.root, secret, false);
  }
  CHECK(agency.ada.get("/api/pages/" + secret.page + "/break-glass").text("/2/reason") == "Beschwerde vom 3. März");
}

TEST_CASE("scenario 20: who may found spaces") {
  SampleAgency agency;
  auto eve = id_of(agency, "eve");
  auto group = agency.root.post("/api/groups", "{\"name\":\"Redaktion\",\"description\":\"\"}").text("/id");
  agency.root.put("/api/groups/" + group + "/members", "{\"members\":[" + as_json(eve) + "]}");
  auto space = [](const std::string& slug) {
    return "{\"slug\":" + as_json(slug) + ",\"title\":\"Neu\",\"description\":\"\"}";
  };
  auto allow = [&](const std::string& list) {
    return agency.root.put("/api/space-founders", "{\"principals\":[" + list + "]}");
  };
  auto offered = [](Client& who) { return who.get("/api/me").text("/abilities/create_space"); };
  expect({{"at first", agency.eve, "POST", "/api/spaces", space("eins"), 403, "may_not_found_spaces"},
          {"saying who", agency.eve, "PUT", "/api/space-founders", "{\"principals\":[]}", 403, "administrators_only"},
          {"nobody known", agency.root, "PUT", "/api/space-founders",
           "{\"principals\":[{\"kind\":\"group\",\"id\":\"999999\"}]}", 422, "principal_not_found"}});
  CHECK(offered(agency.eve) == "false");
  auto allowed = allow("{\"kind\":\"group\",\"id\":" + as_json(group) + "}");
  CHECK(allowed.text("/principals/0/display_name") == "Redaktion");
  CHECK(offered(agency.eve) == "true");
  CHECK(offered(agency.ben) == "false");
  CHECK(agency.eve.post("/api/spaces", space("eins")).text("/level") == "manage");
  CHECK(agency.ben.post("/api/spaces", space("zwei")).problem() == "may_not_found_spaces");
  CHECK(allow("{\"kind\":\"everyone\"}").status == 200);
  CHECK(agency.ben.post("/api/spaces", space("zwei")).status == 201);
  CHECK(allow("").status == 200);
  CHECK(agency.eve.post("/api/spaces", space("drei")).problem() == "may_not_found_spaces");
  CHECK(agency.eve.get("/api/spaces/eins").text("/level") == "manage");
}

TEST_CASE("scenario 21: looking as somebody else") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada"), ben = id_of(agency, "ben");
  Secret secret(agency);
  auto open = agency.page("Offen", "Zypresse\n");
  CHECK(agency.ada.post(secret.path() + "/own-list", "").status == 201);
  CHECK(agency.ada.put(secret.path() + "/grants", grants({{ada, "manage"}})).status == 200);
  agency.root.post("/api/spaces", "{\"slug\":\"fremd\",\"title\":\"Fremd\",\"description\":\"\"}");
  agency.root.put("/api/spaces/fremd/grants", grants({{id_of(agency, "root"), "manage"}, {ben, "read"}, {ada, "read"}}));
  auto start = [&](Client& who, const std::string& person) {
    return who.post("/api/view-as", "{\"person\":" + as_json(person) + "}");
  };
  expect({{"managing nothing", agency.ben, "POST", "/api/view-as", "{\"person\":" + as_json(ada) + "}", 403, "manages_nothing"},
          {"as oneself", agency.ada, "POST", "/api/view-as", "{\"person\":" + as_json(ada) + "}", 422, "person_not_found"},
          {"as nobody", agency.ada, "POST", "/api/view-as", "{\"person\":\"999999\"}", 422, "person_not_found"}});
  auto viewing = start(agency.ada, ben).text("/id");
  auto as = [&](Client& who, const std::string& method, const std::string& path, const std::string& body = "") {
    return ask(agency.port(), method, path,
               bearer(who) + "Content-Type: application/json\r\nStafette-View-As: " + viewing + "\r\n", body);
  };
  agency.site->index().catch_up();
  CHECK(as(agency.ada, "GET", "/api/pages/" + open).status == 200);
  CHECK(as(agency.ada, "GET", "/api/pages/" + open).body.find("\"edit\":false") != std::string::npos);
  for (auto& path : secret.reads()) CHECK(as(agency.ada, "GET", path).status == 404);
  CHECK(as(agency.ada, "GET", "/api/search?q=Zypresse").body.find("\"total\":1,") != std::string::npos);
  CHECK(as(agency.ada, "GET", "/api/spaces/amt/tree").body.find("Geheimplan") == std::string::npos);
  CHECK(as(agency.ada, "GET", "/api/spaces").body.find("fremd") == std::string::npos);
  CHECK(agency.ben.get("/api/spaces").body.find("fremd") != std::string::npos);
  CHECK(agency.ada.get(secret.path()).status == 200);
  for (auto& row : writes(agency.ada, secret, open, 403, "looks_only")) {
    CAPTURE(row.what);
    CHECK(as(agency.ada, row.method, row.path, row.body).key() == row.problem);
  }
  CHECK(as(agency.ada, "GET", "/api/me").key() == "looks_only");
  CHECK(as(agency.ada, "GET", "/api/pages/" + open + "/grants").key() == "level_too_low");
  CHECK(as(agency.ben, "GET", "/api/pages/" + open).key() == "viewing_not_found");
  CHECK(agency.ben.del("/api/view-as/" + viewing).problem() == "viewing_not_found");
  CHECK(agency.ada.get("/api/pages/" + open + "/access").text("/total") == "2");

  CHECK(agency.ada.put("/api/spaces/amt/grants", grants({{ada, "manage"}, {ben, "edit"}})).status == 200);
  CHECK(as(agency.ada, "GET", "/api/pages/" + open).key() == "viewing_outdated");
  CHECK(agency.ada.del("/api/view-as/" + viewing).status == 204);
  viewing = start(agency.ada, ben).text("/id");
  CHECK(as(agency.ada, "GET", "/api/pages/" + open).status == 200);
  agency.clock.advance(std::chrono::hours(1));
  CHECK(as(agency.ada, "GET", "/api/pages/" + open).key() == "viewing_not_found");
}
