#include <tests/support/rows.hpp>

namespace {

const std::string old_password = "ein langes Kennwort", new_password = "Fußgängerüberweg im Nebel 7";

std::string secret_of(const Reply& link) {
  auto path = link.text("/path");
  CHECK(path.starts_with("/set-password#"));
  return path.substr(path.find('#') + 1);
}

std::string by_link(const std::string& secret, const std::string& password) {
  return "{\"secret\":" + as_json(secret) + ",\"password\":" + as_json(password) + "}";
}

}  // namespace

TEST_CASE("a password link lets its person choose a password, once") {
  SampleAgency agency;
  add_account(agency, "carla", old_password);
  auto session = sign_in(agency, "carla", old_password);
  auto path = "/api/people/" + id_of(agency, "carla") + "/password-link";
  auto replaced = secret_of(agency.root.post(path, "")), secret = secret_of(agency.root.post(path, ""));
  auto link = agency.nobody.post("/api/password-link", "{\"secret\":" + as_json(secret) + "}");
  CHECK(link.text("/name") == "carla");
  CHECK(link.text("/password_characters_min") == "12");
  expect({{"replaced", agency.nobody, "PUT", "/api/password-link", by_link(replaced, new_password), 404,
           "password_link_over"},
          {"invented", agency.nobody, "PUT", "/api/password-link", by_link("x", new_password), 404,
           "password_link_over"},
          {"short", agency.nobody, "PUT", "/api/password-link", by_link(secret, "kurz"), 422, "password_too_short"},
          {"guessed", agency.nobody, "PUT", "/api/password-link", by_link(secret, "Carla-2026-Carla"), 422,
           "password_too_simple"},
          {"long secret", agency.nobody, "POST", "/api/password-link",
           "{\"secret\":" + as_json(std::string(101, 'x')) + "}", 422, "invalid_input", "too_long"},
          {"set", agency.nobody, "PUT", "/api/password-link", by_link(secret, new_password), 204, ""},
          {"used", agency.nobody, "PUT", "/api/password-link", by_link(secret, new_password), 404,
           "password_link_over"},
          {"used, looked at", agency.nobody, "POST", "/api/password-link", "{\"secret\":" + as_json(secret) + "}", 404,
           "password_link_over"}});
  CHECK(act(agency, session, "GET", "/api/me").status == 401);
  CHECK(sign_in(agency, "carla", old_password).find("stafette_session") == std::string::npos);
  auto fresh = sign_in(agency, "carla", new_password);
  CHECK(boost::json::parse(act(agency, fresh, "GET", "/api/me/security").body).at("password_changed_at").is_string());
}

TEST_CASE("a password link is over after a day, and with its account or another password") {
  SampleAgency agency;
  add_account(agency, "carla", old_password);
  auto carla = id_of(agency, "carla");
  auto path = "/api/people/" + carla + "/password-link";
  auto asks = [&](const std::string& secret) {
    return agency.nobody.post("/api/password-link", "{\"secret\":" + as_json(secret) + "}").status;
  };
  auto old = secret_of(agency.root.post(path, ""));
  agency.clock.advance(std::chrono::hours(24) - std::chrono::seconds(1));
  CHECK(asks(old) == 200);
  agency.clock.advance(std::chrono::seconds(1));
  CHECK(asks(old) == 404);

  auto second = secret_of(agency.root.post(path, ""));
  auto session = sign_in(agency, "carla", old_password);
  CHECK(act(agency, session, "PUT", "/api/me/password",
            "{\"current\":" + as_json(old_password) + ",\"password\":" + as_json(new_password) + "}")
            .status == 204);
  CHECK(asks(second) == 404);

  auto third = secret_of(agency.root.post(path, ""));
  auto change = [&](bool active) {
    return agency.root.put("/api/people/" + carla,
                           std::string("{\"display_name\":\"carla\",\"email\":\"\",\"administrator\":false,\"active\":") +
                               (active ? "true}" : "false}"));
  };
  CHECK(change(false).status == 200);
  CHECK(asks(third) == 404);
  CHECK(change(true).status == 200);
  CHECK(asks(third) == 200);
}
