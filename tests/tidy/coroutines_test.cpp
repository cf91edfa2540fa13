#include <tests/tidy/support/expect.hpp>
#include <tests/tidy/support/rules.hpp>

using tidy::expect;

TEST_CASE("temporaries that GCC 12 destroys twice") {
  const std::string path = "server/http/session.cpp";
  expect(tidy::coroutine_temporaries, {
    {"a named value",          path, "Task f() { Params p{1, 2}; auto x = co_await g(p); }", ""},
    {"braced argument",        path, "Task f() { auto x = co_await g(Params{1, 2}); }", "braced value"},
    {"bare braces",            path, "Task f() { co_await g({1, 2}); }", "braced value"},
    {"braces around it",       path, "Task f() { Reply r{co_await g()}; }", "braced value"},
    {"braces beside it",       path, "Task f() { co_return Pair{1, co_await g()}; }", "braced value"},
    {"capturing lambda",       path, "Task f() { co_await g([&] { return 1; }); }", "capturing lambda"},
    {"lambda with parameters", path, "Task f() { co_await g(1, [this, x](int y) { return y; }); }", "capturing lambda"},
    {"lambda named before",    path, "Task f() { auto h = [&] { return 1; }; co_await g(h); }", ""},
    {"ternary",                path, "Task f() { auto x = a ? co_await g() : co_await h(); }", "ternary"},
    {"ternary before",         path, "Task f() { auto y = a ? 1 : 2; co_await g(y); }", ""},
    {"in a condition",         path, "Task f() { if (co_await g(Params{1})) { h(); } }", "braced value"},
    {"clean condition",        path, "Task f() { if (co_await g()) { h(Params{1}); } }", ""},
    {"clean loop",             path, "Task f() { for (;;) { co_await g(); } }", ""},
    {"structured binding",     path, "Task f() { auto [a, b] = co_await g(); auto& [c, d] = co_await h(); }", ""},
    {"subscript",              path, "Task f() { co_await g(list[0]); }", ""},
    {"inside a spawned body",  path, "void f() { spawn(io, [self]() -> Task<void> { co_await self->g(); }, 1); }", ""},
    {"after a block",          path, "Task f() { if (a) { b(Params{1}); } co_await g(); }", ""},
    {"no coroutine",           path, "void f() { g(Params{1}, [&] { return a ? 1 : 2; }); }", ""},
    {"in a comment",           path, "// co_await g({1});", ""},
  });
}
