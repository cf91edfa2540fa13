#include <tests/permissions/support/secret.hpp>

#include <auth/access.hpp>
#include <auth/tokens.hpp>
#include <tests/support/live_client.hpp>
#include <wiki/pages/space.hpp>

#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

namespace {

std::set<int> numbers(const std::vector<std::string>& files, const std::string& before) {
  std::string text;
  for (auto& file : files) {
    std::ifstream in(STAFETTE_SOURCE_DIR "/tests/permissions/" + file);
    text += std::string{std::istreambuf_iterator<char>(in), {}};
  }
  std::set<int> found;
  for (auto at = text.find(before); at != text.npos; at = text.find(before, at + 1)) {
    int number = 0;
    std::from_chars(text.data() + at + before.size(), text.data() + text.size(), number);
    found.insert(number);
  }
  return found;
}

}  // namespace

TEST_CASE("each number stands in prose and in code") {
  auto prose = numbers({"scenarios.md"}, "\n## ");
  CHECK(prose.size() == 24);
  CHECK(prose == numbers({"scenarios_test.cpp", "zone_scenarios_test.cpp", "access_scenarios_test.cpp",
                          "people_scenarios_test.cpp"},
                         "\nTEST_CASE(\"scenario "));
}

TEST_CASE("scenario 1: an outsider asks for a page") {
  SampleAgency agency;
  Secret secret(agency);
  check_reads(agency, agency.eve, secret, false);
  expect(writes(agency.eve, secret, secret.page, 404, "page_not_found"));
  expect(writes(agency.eve, secret, "999999", 404, "page_not_found"));
  expect(
      {{"untrash", agency.eve, "POST", secret.path() + "/untrash", "{}", 404, "page_not_found"},
       {"purge", agency.eve, "DELETE", secret.path(), "", 404, "page_not_found"},
       {"drop", agency.eve, "DELETE", secret.path() + "/scratch", "", 404, "page_not_found"},
       {"attachment", agency.eve, "DELETE", "/api/attachments/" + secret.attachment, "", 404, "attachment_not_found"},
       {"no attachment", agency.eve, "DELETE", "/api/attachments/999999", "", 404, "attachment_not_found"}});
  check_reads(agency, agency.ben, secret, true);
}

TEST_CASE("scenario 2: a reader tries to write") {
  SampleAgency agency;
  Secret secret(agency);
  auto before = agency.ben.get(secret.path()).body;
  expect(writes(agency.ben, secret, secret.page, 403, "level_too_low"));
  expect({{"attachment", agency.ben, "DELETE", "/api/attachments/" + secret.attachment, "", 403, "level_too_low"},
          {"new page", agency.ben, "POST", "/api/spaces/amt/pages", "{\"title\":\"x\"}", 403, "level_too_low"},
          {"trash list", agency.ben, "GET", "/api/spaces/amt/trash", "", 403, "level_too_low"},
          {"access list", agency.ben, "GET", "/api/spaces/amt/grants", "", 403, "level_too_low"}});
  CHECK(agency.ben.get(secret.path()).body == before);
  CHECK(agency.ben.get(secret.path() + "/attachments").text("/1") == "");
}

TEST_CASE("scenario 3: an administrator without a grant") {
  SampleAgency agency;
  Secret secret(agency);
  check_reads(agency, agency.root, secret, false);
  expect(writes(agency.root, secret, secret.page, 404, "page_not_found"));
  CHECK(agency.root.get("/api/all-spaces").body.find("\"amt\"") != std::string::npos);
  CHECK(agency.root.get("/api/spaces/amt/grants").status == 200);
  CHECK(agency.root.get("/api/spaces/amt").problem() == "space_not_found");
}

TEST_CASE("scenario 4: a grant is taken away") {
  SampleAgency agency;
  Secret secret(agency);
  auto open = agency.page("Offen", "a\n", "", "alle");
  LiveClient socket(agency.port(), bearer(agency.ben));
  socket.watch(as_json(secret.page) + "," + as_json(open));
  check_reads(agency, agency.ben, secret, true);
  CHECK(agency.ada.put("/api/spaces/amt/grants", grants({{id_of(agency, "ada"), "manage"}})).status == 200);
  check_reads(agency, agency.ben, secret, false);
  agency.ada.put(secret.path() + "/labels", "{\"labels\":[]}");
  agency.ada.put("/api/pages/" + open + "/labels", "{\"labels\":[]}");
  CHECK(socket.next().find("\"id\":\"" + open + "\"") != std::string::npos);
}

TEST_CASE("scenario 5: a grant is given") {
  SampleAgency agency;
  Secret secret(agency);
  LiveClient socket(agency.port(), bearer(agency.eve));
  socket.watch(as_json(secret.page));
  check_reads(agency, agency.eve, secret, false);
  CHECK(agency.ada
            .put("/api/spaces/amt/grants", grants({{id_of(agency, "ada"), "manage"}, {id_of(agency, "eve"), "read"}}))
            .status == 200);
  check_reads(agency, agency.eve, secret, true);
  agency.ada.put(secret.path() + "/labels", "{\"labels\":[]}");
  CHECK(socket.next().find("\"id\":\"" + secret.page + "\"") != std::string::npos);
}

TEST_CASE("scenario 6: a page in the trash") {
  SampleAgency agency;
  Secret secret(agency);
  auto child = agency.page("Unterseite", "Text\n", ",\"parent\":" + as_json(secret.page));
  check_reads(agency, agency.ben, secret, true);
  CHECK(agency.ada.post(secret.path() + "/trash", "").status == 204);
  check_reads(agency, agency.ben, secret, false);
  CHECK(agency.ben.get("/api/pages/" + child).problem() == "page_not_found");
  CHECK(agency.ben.del("/api/attachments/" + secret.attachment).problem() == "attachment_not_found");
  CHECK(agency.ada.get(secret.path()).problem() == "page_trashed");
  CHECK_FALSE(lists_it(agency, agency.ada));
  CHECK(agency.ada.post(secret.path() + "/untrash", "{}").status == 200);
  check_reads(agency, agency.ben, secret, true);
}

TEST_CASE("scenario 7: a person is deactivated") {
  SampleAgency agency;
  const std::string password = "ein langes Kennwort";
  add_account(agency, "carla", password);
  agency.site->store().write([](WriteTx& tx) {
    auth::grant_person(tx, wiki::space_named(tx, "amt")->zone, *auth::person_named(tx, "carla"), auth::Level::edit);
  });
  auto session = sign_in(agency, "carla", password);
  auto ours = session + "Origin: http://localhost\r\nContent-Type: application/json\r\n";
  auto issued = ask(agency.port(), "POST", "/api/me/tokens", ours, "{\"label\":\"x\"}");
  Client script(agency.port(), issued.member("token"));
  CHECK(script.post("/api/spaces/amt/pages", "{\"title\":\"Von Carla\",\"markdown\":\"x\"}").status == 201);
  auto page = agency.ben.get("/api/spaces/amt/pages?path=von-carla").text("/id");
  LiveClient by_session(agency.port(), session + "Origin: http://localhost\r\n"),
      by_token(agency.port(), bearer(script));
  by_session.watch(as_json(page));
  by_token.watch(as_json(page));
  auto change = [&](bool active) {
    return agency.root.put(
        "/api/people/" + id_of(agency, "carla"),
        std::string("{\"display_name\":\"carla\",\"email\":\"\",\"administrator\":false,\"active\":") +
            (active ? "true}" : "false}"));
  };
  auto carla = id_of(agency, "carla");
  CHECK(change(false).status == 200);
  CHECK(ask(agency.port(), "GET", "/api/me", session).status == 401);
  CHECK(script.get("/api/me").status == 401);
  CHECK(by_session.next() == "close:1008");
  CHECK(by_token.next() == "close:1008");
  auto body = "{\"name\":\"carla\",\"password\":" + as_json(password) + "}";
  CHECK(ask(agency.port(), "POST", "/api/session", "Content-Type: application/json\r\n", body).key() ==
        "sign_in_failed");
  CHECK(agency.ben.get("/api/pages/" + page).text("/changed_by/id") == carla);
  CHECK(id_of(agency, "carla").empty());
}

TEST_CASE("scenario 8: a page moves to another space") {
  SampleAgency agency;
  Secret secret(agency);
  auto child = agency.page("Unterseite", "Text\n", ",\"parent\":" + as_json(secret.page));
  auto reads = [&](bool may) {
    for (auto& page : {secret.page, child}) CHECK(agency.eve.get("/api/pages/" + page).status == (may ? 200 : 404));
    CHECK(agency.eve.get("/api/attachments/" + secret.attachment).status == (may ? 200 : 404));
    CHECK(lists_it(agency, agency.eve) == may);
  };
  reads(false);
  for (int round = 0; round < 2; ++round) {
    CHECK(agency.ada.post(secret.path() + "/move", "{\"space\":\"alle\"}").status == 200);
    reads(true);
    CHECK(agency.eve.get("/api/spaces/amt/pages?path=geheimplan").status == 404);
    CHECK(agency.ada.post(secret.path() + "/move", "{\"space\":\"amt\"}").status == 200);
    reads(false);
    CHECK(agency.eve.get("/api/spaces/alle/pages?path=geheimplan").status == 404);
  }
}

TEST_CASE("scenario 9: nobody has signed in") {
  SampleAgency agency;
  Secret secret(agency);
  for (auto& path : secret.reads()) {
    CAPTURE(path);
    CHECK(agency.nobody.get(path).problem() == "not_signed_in");
  }
  CHECK(lists(agency, agency.nobody).find("Zypresse") == std::string::npos);
  CHECK_FALSE(lists_it(agency, agency.nobody));
}

TEST_CASE("scenario 10: unsaved text") {
  SampleAgency agency;
  Secret secret(agency);
  auto token = agency.site->store().write([](WriteTx& tx) {
    auth::NewAccount account{Line<60>("carla"), Line<200>("carla"), Line<200>(""), Text<200>("unused password"), false};
    auto carla = auth::create_account(tx, {account, ""});
    auth::grant_person(tx, wiki::space_named(tx, "amt")->zone, carla, auth::Level::edit);
    return auth::issue_token_for(tx, carla, {Line<100>("test"), {}}).token;
  });
  Client carla(agency.port(), token);
  auto kept = agency.ada.put(
      secret.path() + "/scratch",
      "{\"epoch\":1,\"seq\":1,\"markdown\":\"Entwurf\",\"base_revision\":" + as_json(secret.revision) + "}");
  CHECK(kept.status == 200);
  CHECK(agency.ada.get(secret.path() + "/source").body.find("Entwurf") != std::string::npos);
  for (auto* who : {&agency.ben, &carla})
    for (auto& path : secret.reads()) CHECK(who->get(path).body.find("Entwurf") == std::string::npos);
  CHECK(carla.del(secret.path() + "/scratch").status == 204);
  CHECK(agency.ada.get(secret.path() + "/source").body.find("Entwurf") != std::string::npos);
}

TEST_CASE("scenario 11: links from where one may not read") {
  SampleAgency agency;
  auto target = agency.page("Ziel", "Text\n", "", "alle");
  auto source = agency.page("Geheimplan", "[Ziel](/p/" + target + ")\n");
  for (auto& page : {target, source}) agency.ada.put("/api/pages/" + page + "/labels", "{\"labels\":[\"gemeinsam\"]}");
  auto path = "/api/pages/" + target + "/backlinks";
  CHECK(agency.ben.get(path).text("/0/title") == "Geheimplan");
  CHECK(agency.eve.get(path).body == "[]");
  CHECK(agency.eve.get("/api/spaces/alle/labels").text("/0/pages") == "1");
  agency.site->index().catch_up();
  auto found = agency.eve.get("/api/search?q=ziel&label=gemeinsam");
  CHECK(found.text("/total") == "1");
  CHECK(found.body.find("Geheimplan") == std::string::npos);
}

TEST_CASE("scenario 12: deleted for good") {
  SampleAgency agency;
  Secret secret(agency);
  CHECK(agency.ada.post(secret.path() + "/trash", "").status == 204);
  CHECK(agency.ada.del(secret.path()).status == 204);
  check_reads(agency, agency.ada, secret, false);
  CHECK(agency.ada.get("/api/spaces/amt/trash").body == "[]");
}
