#include <tests/support/rows.hpp>

namespace {

std::string account(const std::string& name, const std::string& password = "ein langes Kennwort") {
  return "{\"name\":" + as_json(name) + ",\"display_name\":\"Neu\",\"email\":\"\",\"password\":" + as_json(password) +
         ",\"administrator\":false}";
}

std::string change(bool administrator, bool active) {
  return std::string("{\"display_name\":\"X\",\"email\":\"\",\"administrator\":") + (administrator ? "true" : "false") +
         ",\"active\":" + (active ? "true" : "false") + "}";
}

}  // namespace

TEST_CASE("accounts are for administrators, and one administrator stays") {
  SampleAgency agency;
  auto ben = id_of(agency, "ben"), root = id_of(agency, "root");
  expect({
      {"list, as anybody", agency.ada, "GET", "/api/people", "", 403, "administrators_only"},
      {"add, as anybody", agency.ada, "POST", "/api/people", account("carla"), 403, "administrators_only"},
      {"change, as anybody", agency.ada, "PUT", "/api/people/" + ben, change(true, true), 403, "administrators_only"},
      {"link, as anybody", agency.ada, "POST", "/api/people/" + ben + "/password-link", "", 403, "administrators_only"},
      {"lost phone, as anybody", agency.ada, "DELETE", "/api/people/" + ben + "/second-factor", "", 403,
       "administrators_only"},
      {"add", agency.root, "POST", "/api/people", account("carla"), 201, ""},
      {"same name", agency.root, "POST", "/api/people", account("carla"), 409, "name_taken"},
      {"capitals", agency.root, "POST", "/api/people", account("Carla"), 422, "wrong_name"},
      {"no name", agency.root, "POST", "/api/people", account(""), 422, "wrong_name"},
      {"short password", agency.root, "POST", "/api/people", account("dora", "kurz"), 422, "password_too_short"},
      {"nobody", agency.root, "PUT", "/api/people/999999", change(false, true), 404, "person_not_found"},
      {"link of nobody", agency.root, "POST", "/api/people/999999/password-link", "", 404, "person_not_found"},
      {"lost phone of nobody", agency.root, "DELETE", "/api/people/999999/second-factor", "", 404, "person_not_found"},
      {"guessed password", agency.root, "POST", "/api/people", account("dora", "Sommer2026!!"), 422,
       "password_too_simple"},
      {"without a password", agency.root, "POST", "/api/people", account("dora", ""), 201, ""},
      {"last administrator leaves", agency.root, "PUT", "/api/people/" + root, change(true, false), 409,
       "last_administrator"},
      {"last administrator resigns", agency.root, "PUT", "/api/people/" + root, change(false, true), 409,
       "last_administrator"},
      {"second administrator", agency.root, "PUT", "/api/people/" + ben, change(true, true), 200, ""},
      {"then the first may go", agency.ben, "PUT", "/api/people/" + root, change(true, false), 200, ""},
      {"at once", agency.root, "GET", "/api/me", "", 401, "not_signed_in"},
  });
}

TEST_CASE("who administrates from now on, or no longer, signs in anew") {
  SampleAgency agency;
  add_account(agency, "carla", "ein noch längeres Kennwort");
  auto session = sign_in(agency, "carla", "ein noch längeres Kennwort");
  auto path = "/api/people/" + id_of(agency, "carla");
  auto me = [&] { return act(agency, session, "GET", "/api/me").status; };
  CHECK(agency.root.put(path, "{\"display_name\":\"carla\",\"email\":\"c@amt.example\",\"administrator\":false,"
                              "\"active\":true}")
            .status == 200);
  CHECK(me() == 200);
  for (bool administrator : {true, false}) {
    CHECK(agency.root.put(path, change(administrator, true)).status == 200);
    CHECK(me() == 401);
    session = sign_in(agency, "carla", "ein noch längeres Kennwort");
    CHECK(me() == 200);
    agency.clock.advance(std::chrono::minutes(1));
  }
}

TEST_CASE("people are listed in pages, and no secret is in the list") {
  SampleAgency agency;
  auto first = agency.root.get("/api/people?limit=3");
  CHECK(first.text("/items/0/name") == "ada");
  CHECK(first.text("/next") != "null");
  auto second = agency.root.get("/api/people?limit=3&cursor=" + first.text("/next"));
  CHECK(second.text("/items/0/name") == "root");
  CHECK(second.text("/next") == "null");
  CHECK(first.body.find("password") == std::string::npos);
  CHECK(agency.root.get("/api/people?q=be").text("/items/0/name") == "ben");
  CHECK(agency.root.get("/api/people?q=%25").text("/items") == "[]");  // % is a character
  CHECK(agency.eve.get("/api/directory?q=be").text("/0/display_name") == "ben");
  CHECK(agency.eve.get("/api/directory?q=be").body.find("example") == std::string::npos);
}
