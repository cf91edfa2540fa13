#include <tests/support/rows.hpp>

#include <filesystem>
#include <fstream>

namespace {

const std::string nowhere = "http://127.0.0.1:1";  // nobody listens there

std::string settings(const std::string& issuer = nowhere, const std::string& client = "stafette") {
  return "{\"issuer\":" + as_json(issuer) + ",\"client_id\":" + as_json(client) + ",\"scopes\":\"\",\"groups_claim\":\"\"}";
}

std::string change(bool enabled, const std::string& oidc = settings(), const std::string& name = "Haus") {
  return "{\"name\":" + as_json(name) + ",\"enabled\":" + (enabled ? "true" : "false") +
         ",\"creates_accounts\":true,\"links_accounts\":false,\"fills_groups\":false,\"oidc\":" + oidc + "}";
}

std::string source(const std::string& slug, const std::string& oidc = settings(), const std::string& name = "Haus") {
  auto body = change(true, oidc, name);
  return body.insert(1, "\"slug\":" + as_json(slug) + ",");
}

const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";

std::string location(SampleAgency& agency, const std::string& path, const std::string& fields = "") {
  auto answer = ask(agency.port(), "GET", path, fields);
  CHECK(answer.status == 302);
  return answer.headers["location"];
}

}  // namespace

TEST_CASE("identity sources are for administrators, and what is said about them has limits") {
  SampleAgency agency;
  auto& root = agency.root;
  const std::string all = "/api/identity-sources";
  expect({
      {"list, as anybody", agency.ada, "GET", all, "", 403, "administrators_only"},
      {"add, as anybody", agency.ada, "POST", all, source("haus"), 403, "administrators_only"},
      {"policy, as anybody", agency.ada, "PUT", "/api/sign-in-policy", "{\"local_accounts\":false}", 403,
       "administrators_only"},
      {"add", root, "POST", all, source("haus"), 201, ""},
      {"same slug", root, "POST", all, source("haus"), 409, "slug_taken"},
      {"capitals", root, "POST", all, source("Haus"), 422, "wrong_slug"},
      {"a path", root, "POST", all, source("../haus"), 422, "wrong_slug"},
      {"no slug", root, "POST", all, source(""), 422, "wrong_slug"},
      {"long slug", root, "POST", all, source(std::string(41, 'x')), 422, "invalid_input", "too_long"},
      {"no name", root, "POST", all, source("neu", settings(), ""), 422, "required"},
      {"no settings", root, "POST", all, source("neu", "null"), 422, "required"},
      {"no client", root, "POST", all, source("neu", settings(nowhere, "")), 422, "required"},
      {"in clear", root, "POST", all, source("neu", settings("http://idp.example")), 422, "wrong_issuer"},
      {"no address", root, "POST", all, source("neu", settings("idp")), 422, "wrong_issuer"},
      {"change nothing there", root, "PUT", all + "/999999", change(true), 404, "source_not_found"},
      {"test nothing there", root, "POST", all + "/999999/test", "", 404, "source_not_found"},
  });
  auto id = root.get(all).text("/items/0/id");
  expect({{"test, as anybody", agency.ada, "POST", all + "/" + id + "/test", "", 403, "administrators_only"},
          {"change, as anybody", agency.ada, "PUT", all + "/" + id, change(true), 403, "administrators_only"},
          {"change", root, "PUT", all + "/" + id, change(true, settings("https://idp.example")), 200, ""}});
  CHECK(root.get(all).text("/items/0/oidc/issuer") == "https://idp.example");
}

TEST_CASE("a directory is asked over TLS only, with attributes and filters that are some") {
  SampleAgency agency;
  auto ldap = [](const std::string& url, const std::string& filter = "(objectClass=person)",
                 const std::string& id = "entryUUID", const std::string& base = "dc=amt") {
    return "null,\"ldap\":{\"url\":" + as_json(url) + ",\"bind_dn\":\"\",\"base_dn\":" + as_json(base) +
           ",\"person_filter\":" + as_json(filter) + ",\"id_attribute\":" + as_json(id) +
           ",\"name_attribute\":\"uid\",\"display_name_attribute\":\"cn\",\"email_attribute\":\"\","
           "\"groups_attribute\":\"\",\"changed_attribute\":\"entryCSN\"}";
  };
  auto& root = agency.root;
  const std::string all = "/api/identity-sources", good = "ldaps://127.0.0.1:1";
  expect({
      {"add", root, "POST", all, source("amt", ldap(good)), 201, ""},
      {"both kinds", root, "POST", all, source("neu", settings() + ldap(good).substr(4)), 422, "required"},
      {"in clear is StartTLS", root, "POST", all, source("neu", ldap("ldap://verzeichnis.amt.example")), 201, ""},
      {"a socket", root, "POST", all, source("b", ldap("ldapi:///")), 422, "wrong_directory"},
      {"two servers", root, "POST", all, source("b", ldap("ldaps://a ldap://b")), 422, "wrong_directory"},
      {"a search in the address", root, "POST", all, source("b", ldap("ldaps://a/dc=x??sub")), 422, "wrong_directory"},
      {"half a filter", root, "POST", all, source("b", ldap(good, "(uid=*")), 422, "wrong_filter"},
      {"no filter", root, "POST", all, source("b", ldap(good, "")), 422, "wrong_filter"},
      {"a filter as attribute", root, "POST", all, source("b", ldap(good, "(a=b)", "uid=*)(x")), 422, "wrong_attribute"},
      {"no attribute", root, "POST", all, source("b", ldap(good, "(a=b)", "")), 422, "wrong_attribute"},
      {"no base", root, "POST", all, source("b", ldap(good, "(a=b)", "uid", "")), 422, "required"},
  });
  auto id = agency.nobody.get("/api/sign-in-options").text("/sources/0/kind");
  CHECK(id == "ldap");
  const std::string mia = "{\"name\":\"mia\",\"password\":\"x\"}";
  expect({{"down", agency.nobody, "POST", "/api/directories/amt/session", mia, 503, "provider_unreachable"},
          {"unknown", agency.nobody, "POST", "/api/directories/b/session", mia, 404, "source_not_found"},
          {"no name", agency.nobody, "POST", "/api/directories/amt/session", "{}", 422, "invalid_input"}});
}

TEST_CASE("the connection test says which step failed and why") {
  SampleAgency agency;
  auto id = agency.root.post("/api/identity-sources", source("haus")).text("/id");
  auto path = "/api/identity-sources/" + id + "/test";
  auto without = agency.root.post(path, "");
  CHECK(without.text("/passed") == "false");
  CHECK(without.text("/steps/0/step") == "secret");
  CHECK(without.text("/steps/0/problem") == "secret_missing");
  CHECK(without.text("/steps/1") == "");

  auto secrets = agency.folder.path() / "secrets";
  std::filesystem::create_directory(secrets);
  std::ofstream(secrets / "haus") << "sehr-geheim\n";
  auto with = agency.root.post(path, "");
  CHECK(with.text("/steps/0/passed") == "true");
  CHECK(with.text("/steps/1/step") == "description");
  CHECK(with.text("/steps/1/problem") == "provider_unreachable");
  CHECK_FALSE(with.text("/steps/1/detail").empty());
  CHECK(with.body.find("geheim") == std::string::npos);
  CHECK(agency.root.get("/api/identity-sources").body.find("geheim") == std::string::npos);
}

TEST_CASE("without local accounts only administrators have a password, and somebody can always sign in") {
  SampleAgency agency;
  add_account(agency, "carla", "ein langes Kennwort");
  add_account(agency, "chef", "ein langes Kennwort");
  auto& root = agency.root;
  const std::string policy = "/api/sign-in-policy", off = "{\"local_accounts\":false}";
  CHECK(agency.nobody.get("/api/sign-in-options").body == R"({"local_accounts":true,"sources":[]})");
  CHECK(root.put(policy, off).problem() == "no_identity_source");
  auto id = root.post("/api/identity-sources", source("haus")).text("/id");
  CHECK(root.put(policy, off).problem() == "no_emergency_administrator");
  root.put("/api/people/" + id_of(agency, "chef"), R"({"display_name":"Chef","email":"","administrator":true,"active":true})");
  auto session = sign_in(agency, "carla", "ein langes Kennwort");
  CHECK(root.put(policy, off).status == 200);

  auto status = [&](const std::string& name) {
    return ask(agency.port(), "POST", "/api/session", "Content-Type: application/json\r\n",
               "{\"name\":" + as_json(name) + ",\"password\":\"ein langes Kennwort\"}")
        .status;
  };
  CHECK(status("carla") == 401);
  CHECK(status("chef") == 200);
  CHECK(ask(agency.port(), "GET", "/api/me", session).status == 200);  // running sessions go on
  CHECK(agency.nobody.get("/api/sign-in-options").text("/sources/0/name") == "Haus");
  CHECK(root.put("/api/identity-sources/" + id, change(false)).problem() == "last_identity_source");
  CHECK(root.put(policy, "{\"local_accounts\":true}").status == 200);
  CHECK(root.put("/api/identity-sources/" + id, change(false)).status == 200);
  CHECK(agency.nobody.get("/api/sign-in-options").text("/sources") == "[]");
}

TEST_CASE("whoever comes back without having been sent, or from a provider that is down, is told on the sign-in page") {
  SampleAgency agency;
  agency.root.post("/api/identity-sources", source("haus"));
  auto off = agency.root.post("/api/identity-sources", source("alt")).text("/id");
  agency.root.put("/api/identity-sources/" + off, change(false));
  struct Case {
    const char* what;
    std::string path, fields, location;
  };
  for (auto& c : std::vector<Case>{
           {"down", "/api/oidc/haus/start?to=/p/7", "", "/sign-in?problem=provider_unreachable&to=%2Fp%2F7"},
           {"switched off", "/api/oidc/alt/start", "", "/sign-in?problem=source_not_found"},
           {"unknown", "/api/oidc/neu/start", "", "/sign-in?problem=source_not_found"},
           {"no cookie", "/api/oidc/haus/callback?code=x&state=y", "", "/sign-in?problem=attempt_expired"},
           {"made-up cookie", "/api/oidc/haus/callback?code=x&state=y", "Cookie: stafette_provider=1.2.3\r\n",
            "/sign-in?problem=attempt_expired"},
           {"nothing", "/api/oidc/haus/callback", "", "/sign-in?problem=attempt_expired"},
       }) {
    CAPTURE(c.what);
    CHECK(location(agency, c.path, c.fields) == c.location);
  }
}

TEST_CASE("a back channel takes a form with a token from nobody but the provider") {
  SampleAgency agency;
  agency.root.post("/api/identity-sources", source("haus"));
  struct Case {
    const char* what;
    std::string path, fields, body;
    int status;
    std::string key;
  };
  for (auto& c : std::vector<Case>{
           {"unknown source", "/api/oidc/neu/backchannel", form, "logout_token=x", 404, "source_not_found"},
           {"no form", "/api/oidc/haus/backchannel", "Content-Type: application/json\r\n", "{}", 415,
            "unsupported_media_type"},
           {"foreign page", "/api/oidc/haus/backchannel", form + "Origin: https://evil.example\r\n", "logout_token=x", 403,
            "origin_refused"},
           {"malformed form", "/api/oidc/haus/backchannel", form, "logout_token=%", 400, "malformed_query"},
           {"no way to verify it", "/api/oidc/haus/backchannel", form, "logout_token=x", 503, "provider_unreachable"},
       }) {
    CAPTURE(c.what);
    auto answer = ask(agency.port(), "POST", c.path, c.fields, c.body);
    CHECK(answer.status == c.status);
    CHECK(answer.key() == c.key);
  }
  CHECK(agency.ada.get("/api/me/provider-sign-out").text("/url") == "null");
}
