#include <tests/tidy/support/expect.hpp>
#include <tests/tidy/support/rules.hpp>

using tidy::expect;

TEST_CASE("banned calls name their replacement") {
  expect(tidy::bans, {
    {"output in a library",     "wiki/pages/page.cpp", "std::cout << 1;", "only the command line"},
    {"output in the server",    "server/main.cpp",     "std::cout << 1;", ""},
    {"in a comment",            "wiki/pages/page.cpp", "// std::cout << 1;", ""},
    {"in a literal",            "wiki/pages/page.cpp", "auto s = \"std::cout\";", ""},
    {"in a raw literal",        "wiki/pages/page.cpp", "auto s = R\"(rand())\";", ""},
    {"in a longer name",        "wiki/pages/page.cpp", "int operand = 1;", ""},
    {"sleep in a test",         "tests/a_test.cpp",   "std::this_thread::sleep_for(1s);", "wait for a sequence number"},
    {"wall clock",              "auth/sessions.cpp",   "auto t = std::chrono::system_clock::now();", "tx.now()"},
    {"wall clock at its place", "base/clock.cpp",      "auto t = std::chrono::system_clock::now();", ""},
    {"C time",                  "auth/sessions.cpp",   "auto t = time(nullptr);", "tx.now()"},
    {"C random",                "auth/tokens.cpp",     "auto r = rand();", "random source"},
    {"namespace std",           "base/text.cpp",       "using namespace std;", "std::"},
    {"literals of std",         "base/text.cpp",       "using namespace std::chrono_literals;", ""},
    {"coroutine in the domain", "wiki/pages/page.cpp", "auto x = co_await f();", "plain function"},
    {"coroutine at its place",  "server/http/a.cpp",   "auto x = co_await f();", ""},
    {"digits apart",            "base/text.cpp",       "int n = 1'000; int m = rand_max'0;", ""},
    {"an include",              "auth/tokens.cpp",     "#include <a.hpp>\n#include <openssl/rand.h>\n", ""},
    {"not C++",                 "web/app/main.ts",     "rand()", ""},
  });
}

TEST_CASE("nothing unfinished is left behind") {
  expect(tidy::leftovers, {
    {"a promise",        "wiki/pages/page.cpp", "// TO" "DO handle errors", "finish it"},
    {"in the client",    "web/app/main.ts",     "// FIX" "ME", "finish it"},
    {"part of a word",   "wiki/pages/page.cpp", "// MASTO" "DONS", ""},
    {"a picture",        "docs/a.png",          "TO" "DO", ""},
  });
}

TEST_CASE("no machine and no registry is named") {
  expect(tidy::machine_traces, {
    {"an absolute path", "docs/operating.md",  "see /ro" "ot/stafette", "relative path"},
    {"a registry",       "docker/Dockerfile",  "https://registry.npm" "js.org/x", "relative path"},
    {"a system folder",  "docs/operating.md",  "see /var/lib/stafette", ""},
  });
}
