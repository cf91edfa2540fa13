#include <tests/support/rows.hpp>

#include <auth/access.hpp>
#include <auth/tokens.hpp>
#include <tests/support/live_client.hpp>
#include <wiki/pages/space.hpp>

#include <fstream>
#include <iterator>
#include <set>

namespace {

// One letter for nobody, outsider, reader, editor, manager and an administrator without grant:
// '.' done, '>' led elsewhere (302), 'i' reached and found the input wanting (415, 422), '1' 401, '3' 403, '4' 404.
struct Rule {
  std::string method, path, classes, body = "";
  bool in_trash = false;
  bool own_list = false;
};

const std::string text = "{\"markdown\":\"x\"}", title = "{\"title\":\"x\",\"description\":\"\"}",
                  unit = "{\"type\":\"Amt\",\"sign\":\"1\",\"name\":\"x\"}";

const std::string proof =
    "{\"credential\":\"\",\"client_data\":\"e30\",\"authenticator_data\":\"\",\"signature\":\"\"}";
const std::string identity_source =
    "\"name\":\"Haus\",\"enabled\":false,\"creates_accounts\":true,\"links_accounts\":false,\"fills_groups\":false,"
    "\"oidc\":{\"issuer\":\"http://127.0.0.1:1\",\"client_id\":\"x\",\"scopes\":\"\",\"groups_claim\":\"\"}}";

const std::vector<Rule> rules = {
    {"GET", "/api/all-spaces", "13333."},
    {"GET", "/api/attachments/{attachment}", "14...4"},
    {"DELETE", "/api/attachments/{attachment}", "143..4"},
    {"GET", "/api/audit-requests", "133333"},
    {"POST", "/api/audit-requests", "133333",
     "{\"person\":\"{person}\",\"purpose\":\"Verdacht auf Missbrauch\",\"first_day\":\"2026-01-01\",\"last_day\":\"2026-01-02\"}"},
    {"POST", "/api/audit-requests/{request}/decision", "133333", "{\"approved\":true}"},
    {"POST", "/api/audit-requests/{request}/events", "133333"},
    {"GET", "/api/contacts", "1....."},
    {"GET", "/api/contacts/{person}", "1....."},
    {"POST", "/api/directories/{slug}/session", "444444", "{\"name\":\"x\",\"password\":\"x\"}"},
    {"GET", "/api/directory", "1....."},
    {"GET", "/api/groups", "1....."},
    {"POST", "/api/groups", "13333.", "{\"name\":\"g{unique}\",\"description\":\"\"}"},
    {"GET", "/api/groups/{group}", "1....."},
    {"PUT", "/api/groups/{group}", "13333.", "{\"name\":\"g{unique}\",\"description\":\"\"}"},
    {"DELETE", "/api/groups/{group}", "13333."},
    {"PUT", "/api/groups/{group}/members", "13333.", "{\"members\":[\"{person}\"]}"},
    {"GET", "/api/identity-sources", "13333."},
    {"POST", "/api/identity-sources", "13333.", "{\"slug\":\"s{unique}\"," + identity_source},
    {"PUT", "/api/identity-sources/{source}", "13333.", "{" + identity_source},
    {"POST", "/api/identity-sources/{source}/test", "13333."},
    {"GET", "/api/me", "1....."},
    {"POST", "/api/me/authenticator", "133333"},  // for sessions only
    {"PUT", "/api/me/authenticator", "133333", "{\"code\":\"123456\"}"},
    {"DELETE", "/api/me/authenticator", "133333"},
    {"POST", "/api/me/passkeys", "133333",
     "{\"label\":\"x\",\"client_data\":\"\",\"authenticator_data\":\"\"}"},
    {"DELETE", "/api/me/passkeys/{passkey}", "133333"},
    {"POST", "/api/me/passkeys/offer", "133333"},
    {"PUT", "/api/me/contact", "1.....", "{\"phone\":\"1\",\"room\":\"\"}"},
    {"PUT", "/api/me/password", "1iiiii", "{\"current\":\"x\",\"password\":\"ein langes Kennwort\"}"},
    {"POST", "/api/me/recovery-codes", "133333"},
    {"GET", "/api/me/security", "1....."},
    {"GET", "/api/me/sessions", "1....."},
    {"DELETE", "/api/me/sessions", "1....."},
    {"DELETE", "/api/me/sessions/{session}", "144444"},
    {"PUT", "/api/me/settings", "1.....", "{\"language\":\"de\"}"},
    {"GET", "/api/me/provider-sign-out", "1....."},
    {"GET", "/api/me/tokens", "1....."},
    {"POST", "/api/me/tokens", "1.....", "{\"label\":\"x\"}"},
    {"DELETE", "/api/me/tokens/{token}", "1....."},
    {"GET", "/api/notices", "1....."},
    {"DELETE", "/api/notices/{notice}", "144444"},
    {"POST", "/api/oidc/{slug}/backchannel", "iiiiii"},
    {"GET", "/api/oidc/{slug}/callback", ">>>>>>"},
    {"GET", "/api/oidc/{slug}/start", ">>>>>>"},
    {"GET", "/api/orphaned-pages", "1....."},
    {"GET", "/api/ownership-report", "13333."},
    {"GET", "/api/pages/{page}", "14...4"},
    {"PUT", "/api/pages/{page}", "143..4", "{\"markdown\":\"x\",\"base_revision\":\"{revision}\"}"},
    {"DELETE", "/api/pages/{page}", "1443.4", "", true},
    {"GET", "/api/pages/{page}/grants", "1433.4"},
    {"PUT", "/api/pages/{page}/grants", "1433.4", "{grants}", false, true},
    {"POST", "/api/pages/{page}/grants/rehearsal", "1433.4", "{grants}"},
    {"GET", "/api/pages/{page}/access", "1433.4"},
    {"GET", "/api/pages/{page}/access/{person}", "1433.4"},
    {"POST", "/api/pages/{page}/break-glass", "13333.", "{\"reason\":\"Ein guter Grund\"}"},
    {"GET", "/api/pages/{page}/break-glass", "1433.4"},
    {"GET", "/api/break-glass", "133333"},  // for the role privacy
    {"DELETE", "/api/break-glass/{glass}", "1444.."},
    {"POST", "/api/pages/{page}/move/rehearsal", "1433.4", "{}"},
    {"GET", "/api/pages/{page}/own-list/rehearsal", "1433.4", "", false, true},
    {"POST", "/api/pages/{page}/own-list", "1433.4"},
    {"DELETE", "/api/pages/{page}/own-list", "1433.4", "", false, true},
    {"GET", "/api/pages/{page}/attachments", "14...4"},
    {"POST", "/api/pages/{page}/attachments?name=x", "143..4", "x"},
    {"GET", "/api/pages/{page}/backlinks", "14...4"},
    {"GET", "/api/pages/{page}/diff?from={revision}&to={revision}", "14...4"},
    {"PUT", "/api/pages/{page}/labels", "143..4", "{\"labels\":[]}"},
    {"POST", "/api/pages/{page}/move", "143..4", "{}"},
    {"PUT", "/api/pages/{page}/owner", "143..4", "{\"owner\":null}"},
    {"POST", "/api/pages/{page}/preview", "143..4", text},
    {"POST", "/api/pages/{page}/restore", "143..4", "{\"revision\":\"{revision}\"}"},
    {"GET", "/api/pages/{page}/revisions", "14...4"},
    {"GET", "/api/pages/{page}/revisions/{revision}", "14...4"},
    {"GET", "/api/pages/{page}/revisions/{revision}/source", "14...4"},
    {"PUT", "/api/pages/{page}/scratch", "143..4",
     "{\"epoch\":1,\"seq\":1,\"markdown\":\"x\",\"base_revision\":\"{revision}\"}"},
    {"DELETE", "/api/pages/{page}/scratch", "14...4"},
    {"GET", "/api/pages/{page}/source", "14...4"},
    {"POST", "/api/pages/{page}/trash", "143..4"},
    {"POST", "/api/pages/{page}/untrash", "144..4", "{}", true},
    {"POST", "/api/password-link", "444444", "{\"secret\":\"x\"}"},
    {"PUT", "/api/password-link", "444444", "{\"secret\":\"x\",\"password\":\"ein langes Kennwort\"}"},
    {"GET", "/api/people", "13333."},
    {"POST", "/api/people", "13333.",
     "{\"name\":\"n{unique}\",\"display_name\":\"N\",\"email\":\"\",\"password\":\"ein langes "
     "Kennwort\",\"administrator\":false}"},
    {"PUT", "/api/people/{person}", "13333.",
     "{\"display_name\":\"dora\",\"email\":\"\",\"administrator\":false,\"active\":true}"},
    {"POST", "/api/people/{person}/password-link", "13333."},
    {"DELETE", "/api/people/{person}/second-factor", "13333."},
    {"GET", "/api/people/{person}/roles", "13333."},
    {"PUT", "/api/people/{person}/roles", "13333.", "{\"roles\":[\"organisation\"]}"},
    {"PUT", "/api/posts/{post}", "13333.", "{\"name\":\"x\",\"tasks\":\"\",\"leads\":false}"},
    {"DELETE", "/api/posts/{post}", "13333."},
    {"PUT", "/api/posts/{post}/holders", "13333.", "{\"holders\":[{\"person\":\"{person}\",\"role\":\"holder\"}]}"},
    {"POST", "/api/preview", "1.....", text},
    {"GET", "/api/principals?q=a", "1....."},
    {"GET", "/api/recent", "1....."},
    {"GET", "/api/search?q=x", "1....."},
    {"GET", "/api/search/facets?q=x", "1....."},
    {"GET", "/api/session", "144444"},  // tokens have none
    {"POST", "/api/session", "111111", "{\"name\":\"n{unique}\",\"password\":\"x\"}"},
    {"DELETE", "/api/session", "1....."},
    {"POST", "/api/session/confirm", "133333", "{\"password\":\"x\"}"},
    {"POST", "/api/session/confirm/passkey", "133333", proof},
    {"POST", "/api/session/confirm/passkey/offer", "133333"},
    {"POST", "/api/session/extend", "144444"},
    {"POST", "/api/session/passkey", "iiiiii", proof},
    {"POST", "/api/session/passkey/offer", "......"},
    {"GET", "/api/sign-in-options", "......"},
    {"PUT", "/api/sign-in-policy", "13333.", "{\"local_accounts\":true}"},
    {"GET", "/api/spaces", "1....."},
    {"POST", "/api/spaces", "13333.", "{\"slug\":\"s{unique}\",\"title\":\"x\",\"description\":\"\"}"},
    {"GET", "/api/spaces/{slug}", "14...4"},
    {"PUT", "/api/spaces/{slug}", "1433.4", title},
    {"GET", "/api/spaces/{slug}/broken-links", "14...4"},
    {"GET", "/api/spaces/{slug}/grants", "1433.."},
    {"PUT", "/api/spaces/{slug}/grants", "1433..", "{grants}"},
    {"POST", "/api/spaces/{slug}/grants/rehearsal", "1433..", "{grants}"},
    {"GET", "/api/spaces/{slug}/access", "1433.."},
    {"GET", "/api/spaces/{slug}/access/{person}", "1433.4"},
    {"POST", "/api/spaces/{slug}/break-glass", "13333.", "{\"reason\":\"Ein guter Grund\"}"},
    {"GET", "/api/spaces/{slug}/break-glass", "1433.."},
    {"POST", "/api/view-as", "1333..", "{\"person\":\"{person}\"}"},
    {"DELETE", "/api/view-as/{viewing}", "1444.4"},
    {"GET", "/api/space-founders", "13333."},
    {"PUT", "/api/space-founders", "13333.", "{\"principals\":[]}"},
    {"GET", "/api/spaces/{slug}/labels", "14...4"},
    {"GET", "/api/spaces/{slug}/pages?path={path}", "14...4"},
    {"POST", "/api/spaces/{slug}/pages", "143..4", "{\"title\":\"x\"}"},
    {"GET", "/api/spaces/{slug}/trash", "143..4"},
    {"GET", "/api/spaces/{slug}/tree", "14...4"},
    {"GET", "/api/suggest?q=x", "1....."},
    {"GET", "/api/unit-presets", "1....."},
    {"GET", "/api/unit-types", "1....."},
    {"PUT", "/api/unit-types", "13333.", "{\"types\":[{\"name\":\"Amt\",\"leader\":\"Amtsleitung\"}]}"},
    {"GET", "/api/units", "1....."},
    {"POST", "/api/units", "13333.", unit},
    {"GET", "/api/units/{unit}", "1....."},
    {"PUT", "/api/units/{unit}", "13333.", unit},
    {"PUT", "/api/units/{unit}/members", "13333.", "{\"members\":[{\"person\":\"{person}\"}]}"},
    {"DELETE", "/api/units/{unit}/plans/{day}", "13333."},
    {"POST", "/api/units/{unit}/posts", "13333.", "{\"name\":\"x\",\"tasks\":\"\",\"leads\":true}"},
};

char class_of(int status) {
  if (status >= 200 && status < 300) return '.';
  if (status == 302) return '>';
  if (status == 415 || status == 422) return 'i';
  return status >= 401 && status <= 404 ? char('0' + status - 400) : '?';
}

void replace(std::string& text, const std::string& what, const std::string& with) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

struct Cast {
  explicit Cast(SampleAgency& agency) : at(agency) {
    auto token = agency.site->store().write([](WriteTx& tx) {
      auto add = [&](const char* name) {
        auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(""), Text<200>("unused password"), false};
        return auth::create_account(tx, {account, ""});
      };
      add("dora");
      auto carla = add("carla");
      auth::grant_person(tx, wiki::space_named(tx, "amt")->zone, carla, auth::Level::edit);
      return auth::issue_token_for(tx, carla, {Line<100>("test"), {}}).token;
    });
    editor = {agency.port(), token};
    auto grant = [&](const char* name, const char* level) {
      return "{\"kind\":\"person\",\"id\":" + as_json(id_of(at, name)) + ",\"level\":\"" + level + "\"}";
    };
    grants =
        "{\"grants\":[" + grant("ada", "manage") + "," + grant("ben", "read") + "," + grant("carla", "edit") + "]}";
    dora = id_of(at, "dora");
    source = at.root.post("/api/identity-sources", "{\"slug\":\"haus\"," + identity_source).text("/id");
    everybody = {&at.nobody, &at.eve, &at.ben, &editor, &at.ada, &at.root};
  }

  // What the rule asks for, with a page, an attachment and a token of its own, so that no answer depends on another.
  int status(const Rule& rule, Client& who) {
    auto unique = std::to_string(++count), page = at.page("Seite " + unique, "a\n"), path = "/api/pages/" + page;
    auto revision = at.head(page);
    auto attachment =
        at.ada.send("POST", path + "/attachments?name=a", "a", "Content-Type: text/plain\r\n").text("/id");
    if (rule.own_list) at.ada.post(path + "/own-list", "");
    if (rule.in_trash) at.ada.post(path + "/trash", "");
    auto target = rule.path, body = rule.body, opening = std::string("1"), viewing = opening;
    if (rule.path.find("{viewing}") != rule.path.npos)
      viewing = at.ada.post("/api/view-as", "{\"person\":" + as_json(dora) + "}").text("/id");
    bool glass = rule.path.find("break-glass") != rule.path.npos;
    if (rule.path.find("{glass}") != rule.path.npos)
      opening = at.root.post("/api/spaces/amt/break-glass", "{\"reason\":\"Ein guter Grund\"}").text("/id");
    // The organisation has a unit with a post and a plan, and a group, made anew for every question.
    std::string made_unit, post, group, day = "2999-01-01";
    if (rule.path.find("{unit}") != rule.path.npos || rule.path.find("{post}") != rule.path.npos) {
      made_unit = at.root.post("/api/units", unit).text("/id");
      post = at.root.post("/api/units/" + made_unit + "/posts", "{\"name\":\"x\",\"tasks\":\"\",\"leads\":false}")
                 .text("/id");
      at.root.put("/api/units/" + made_unit, unit.substr(0, unit.size() - 1) + ",\"valid_from\":\"" + day + "\"}");
    }
    if (rule.path.find("{group}") != rule.path.npos)
      group = at.root.post("/api/groups", "{\"name\":\"m" + unique + "\",\"description\":\"\"}").text("/id");
    auto token =
        rule.path.find("{token}") == rule.path.npos ? "1" : who.post("/api/me/tokens", "{\"label\":\"x\"}").text("/id");
    if (token.empty()) token = "1";
    for (auto* place : {&target, &body}) {
      replace(*place, "{page}", page);
      replace(*place, "{revision}", revision);
      replace(*place, "{attachment}", attachment);
      replace(*place, "{token}", token);
      replace(*place, "{glass}", opening);
      replace(*place, "{viewing}", viewing);
      replace(*place, "{session}", "1");
      replace(*place, "{passkey}", "1");
      replace(*place, "{notice}", "1");
      replace(*place, "{person}", dora);
      replace(*place, "{slug}", "amt");
      replace(*place, "{source}", source);
      replace(*place, "{unit}", made_unit);
      replace(*place, "{post}", post);
      replace(*place, "{group}", group);
      replace(*place, "{day}", day);
      replace(*place, "{request}", "1");
      replace(*place, "{path}", "seite-" + unique);
      replace(*place, "{unique}", unique);
      replace(*place, "{grants}", grants);
    }
    auto fields =
        "Origin: http://localhost\r\nContent-Type: application/json\r\n" + (who.token().empty() ? "" : bearer(who));
    auto status = ask(at.port(), rule.method, target, fields, body).status;
    if (glass) at.root.del("/api/break-glass/" + at.root.get("/api/spaces/amt/break-glass").text("/0/id"));
    return status;
  }

  SampleAgency& at;
  Client editor{0, ""};
  std::string grants, dora, source;
  std::vector<Client*> everybody;
  int count = 0;
};

// A new person without rights, by a token.
Client added(SampleAgency& agency, const char* name) {
  auto token = agency.site->store().write([&](WriteTx& tx) {
    auth::NewAccount account{Line<60>(name), Line<200>(name), Line<200>(""), Text<200>("unused password"), false};
    return auth::issue_token_for(tx, auth::create_account(tx, {account, ""}), {Line<100>("test"), {}}).token;
  });
  return {agency.port(), token};
}

// Those who had edit rights in the space – by name, by a group, by a unit – and lost them.
std::vector<Client> ex_members(SampleAgency& agency, const std::string& grants) {
  auto& root = agency.root;
  auto person = [&](const char* name) {
    auto client = added(agency, name);
    return std::pair{std::move(client), as_json(id_of(agency, name))};
  };
  auto [by_name, name_id] = person("nadja");
  auto [by_group, group_member] = person("gina");
  auto [by_unit, unit_member] = person("ulf");
  auto group = root.post("/api/groups", "{\"name\":\"Kreis\",\"description\":\"\"}").text("/id");
  auto unit_id = root.post("/api/units", unit).text("/id");
  CHECK(root.put("/api/groups/" + group + "/members", "{\"members\":[" + group_member + "]}").status == 200);
  CHECK(root.put("/api/units/" + unit_id + "/members", "{\"members\":[{\"person\":" + unit_member + "}]}").status ==
        200);
  auto kept = grants.substr(0, grants.rfind(']'));
  auto grant = [](const char* kind, const std::string& id) {
    return std::string(",{\"kind\":\"") + kind + "\",\"id\":" + id + ",\"level\":\"edit\"}";
  };
  auto given =
      kept + grant("person", name_id) + grant("group", as_json(group)) + grant("unit", as_json(unit_id)) + "]}";
  CHECK(agency.ada.put("/api/spaces/amt/grants", given).status == 200);
  auto page = agency.page("Gemeinsames", "a\n");
  std::vector<Client> all;
  for (auto* who : {&by_name, &by_group, &by_unit}) all.push_back(std::move(*who));
  for (auto& who : all) CHECK(who.get("/api/pages/" + page).status == 200);

  CHECK(
      agency.ada
          .put("/api/spaces/amt/grants", kept + grant("group", as_json(group)) + grant("unit", as_json(unit_id)) + "]}")
          .status == 200);
  CHECK(root.put("/api/groups/" + group + "/members", "{\"members\":[]}").status == 200);
  CHECK(root.put("/api/units/" + unit_id + "/members", "{\"members\":[]}").status == 200);
  for (auto& who : all) CHECK(who.get("/api/pages/" + page).status == 404);
  return all;
}

Client suspended(SampleAgency& agency) {
  auto who = added(agency, "sina");
  CHECK(who.get("/api/me").status == 200);
  auto path = "/api/people/" + id_of(agency, "sina");
  auto off = "{\"display_name\":\"sina\",\"email\":\"\",\"administrator\":false,\"active\":false}";
  CHECK(agency.root.put(path, off).status == 200);
  return who;
}

Client guest(SampleAgency& agency) {
  auto who = added(agency, "gustav");
  auto path = "/api/people/" + id_of(agency, "gustav") + "/roles";
  CHECK(agency.root.put(path, "{\"roles\":[\"guest\"]}").status == 200);
  return who;
}

// What outsiders may ask and guests may not: the organisation and its people.
const std::set<std::string> closed_to_guests = {
    "GET /api/contacts",       "GET /api/contacts/{person}", "GET /api/directory",      "GET /api/groups",
    "GET /api/groups/{group}", "PUT /api/me/contact",        "GET /api/principals?q=a", "GET /api/units",
    "GET /api/units/{unit}"};

}  // namespace

TEST_CASE("every route of docs/openapi.json has a rule") {
  std::ifstream in(STAFETTE_SOURCE_DIR "/docs/openapi.json");
  auto document = boost::json::parse(std::string{std::istreambuf_iterator<char>(in), {}});
  std::set<std::string> described, ruled;
  for (auto& [path, item] : document.at("paths").as_object())
    for (auto& [method, operation] : item.as_object()) {
      std::string name;
      for (char c : std::string_view(method)) name += char(c - 'a' + 'A');
      described.insert(name + " " + std::string(path));
    }
  for (auto& rule : rules) ruled.insert(rule.method + " " + rule.path.substr(0, rule.path.find('?')));
  for (auto& route : described) CHECK_MESSAGE(ruled.contains(route), "add a rule for " << route);
  for (auto& route : ruled) CHECK_MESSAGE(described.contains(route), "there is no route " << route);
}

TEST_CASE("every route treats everybody as its rule says") {
  SampleAgency agency;
  Cast cast(agency);
  for (auto& rule : rules) {
    auto route = rule.method + " " + rule.path;
    CAPTURE(route);
    std::string classes;
    for (auto* who : cast.everybody) classes += class_of(cast.status(rule, *who));
    CHECK(classes == rule.classes);
  }
}

TEST_CASE("who lost a right is an outsider, who is suspended is nobody, a guest knows no organisation") {
  SampleAgency agency;
  Cast cast(agency);
  auto lost = ex_members(agency, cast.grants);
  auto gone = suspended(agency);
  auto visitor = guest(agency);
  for (auto& rule : rules) {
    auto route = rule.method + " " + rule.path;
    CAPTURE(route);
    for (auto& who : lost) CHECK(class_of(cast.status(rule, who)) == rule.classes[1]);
    CHECK(class_of(cast.status(rule, gone)) == rule.classes[0]);
    auto expected = closed_to_guests.contains(route) ? '3' : rule.classes[1];
    CHECK(class_of(cast.status(rule, visitor)) == expected);
  }
}

TEST_CASE("nobody of them is told of a closed page, by search, lists or hints") {
  SampleAgency agency;
  Cast cast(agency);
  auto page = agency.page("Zypressenplan", "Die Zypressen stehen am Rathaus.\n");
  CHECK(agency.ada.put("/api/pages/" + page + "/labels", "{\"labels\":[\"zypresse\"]}").status == 200);
  auto others = ex_members(agency, cast.grants);
  others.push_back(suspended(agency));
  others.push_back(guest(agency));
  agency.site->index().catch_up();
  CHECK(agency.ada.get("/api/search?q=Zypressen").text("/total") == "1");
  for (auto& who : others) {
    for (auto& route :
         std::vector<std::string>{"/api/search?q=Zypressen", "/api/search?q=Zypresen", "/api/search?label=zypresse",
                                  "/api/search/facets?q=Zypressen", "/api/suggest?q=zypr", "/api/recent", "/api/spaces",
                                  "/api/spaces/amt/tree", "/api/spaces/amt/labels", "/api/orphaned-pages",
                                  "/api/notices", "/api/pages/" + page, "/api/pages/" + page + "/backlinks"}) {
      CAPTURE(route);
      auto body = who.get(route).body;
      CHECK(body.find("ypressenplan") == std::string::npos);
      CHECK(body.find("Rathaus") == std::string::npos);
      CHECK(body.find("\"total\":1") == std::string::npos);
    }
    auto forbidden = who.get("/api/pages/" + page);
    CHECK((forbidden.status == 404 || forbidden.status == 401));
    if (forbidden.status == 404) CHECK(forbidden.problem() == agency.eve.get("/api/pages/999999").problem());

    LiveClient live(agency.port(), bearer(who));
    if (live.answer().status != 101) continue;
    live.watch(as_json(page));
    LiveClient reader(agency.port(), bearer(agency.ada));
    reader.watch(as_json(page));
    auto saved = agency.ada.put("/api/pages/" + page, "{\"markdown\":\"b" + std::to_string(++cast.count) +
                                                          "\",\"base_revision\":" + as_json(agency.head(page)) + "}");
    CHECK(saved.status == 200);
    CHECK(reader.next().find(page) != std::string::npos);
    live.watch(as_json(page));  // a hint would have come before this is taken
  }
}
