#include <tests/permissions/support/secret.hpp>

#include <tests/support/live_client.hpp>
#include <wiki/pages/inventory.hpp>

namespace {

std::string own_list(Client& who, const std::string& page, const std::vector<std::pair<std::string, std::string>>& list) {
  auto path = "/api/pages/" + page;
  CHECK(who.post(path + "/own-list", "").status == 201);
  return who.put(path + "/grants", grants(list)).problem();
}

std::string below(const std::string& page) { return ",\"parent\":" + as_json(page); }

void check_places(SampleAgency& agency) {
  CHECK(agency.site->store().read(wiki::pages_under_wrong_lists).empty());
}

}  // namespace

TEST_CASE("scenario 13: a subtree gets a list of its own") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada");
  auto above = agency.page("Ordner", "Offen\n"), plain = agency.page("Nachbar", "Text\n", below(above));
  Secret secret(agency, below(above));
  auto child = agency.page("Geheimplan Anhang", "Zypresse\n", below(secret.page));
  agency.ada.put("/api/pages/" + secret.page,
                 "{\"markdown\":\"[Nachbar](/p/" + plain + ") Zypresse zwei\\n\",\"base_revision\":" +
                     as_json(agency.head(secret.page)) + "}");
  auto backlinks = "/api/pages/" + plain + "/backlinks";
  LiveClient socket(agency.port(), bearer(agency.ben));
  socket.watch(as_json(secret.page) + "," + as_json(plain));
  CHECK(agency.ada.post(secret.path() + "/own-list", "").status == 201);
  CHECK(socket.next().find("\"id\":\"" + secret.page + "\"") != std::string::npos);
  check_reads(agency, agency.ben, secret, true);
  CHECK(agency.ben.get("/api/pages/" + child).text("/breadcrumbs/1/title") == "Geheimplan");
  CHECK(agency.ben.get(backlinks).text("/0/title") == "Geheimplan");
  auto pages_before = agency.ben.get("/api/spaces/amt").text("/pages");
  for (int round = 0; round < 2; ++round) {
    CHECK(agency.ada.put(secret.path() + "/grants", grants({{ada, "manage"}})).status == 200);
    check_reads(agency, agency.ben, secret, false);
    expect(writes(agency.ben, secret, secret.page, 404, "page_not_found"));
    CHECK(agency.ben.get("/api/pages/" + child).problem() == "page_not_found");
    CHECK(agency.ben.get(backlinks).body == "[]");
    auto folder = agency.ben.get("/api/pages/" + above);
    CHECK(folder.text("/children/0/title") == "Nachbar");
    CHECK(folder.body.find("Geheimplan") == std::string::npos);
    CHECK(agency.ben.get("/api/pages/" + plain).status == 200);
    CHECK(agency.ben.get("/api/spaces/amt").text("/pages") != pages_before);
    CHECK(agency.ada.get("/api/pages/" + above).text("/children/1/title") == "Geheimplan");
    CHECK(agency.ada.del(secret.path() + "/own-list").status == 204);
    check_reads(agency, agency.ben, secret, true);
    CHECK(agency.ben.get("/api/pages/" + above).text("/children/1/title") == "Geheimplan");
    CHECK(agency.ada.post(secret.path() + "/own-list", "").status == 201);
  }
  agency.ada.put(secret.path() + "/grants", grants({{ada, "manage"}}));
  agency.ada.put(secret.path() + "/labels", "{\"labels\":[]}");
  agency.ada.put("/api/pages/" + plain + "/labels", "{\"labels\":[\"x\"]}");
  std::string hint;
  do hint = socket.next();
  while (hint.find("zone.page") != std::string::npos);
  CHECK(hint.find("\"id\":\"" + plain + "\"") != std::string::npos);
  check_places(agency);
}

TEST_CASE("scenario 14: somebody who may read only a subtree") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada"), eve = id_of(agency, "eve");
  auto above = agency.page("Ordner", "Offen\n");
  Secret secret(agency, below(above));
  auto child = agency.page("Anhang", "Zypresse\n", below(secret.page));
  agency.ada.put("/api/pages/" + above + "/labels", "{\"labels\":[\"fremd\"]}");
  CHECK(own_list(agency.ada, secret.page, {{ada, "manage"}, {eve, "edit"}}) == "");
  auto page = agency.eve.get(secret.path());
  CHECK(page.status == 200);
  CHECK(page.text("/breadcrumbs") == "[]");
  CHECK(page.text("/parent") == "null");
  CHECK(agency.eve.get("/api/pages/" + child).text("/breadcrumbs/0/title") == "Geheimplan");
  CHECK(agency.ada.get("/api/pages/" + child).text("/breadcrumbs/0/title") == "Ordner");
  auto tree = agency.eve.get("/api/spaces/amt/tree");
  CHECK(tree.text("/pages/0/title") == "Geheimplan");
  CHECK(tree.text("/pages/0/parent") == "null");
  CHECK(tree.text("/pages/1/parent") == secret.page);
  CHECK(tree.text("/pages/2") == "");
  CHECK(tree.text("/space/pages") == "2");
  CHECK(tree.text("/space/description") == "");
  CHECK(agency.eve.get("/api/spaces/amt/labels").body.find("fremd") == std::string::npos);
  CHECK(agency.eve.get("/api/spaces").body.find("\"amt\"") != std::string::npos);
  auto next_to_it = "{\"title\":\"x\"}", inside = "{\"title\":\"Von Eve\",\"parent\":";
  expect({{"the page above", agency.eve, "GET", "/api/pages/" + above, "", 404, "page_not_found"},
          {"the space's list", agency.eve, "GET", "/api/spaces/amt/grants", "", 403, "level_too_low"},
          {"at the top", agency.eve, "POST", "/api/spaces/amt/pages", next_to_it, 403, "level_too_low"},
          {"below the page above", agency.eve, "POST", "/api/spaces/amt/pages", inside + as_json(above) + "}", 404,
           "page_not_found"},
          {"inside", agency.eve, "POST", "/api/spaces/amt/pages", inside + as_json(secret.page) + "}", 201, ""},
          {"out to the top", agency.eve, "POST", "/api/pages/" + child + "/move", "{}", 403, "level_too_low"},
          {"the own list", agency.eve, "GET", secret.path() + "/grants", "", 403, "level_too_low"}});
  CHECK(agency.ben.get("/api/pages/" + child).problem() == "page_not_found");
  agency.ada.put(secret.path() + "/grants", grants({{ada, "manage"}}));
  CHECK(agency.eve.get("/api/spaces/amt/tree").problem() == "space_not_found");
  check_places(agency);
}

TEST_CASE("scenario 15: pages move between lists") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada");
  auto closed = agency.page("Verschlossen", "Text\n");
  CHECK(own_list(agency.ada, closed, {{ada, "manage"}}) == "");
  Secret secret(agency);
  auto child = agency.page("Anhang", "Zypresse\n", below(secret.page));
  auto move = [&](const std::string& page, const std::string& to) {
    CHECK(agency.ada.post("/api/pages/" + page + "/move", to).status == 200);
  };
  for (int round = 0; round < 2; ++round) {
    check_reads(agency, agency.ben, secret, true);
    move(secret.page, "{\"parent\":" + as_json(closed) + "}");
    for (auto& page : {secret.page, child}) CHECK(agency.ben.get("/api/pages/" + page).status == 404);
    CHECK_FALSE(lists_it(agency, agency.ben));
    auto born = agency.page("Neu " + std::to_string(round), "Text\n", below(child));
    CHECK(agency.ben.get("/api/pages/" + born).status == 404);
    move(secret.page, "{}");
    CHECK(agency.ben.get("/api/pages/" + born).status == 200);
  }
  CHECK(own_list(agency.ada, child, {{ada, "manage"}}) == "");
  move(secret.page, "{\"space\":\"alle\"}");
  CHECK(agency.eve.get(secret.path()).status == 200);
  CHECK(agency.eve.get("/api/pages/" + child).status == 404);
  CHECK(agency.eve.get(secret.path()).text("/children") == "[]");
  move(child, "{\"space\":\"alle\"}");
  CHECK(agency.eve.get("/api/pages/" + child).status == 404);
  CHECK(agency.ada.get("/api/pages/" + child + "/grants").text("/begins/id") == child);
  CHECK(agency.ada.del("/api/pages/" + child + "/own-list").status == 204);
  CHECK(agency.eve.get("/api/pages/" + child).status == 200);
  check_places(agency);
}

TEST_CASE("scenario 16: the trash keeps lists") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada"), ben = id_of(agency, "ben");
  auto path = [](const std::string& page) { return "/api/pages/" + page; };
  auto closed = agency.page("Verschlossen", "Text\n"), child = agency.page("Geheimplan", "Text\n", below(closed));
  CHECK(own_list(agency.ada, closed, {{ada, "manage"}}) == "");
  for (auto& page : {child, closed}) CHECK(agency.ada.post(path(page) + "/trash", "").status == 204);
  CHECK(agency.ada.del(path(closed)).status == 204);
  CHECK(agency.ada.post(path(child) + "/untrash", "{}").status == 200);
  CHECK(agency.ben.get(path(child)).status == 404);
  CHECK_FALSE(lists_it(agency, agency.ben));
  CHECK(agency.ada.get(path(child) + "/grants").text("/begins/id") == child);

  // Ben edits the space, but not the subtree.
  CHECK(agency.ada.put("/api/spaces/amt/grants", grants({{ada, "manage"}, {ben, "manage"}})).status == 200);
  auto above = agency.page("Ordner", "Text\n"), hidden = agency.page("Geheimplan zwei", "Text\n", below(above));
  CHECK(own_list(agency.ada, hidden, {{ada, "manage"}}) == "");
  expect({{"throw away with the page above", agency.ben, "POST", path(above) + "/trash", "", 403, "subtree_closed"},
          {"manager of both", agency.ada, "POST", path(above) + "/trash", "", 204, ""},
          {"delete with the page above", agency.ben, "DELETE", path(above), "", 403, "subtree_closed"},
          {"bring back", agency.ben, "POST", path(above) + "/untrash", "{}", 200, ""}});
  CHECK(agency.ada.get(path(hidden)).status == 200);
  CHECK(agency.ben.get(path(hidden)).status == 404);
  check_places(agency);
}
