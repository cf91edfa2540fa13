#include <doctest/doctest.h>

#include <auth/guessing.hpp>
#include <auth/password.hpp>
#include <base/failure.hpp>
#include <storage/blobs.hpp>

#include <functional>
#include <string>
#include <vector>

namespace {

std::string key_of(const std::function<void()>& doing) {
  try {
    doing();
  } catch (const Failure& failure) {
    return failure.key();
  }
  return {};
}

}  // namespace

TEST_CASE("passwords: length counts, kinds of characters do not, administrators need more") {
  struct Case {
    std::string password;
    bool administrator;
    std::string key;
  };
  for (auto& c : std::vector<Case>{
           {"Fußgängerüberweg im Nebel 7", false, ""},
           {"Fußgängerüberweg im Nebel 7", true, ""},
           {"Sommer2026!", false, "password_too_short"},
           {"elfzeichen!", false, "password_too_short"},
           {"zwölf zeiche", false, ""},
           {"zwo\u0308lf zeiche", false, ""},  // the same twelve, in another form
           {"fünfzehn zeiche", true, "password_too_short_for_administrators"},
           {"sechzehn zeichen", true, ""},
           {"пароль на стене", false, ""},
           {"gurkenwasserfall", false, ""},
           {std::string(201, 'x'), false, "too_long"},
       }) {
    CAPTURE(c.password);
    CHECK(key_of([&] { auth::check_new_password(c.password, "ada", c.administrator, "/password"); }) == c.key);
  }
}

TEST_CASE("a password made of words, years, rows of keys and one's own name is guessed") {
  struct Case {
    const char* password;
    bool guessed;
  };
  for (auto& c : std::vector<Case>{
           {"Sommer2026!", true},
           {"Sommer-2026-!", true},
           {"SommerWinter2026", true},
           {"Frühling2026!!", true},
           {"FRUEHLING 2026", true},
           {"Passwort123456", true},
           {"P4ssw0rt!2026", true},
           {"P@$$wort-2026!", true},
           {"aaaaaaaaaaaaaaaa", true},
           {"1234567890123", true},
           {"qwertzuiop123", true},
           {"poiuztrewq!!!", true},
           {"abcdefghijklmn", true},
           {"Ädelgard-Meier", true},
           {"Aedelgard31.12.1999", true},
           {"Landratsamt2026", true},
           {"BorussiaDortmund09", true},
           {"Stafette2026!!", true},
           {"Mama,Papa,Hund", true},
           {"!!!!!!!!!!!!!", true},
           {"Fußgängerüberweg im Nebel 7", false},
           {"Sommer auf Gewässerkarten", false},
           {"ein langes Kennwort", false},
           {"8391047265013", false},
           {"kx7-Vd9-qp2-Lm4", false},
       }) {
    CAPTURE(c.password);
    CHECK(auth::easily_guessed(c.password, "aedelgard-meier") == c.guessed);
  }
}

TEST_CASE("a random password of the first start is never refused") {
  for (int i = 0; i < 2000; ++i) {
    auto password = storage::hex(storage::random_bytes(16));
    CAPTURE(password);
    CHECK_FALSE(auth::easily_guessed(password, "admin"));
  }
}

TEST_CASE("any Unicode in any form is the same password, and nobody's hash is never right") {
  auto hash = auth::hash_password("Fußgängerüberweg");
  CHECK(auth::verify_password("Fußga\u0308ngeru\u0308berweg", hash));
  CHECK_FALSE(auth::verify_password("Fussgängerüberweg", hash));
  CHECK_FALSE(auth::verify_password("Fußgängerüberweg", ""));
  CHECK(auth::hash_password("Fußgängerüberweg") != hash);
}
