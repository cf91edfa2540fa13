#include <doctest/doctest.h>
#include <server/config.hpp>
#include <tests/support/temporary_folder.hpp>

#include <fstream>
#include <string>
#include <vector>

namespace {

server::Config loaded(const std::string& text) {
  TemporaryFolder folder;
  std::ofstream(folder.path() / "stafette.toml") << text << "\n";
  return server::load_config({}, folder.path());
}

std::string refusal(const std::string& text) {
  try {
    loaded(text);
  } catch (const std::runtime_error& error) {
    std::string what = error.what();
    return what.substr(what.rfind(": ") + 2);
  }
  return {};
}

}  // namespace

TEST_CASE("limits of sessions and rates are taken within their ranges") {
  using std::chrono::minutes;
  auto config = loaded("");
  CHECK(config.sessions.idle == minutes(120));
  CHECK(config.sessions.idle_of_administrators == minutes(30));
  CHECK(config.sessions.age == minutes(720));
  CHECK(config.sessions.fresh == minutes(5));
  CHECK(config.second_factor.of_administrators);
  CHECK(config.second_factor.of_roles.size() == 3);
  config = loaded("session_idle_minutes = 5\nsession_minutes = 60\nconfirmation_minutes = 1\n"
                  "administrators_need_second_factor = false\nroles_need_second_factor = [\"organisation\"]\n"
                  "searches_per_minute = 10");
  CHECK(config.sessions.idle == minutes(5));
  CHECK(config.sessions.age == minutes(60));
  CHECK(config.sessions.fresh == minutes(1));
  CHECK_FALSE(config.second_factor.of_administrators);
  CHECK(config.second_factor.of_roles == std::vector{auth::Role::organisation});
  CHECK(config.rates.search == 10);

  struct Case {
    const char* text;
    const char* refusal;
  };
  for (auto& c : std::vector<Case>{{"session_idle_minutes = 4", "5 to 720 minutes are possible"},
                                   {"session_idle_minutes = 721", "5 to 720 minutes are possible"},
                                   {"session_idle_minutes_of_administrators = 0", "5 to 720 minutes are possible"},
                                   {"session_minutes = \"long\"", "a whole number is expected"},
                                   {"confirmation_minutes = 61", "1 to 60 minutes are possible"},
                                   {"sign_ins_per_minute = 0", "1 to 1000000 are possible"},
                                   {"uploads_per_minute = -1", "1 to 1000000 are possible"},
                                   {"administrators_need_second_factor = \"no\"", "true or false is expected"},
                                   {"roles_need_second_factor = [\"chief\"]", "there is no role chief"},
                                   {"session_idle = 5", "unknown key"}}) {
    CAPTURE(c.text);
    CHECK(refusal(c.text) == c.refusal);
  }
}
