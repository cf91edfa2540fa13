#include <auth/accounts.hpp>
#include <auth/sessions.hpp>
#include <server/http/dispatch.hpp>
#include <server/json/document.hpp>
#include <storage/store.hpp>
#include <tests/support/temporary_folder.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <future>

using http::Method;

namespace {

struct Page;

struct Heading {
  Id<Page> page;
  std::string title, by;
};
BOOST_DESCRIBE_STRUCT(Heading, (), (page, title, by))

struct NewHeading {
  Line<20> title;
  int base;
};
BOOST_DESCRIBE_STRUCT(NewHeading, (), (title, base))

struct Window {
  std::optional<Line<20>> q;
  int limit;
};
BOOST_DESCRIBE_STRUCT(Window, (), (q, limit))

struct Conflict {
  std::string mine, theirs;
};
BOOST_DESCRIBE_STRUCT(Conflict, (), (mine, theirs))

struct PreparedHeading {
  std::string title;
  int attempt;
};

std::atomic<int> prepared{0};

Heading heading(ReadTx&, const Viewer& viewer, Id<Page> page, const Window& window) {
  return {page, std::to_string(window.limit) + (window.q ? window.q->str() : "-"), viewer.person.str()};
}
std::string greeting(ReadTx&, const Viewer* viewer, const Line<10>& name) {
  return (viewer ? "known " : "guest ") + name.str();
}
Heading rename(WriteTx&, const Viewer& viewer, Id<Page> page, const NewHeading& in) {
  if (in.base == 0) throw FailureWith<Conflict>(Problem::conflict, "page_conflict", {in.title.str(), "x"});
  return {page, in.title.str(), viewer.person.str()};
}
void purge(WriteTx&, const Viewer&, Id<Page>) {}
Heading search_like(ReadTx&, const Viewer&, const Window& window, const NewHeading& in) {
  return {{window.limit}, in.title.str(), ""};
}
PreparedHeading prepare_rename(ReadTx&, const Viewer&, Id<Page>, const NewHeading& in) {
  return {in.title.str(), ++prepared};
}
// The head moves under the first attempt to say "second" and under every one to say "never".
Heading store_rename(WriteTx&, const Viewer& viewer, Id<Page> page, const PreparedHeading& ready) {
  if (ready.title == "never" || (ready.title == "second" && ready.attempt < 2)) throw HeadMoved();
  return {page, ready.title, viewer.person.str()};
}
void broken(ReadTx&, const Viewer&) { throw std::runtime_error("secret /etc/path"); }

// The store as it is, with one administrator, behind the dispatcher.
class Site final : http::Executor, http::Authenticator {
 public:
  Site() : store_({.folder = folder_.path(), .protected_tables = {}, .clock = &clock_}) {
    auth::PreparedAccount account{{Line<60>("ada"), Line<200>("Ada"), Line<200>(""), Text<200>(), true}, ""};
    person = store_.write([&](WriteTx& tx) { return auth::create_account(tx, account); });
    routes_.get("/api/pages/{page}/heading", heading);
    routes_.get("/api/greeting/{name}", greeting);
    routes_.put("/api/pages/{page}/heading", rename).fails_with<Conflict>();
    routes_.post("/api/pages/{page}/heading", prepare_rename, store_rename).status(201);
    routes_.del("/api/pages/{page}", purge);
    routes_.post("/api/search", search_like).heavy();
    routes_.get("/api/broken", broken);
    routes_.raw(Method::post, "/api/raw/{name}", [](auto request, auto context, auto respond) {
      if (request.body.empty()) throw Failure(Problem::gone, "page_trashed");
      respond({202, {}, context.path.at(0) + context.viewer->person.str() + request.body});
    });
  }

  struct Reply {
    int status;
    http::Headers headers;
    std::string body;
  };
  Reply ask(Method method, std::string path, std::string body = "", std::string who = "ada",
            std::string type = "application/json", std::string origin = "http://wiki") {
    http::Request request;
    request.method = method;
    auto question = path.find('?');
    request.path = path.substr(0, question);
    if (question != std::string::npos) request.query = path.substr(question + 1);
    request.headers = {{"host", "wiki"}, {"x-who", who}, {"content-type", type}, {"origin", origin}};
    request.body = std::move(body);
    request.id = "r1";
    std::promise<http::Response> answered;
    dispatcher_.handle(std::move(request), [&](http::Response response) { answered.set_value(std::move(response)); });
    auto response = answered.get_future().get();
    return {response.status, response.headers, std::get<std::string>(response.body)};
  }

  Id<auth::Person> person;
  std::string unforeseen;

 private:
  void read(bool heavy, std::function<void(ReadTx&)> body, Done done) override {
    if (heavy) return store_.read_heavy(std::move(body), std::move(done));
    std::exception_ptr error;
    try {
      store_.read(body);
    } catch (...) {
      error = std::current_exception();
    }
    done(error);
  }
  void write(std::function<void(WriteTx&)> body, Done done) override {
    store_.write_async(std::move(body), std::move(done));
  }
  std::shared_ptr<const Viewer> viewer(const http::Request& request) override {
    if (request.header("x-who") != "ada") return nullptr;
    return store_.read([&](ReadTx& tx) { return std::make_shared<const Viewer>(auth::acting_as(tx, person)); });
  }

  TemporaryFolder folder_;
  SystemClock clock_;
  storage::Store store_;
  http::Routes routes_;
  http::DispatchOptions options_{"", {}, [this](std::string_view, std::string_view what) { unforeseen = what; }};
  http::Dispatcher dispatcher_{routes_, *this, *this, options_};
};

// The problem's key with its fields, or the body of a success.
std::string gist(const Site::Reply& reply) {
  if (reply.status < 400) return reply.body;
  std::string out;
  json::Document body(reply.body);
  body.root().each([&](const json::Value& member) {
    if (member.key() == "key") out += member.string();
    if (member.key() != "errors") return;
    member.each([&](const json::Value& error) {
      error.each([&](const json::Value& part) {
        out += part.key() == "field" ? ' ' : '=';
        out += part.string();
      });
    });
  });
  return out;
}

}  // namespace

TEST_CASE("a request becomes the call of a domain function and its answer") {
  Site site;
  auto ada = site.person.str();
  std::string good = R"({"title":"New","base":1})";
  struct Case { Method method; std::string path, body; int status; std::string expected; };
  for (auto& c : std::vector<Case>{
    {Method::get,  "/api/pages/7/heading?limit=5&q=a+b", "", 200, R"({"page":"7","title":"5a b","by":")" + ada + "\"}"},
    {Method::head, "/api/pages/7/heading?limit=5&q=",    "", 200, R"({"page":"7","title":"5-","by":")" + ada + "\"}"},
    {Method::get,  "/api/pages/7/heading",               "", 422, "invalid_input limit=required"},
    {Method::get,  "/api/pages/7/heading?limit=x&z=1",   "", 422, "invalid_input limit=wrong_type z=unknown_member"},
    {Method::get,  "/api/pages/7/heading?limit=99999999999", "", 422, "invalid_input limit=out_of_range"},
    {Method::get,  "/api/pages/7/heading?limit=1&limit=1", "", 422, "invalid_input limit=duplicate_member"},
    {Method::get,  "/api/pages/7/heading?limit=%",       "", 400, "malformed_query"},
    {Method::get,  "/api/pages/7/heading?limit=1",       "[1]", 400, "body_unexpected"},
    {Method::get,  "/api/pages/x/heading?limit=5",       "", 404, "route_not_found"},
    {Method::get,  "/api/pages/0/heading?limit=5",       "", 404, "route_not_found"},
    {Method::get,  "/api/nowhere",                       "", 404, "route_not_found"},
    {Method::get,  "/api/greeting/Eve",                  "", 200, R"("known Eve")"},
    {Method::get,  "/api/greeting/Evaevaevaeva",         "", 404, "route_not_found"},
    {Method::put,  "/api/pages/7/heading", good,             200, R"({"page":"7","title":"New","by":")" + ada + "\"}"},
    {Method::put,  "/api/pages/7/heading", "",               400, "body_missing"},
    {Method::put,  "/api/pages/7/heading", "{",              400, "malformed_json"},
    {Method::put,  "/api/pages/7/heading?x=1", good,         422, "invalid_input x=unknown_member"},
    {Method::put,  "/api/pages/7/heading", R"({"title":1})", 422, "invalid_input /title=wrong_type /base=required"},
    {Method::post, "/api/search?limit=3", good,              200, R"({"page":"3","title":"New","by":""})"},
    {Method::del,  "/api/pages/7", "",                       204, ""},
    {Method::del,  "/api/pages/7", " {} ",                   204, ""},
    {Method::del,  "/api/pages/7", R"({"a":1})",             400, "body_unexpected"},
    {Method::post, "/api/raw/x", "body",                     202, "x" + ada + "body"},
    {Method::post, "/api/raw/x", "",                         410, "page_trashed"},
  }) {
    CAPTURE(c.path);
    CAPTURE(c.body);
    auto reply = site.ask(c.method, c.path, c.body);
    CHECK(reply.status == c.status);
    CHECK(gist(reply) == c.expected);
  }
}

TEST_CASE("sign-in, origin and content type are checked before anything else happens") {
  Site site;
  std::string body = R"({"title":"New","base":1})";
  CHECK(gist(site.ask(Method::get, "/api/pages/7/heading?limit=5", "", "nobody")) == "not_signed_in");
  CHECK(gist(site.ask(Method::get, "/api/greeting/Eve", "", "nobody")) == R"("guest Eve")");
  CHECK(gist(site.ask(Method::put, "/api/pages/7/heading", body, "nobody")) == "not_signed_in");
  CHECK(gist(site.ask(Method::put, "/api/pages/7/heading", body, "ada", "text/plain")) == "unsupported_media_type");
  CHECK(gist(site.ask(Method::put, "/api/pages/7/heading", body, "ada", "application/jsonx")) ==
        "unsupported_media_type");
  CHECK(site.ask(Method::put, "/api/pages/7/heading", body, "ada", "Application/JSON ; charset=utf-8").status == 200);
  CHECK(gist(site.ask(Method::put, "/api/pages/7/heading", body, "ada", "application/json", "http://evil")) ==
        "origin_refused");
  CHECK(gist(site.ask(Method::post, "/api/raw/x", body, "ada", "text/plain", "")) == "origin_refused");
  auto wrong_method = site.ask(Method::del, "/api/pages/7/heading");
  CHECK(wrong_method.status == 405);
  CHECK(wrong_method.headers.back() == std::pair<std::string, std::string>("Allow", "GET, HEAD, POST, PUT"));
}

TEST_CASE("a prepared write is prepared again when the head moved, three times at most") {
  Site site;
  auto save = [&](const std::string& title) {
    prepared = 0;
    return site.ask(Method::post, "/api/pages/7/heading", R"({"title":")" + title + R"(","base":1})");
  };
  CHECK(save("first").status == 201);
  CHECK(prepared == 1);
  CHECK(save("second").status == 201);
  CHECK(prepared == 2);
  auto refused = save("never");
  CHECK(refused.status == 409);
  CHECK(gist(refused) == "moved_on");
  CHECK(prepared == 3);
}

TEST_CASE("a large body is read on the pool and still refused with its place") {
  Site site;
  auto body = R"({"title":")" + std::string(100'000, 'x') + R"(","base":1})";
  auto reply = site.ask(Method::put, "/api/pages/7/heading", body);
  CHECK(gist(reply) == "invalid_input /title=too_long");
}

TEST_CASE("a problem says what the caller may know and no more") {
  Site site;
  auto conflict = site.ask(Method::put, "/api/pages/7/heading", R"({"title":"mine","base":0})");
  CHECK(conflict.body ==
        R"({"type":"about:blank","status":409,"title":"Conflict","key":"page_conflict","request":"r1","errors":[],)"
        R"("mine":"mine","theirs":"x"})");
  CHECK(conflict.headers.front().second == "application/problem+json");
  auto broken = site.ask(Method::get, "/api/broken");
  CHECK(broken.status == 500);
  CHECK(gist(broken) == "internal");
  CHECK(broken.body.find("secret") == std::string::npos);
  CHECK(site.unforeseen == "secret /etc/path");
}
