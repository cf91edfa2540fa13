#include <tests/support/rows.hpp>

namespace {

std::string space(const std::string& slug) {
  return "{\"slug\":" + as_json(slug) + ",\"title\":\"Neu\",\"description\":\"\",\"everyone\":null}";
}

std::string grants(const std::vector<std::pair<std::string, std::string>>& list) {
  std::string out;
  for (auto& [person, level] : list)
    out += (out.empty() ? "" : ",") +
           (person.empty() ? std::string("{\"kind\":\"everyone\"") : "{\"kind\":\"person\",\"id\":" + as_json(person)) +
           ",\"level\":" + as_json(level) + "}";
  return "{\"grants\":[" + out + "]}";
}

}  // namespace

TEST_CASE("spaces are founded by administrators and described by who manages them") {
  SampleAgency agency;
  expect({
      {"as anybody", agency.ada, "POST", "/api/spaces", space("neu"), 403, "may_not_found_spaces"},
      {"as nobody", agency.nobody, "GET", "/api/spaces", "", 401, "not_signed_in"},
      {"capitals", agency.root, "POST", "/api/spaces", space("Neu"), 422, "wrong_slug"},
      {"slash", agency.root, "POST", "/api/spaces", space("a/b"), 422, "wrong_slug"},
      {"empty", agency.root, "POST", "/api/spaces", space(""), 422, "wrong_slug"},
      {"long", agency.root, "POST", "/api/spaces", space(std::string(61, 'a')), 422, "invalid_input"},
      {"taken", agency.root, "POST", "/api/spaces", space("amt"), 409, "slug_taken"},
      {"founded", agency.root, "POST", "/api/spaces", space("neu"), 201, ""},
      {"its founder manages it", agency.root, "PUT", "/api/spaces/neu", "{\"title\":\"Neuer\",\"description\":\"\"}",
       200, ""},
      {"no title", agency.ada, "PUT", "/api/spaces/amt", "{\"title\":\" \",\"description\":\"\"}", 422, "required"},
      {"reader", agency.ben, "PUT", "/api/spaces/amt", "{\"title\":\"X\",\"description\":\"\"}", 403, "level_too_low"},
      {"outsider", agency.eve, "PUT", "/api/spaces/amt", "{\"title\":\"X\",\"description\":\"\"}", 404,
       "space_not_found"},
  });
  CHECK(agency.ben.get("/api/spaces").text("/0/slug") == "alle");
  CHECK(agency.ben.get("/api/spaces").text("/1/level") == "read");
  CHECK(agency.eve.get("/api/spaces").body.find("amt") == std::string::npos);
}

TEST_CASE("an access list names each person once and keeps somebody who manages") {
  SampleAgency agency;
  auto ada = id_of(agency, "ada"), ben = id_of(agency, "ben"), eve = id_of(agency, "eve");
  auto path = "/api/spaces/amt/grants";
  expect({
      {"reader", agency.ben, "GET", path, "", 403, "level_too_low"},
      {"outsider", agency.eve, "GET", path, "", 404, "space_not_found"},
      {"administrator", agency.root, "GET", path, "", 200, ""},
      {"nobody manages", agency.ada, "PUT", path, grants({{ada, "release"}}), 422, "last_manager"},
      {"nobody at all", agency.ada, "PUT", path, grants({}), 422, "last_manager"},
      {"twice", agency.ada, "PUT", path, grants({{ada, "manage"}, {ada, "read"}}), 422, "granted_twice"},
      {"unknown person", agency.ada, "PUT", path, grants({{ada, "manage"}, {"999999", "read"}}), 422,
       "principal_not_found"},
      {"unknown level", agency.ada, "PUT", path, grants({{ada, "own"}}), 422, "invalid_input", "wrong_value"},
      {"all", agency.ada, "PUT", path, grants({{"", "read"}, {ada, "manage"}, {ben, "edit"}}), 200, ""},
      {"somebody who left", agency.root, "PUT", "/api/people/" + eve,
       "{\"display_name\":\"eve\",\"email\":\"\",\"administrator\":false,\"active\":false}", 200, ""},
      {"manages nothing", agency.ada, "PUT", path, grants({{eve, "manage"}}), 422, "last_manager"},
  });
  auto list = agency.ada.get(path);
  CHECK(list.text("/0/principal/kind") == "everyone");
  CHECK(list.text("/1/level") == "manage");
  CHECK(list.text("/2/principal/display_name") == "ben");
}
