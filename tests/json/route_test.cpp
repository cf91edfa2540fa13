#include <base/failure.hpp>
#include <server/http/openapi.hpp>
#include <server/http/route.hpp>
#include <storage/tx.hpp>
#include <tests/json/sample.hpp>

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

using http::Method;

namespace {

struct Page;

struct Filter {
  std::optional<Line<20>> label;
  int limit;
};
BOOST_DESCRIBE_STRUCT(Filter, (), (label, limit))

struct Move {
  std::optional<Id<Page>> parent;
  sample::Colour new_;
};
BOOST_DESCRIBE_STRUCT(Move, (), (parent, new_))

struct Clash {
  std::vector<std::string> blocks;
};
BOOST_DESCRIBE_STRUCT(Clash, (), (blocks))

struct Tree {
  Id<Page> id;
  std::optional<sample::Colour> colour;
  std::vector<Tree> children;
};
BOOST_DESCRIBE_STRUCT(Tree, (), (id, colour, children))

std::vector<sample::Point> points(ReadTx&, const Viewer&, Id<Page>, const Filter&) { return {}; }
Tree tree(ReadTx&, const Viewer*, Line<60>) { return {}; }
sample::Everything move(WriteTx&, const Viewer&, Id<Page>, const Move&) { return {}; }
void nested(ReadTx&, const Viewer&, const sample::Everything&) {}
void purge(WriteTx&, const Viewer&, Id<Page>) {}

void nothing(http::Request, http::Context, http::Respond) {}

// "GET /api/x {a} {b}" as the pattern and the values found, "405: …" or "404".
std::string found(const http::Routes& routes, Method method, std::string_view path) {
  auto match = routes.find(method, path);
  if (!match.route) return match.allow.empty() ? "404" : "405: " + match.allow;
  std::string out = match.route->plan().pattern;
  for (std::size_t i = 0; i < match.path.count; ++i) out += " [" + std::string(match.path.values[i]) + "]";
  return out;
}

}  // namespace

TEST_CASE("addresses find their route, literals before placeholders") {
  http::Routes routes;
  for (auto pattern : {"/", "/api/pages/{page}", "/api/pages/recent", "/api/pages/{page}/revisions/{revision}",
                       "/api/pages/recent/labels/{label}", "/s/{space}", "/s/{space}/{path...}"})
    routes.raw(Method::get, pattern, nothing);
  routes.raw(Method::put, "/api/pages/{page}", nothing);
  routes.raw(Method::del, "/api/pages/{page}", nothing);
  routes.raw(Method::post, "/api/session", nothing);
  struct Case { Method method; const char* path; const char* expected; };
  for (auto& c : std::vector<Case>{
    {Method::get,  "/",                           "/"},
    {Method::head, "/",                           "/"},
    {Method::get,  "/api/pages/17",               "/api/pages/{page} [17]"},
    {Method::put,  "/api/pages/17",               "/api/pages/{page} [17]"},
    {Method::get,  "/api/pages/recent",           "/api/pages/recent"},
    {Method::get,  "/api/pages/recents",          "/api/pages/{page} [recents]"},
    {Method::get,  "/api/pages/1/revisions/2",    "/api/pages/{page}/revisions/{revision} [1] [2]"},
    {Method::get,  "/api/pages/recent/revisions/2", "/api/pages/{page}/revisions/{revision} [recent] [2]"},
    {Method::get,  "/api/pages/recent/labels/ä ö", "/api/pages/recent/labels/{label} [ä ö]"},
    {Method::get,  "/s/recht",                    "/s/{space} [recht]"},
    {Method::get,  "/s/recht/b/bgb",              "/s/{space}/{path...} [recht] [b/bgb]"},
    {Method::get,  "/api/pages",                  "404"},
    {Method::get,  "/api/pages/",                 "404"},
    {Method::get,  "/api/pages/17/",              "404"},
    {Method::get,  "/api/pages//revisions/2",     "404"},
    {Method::get,  "/API/pages/17",               "404"},
    {Method::get,  "//",                          "404"},
    {Method::get,  "",                            "404"},
    {Method::post, "/api/pages/17",               "405: GET, HEAD, PUT, DELETE"},
    {Method::get,  "/api/session",                "405: POST"},
    {Method::head, "/api/session",                "405: POST"},
  }) {
    CAPTURE(c.path);
    CHECK(found(routes, c.method, c.path) == c.expected);
  }
}

TEST_CASE("a pattern that does not fit its function stops the start") {
  http::Routes routes;
  CHECK_THROWS_AS(routes.get("/api/points", points), std::logic_error);
  CHECK_THROWS_AS(routes.get("/api/{a}/points/{b}", points), std::logic_error);
  CHECK_THROWS_AS(routes.get("/api/nested", nested), std::logic_error);
  CHECK_NOTHROW(routes.post("/api/nested", nested));
  CHECK_THROWS_AS(routes.raw(Method::get, "api", nothing), std::logic_error);
  CHECK_THROWS_AS(routes.raw(Method::get, "/{all...}/more", nothing), std::logic_error);
  routes.get("/api/pages/{page}/points", points);
  CHECK_THROWS_AS(routes.get("/api/pages/{other}/points", points), std::logic_error);
}

TEST_CASE("the OpenAPI description shows the table of routes") {
  http::Routes routes;
  routes.get("/api/pages/{page}/points", points).summary("Points of a page");
  routes.get("/api/spaces/{space}/tree", tree);
  routes.post("/api/pages/{page}/move", move).status(201).fails_with<Clash>();
  routes.del("/api/pages/{page}", purge);
  routes.raw(Method::post, "/api/pages/{page}/files/{path...}", nothing).returns<sample::Point>();
  routes.raw(Method::get, "/healthz", nothing);
  auto text = http::openapi(routes);
  text.replace(text.find(STAFETTE_VERSION), std::string_view(STAFETTE_VERSION).size(), "0");
  std::ifstream file(STAFETTE_SOURCE_DIR "/tests/json/openapi_sample.json");
  std::string expected(std::istreambuf_iterator<char>(file), {});
  CHECK(text == expected);
}

namespace a {
struct Same { int x; };
BOOST_DESCRIBE_STRUCT(Same, (), (x))
}
namespace b {
struct Same { bool x; };
BOOST_DESCRIBE_STRUCT(Same, (), (x))
}

TEST_CASE("two structs of one name cannot be described") {
  http::Routes routes;
  routes.raw(Method::get, "/api/a", nothing).returns<a::Same>();
  CHECK_NOTHROW(http::openapi(routes));
  routes.raw(Method::get, "/api/b", nothing).returns<b::Same>();
  CHECK_THROWS_AS(http::openapi(routes), std::logic_error);
}
