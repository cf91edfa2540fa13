#include <auth/browser_label.hpp>
#include <auth/second_factor.hpp>
#include <auth/sessions.hpp>
#include <server/federation/directory.hpp>
#include <server/http/cookie.hpp>
#include <server/http/problem.hpp>
#include <server/special/directory_sign_in.hpp>

namespace server {
namespace {

constexpr std::size_t threads = 4, queue_max = 64, remembered_max = 20'000;
constexpr int failures_max = 5;  // a name, in fifteen minutes: below what directories lock accounts at
constexpr std::chrono::minutes failures_window{15};

struct DirectoryCredentials {
  Line<100> name;
  Text<200> password;
  std::optional<Line<60>> code;  // of a second factor
};
BOOST_DESCRIBE_STRUCT(DirectoryCredentials, (), (name, password, code))

}  // namespace

struct DirectorySignIn::Given {
  std::string slug, name, password;
  std::optional<std::string> code;
  auth::SignInPlace place;

  std::string who() const { return slug + "/" + transliterated(name); }
};

DirectorySignIn::DirectorySignIn(storage::Store& store, SessionAuthenticator& authenticator, FederationOptions options)
    : store_(store), authenticator_(authenticator), options_(std::move(options)), pool_(threads, queue_max) {}

void DirectorySignIn::add_routes(http::Routes& routes) {
  routes.raw(http::Method::post, "/api/directories/{slug}/session",
             [this](http::Request request, http::Context context, http::Respond respond) {
               sign_in(request, context.path.at(0), std::move(respond));
             })
      .open().rated("sign_in").names<std::string>().takes<DirectoryCredentials>().returns<auth::Me>()
      .summary("Sign in with a password of a directory");
}

void DirectorySignIn::check_attempts(const std::string& who) {
  std::lock_guard lock(guard_);
  auto found = failures_.find(who);
  if (found == failures_.end()) return;
  if (found->second.first + failures_window < store_.clock().now()) failures_.erase(found);
  else if (found->second.count >= failures_max) throw Failure(Problem::too_many, "too_many_attempts");
}

void DirectorySignIn::note_failure(const std::string& who) {
  std::lock_guard lock(guard_);
  if (failures_.size() >= remembered_max) failures_.clear();
  auto& failures = failures_[who];
  if (failures.count++ == 0) failures.first = store_.clock().now();
}

void DirectorySignIn::sign_in(const http::Request& request, const std::string& slug, http::Respond respond) {
  auto decoded = json::decode<DirectoryCredentials>(http::json_body(request));
  Given given{slug, decoded.name.str(), decoded.password.str(), {},
              {auth::browser_label(request.header("user-agent")), request.remote}};
  if (decoded.code) given.code = decoded.code->str();
  check_attempts(given.who());
  pool_.post([this, given, id = request.id, respond] {
    try {
      respond(signed_in(given));
    } catch (...) {
      respond(http::problem(std::current_exception(), id));
    }
  });
}

void DirectorySignIn::check_code(Id<auth::Person> person, const Given& given) {
  bool due = store_.read([&](ReadTx& tx) { return auth::has_second_factor(tx, person); });
  if (!due) return;
  if (!given.code) throw Failure(Problem::not_signed_in, "code_needed");
  if (store_.write([&](WriteTx& tx) { return auth::take_code(tx, person, *given.code); })) return;
  note_failure(given.who());
  throw Failure(Problem::not_signed_in, "code_wrong", "/code");
}

http::Response DirectorySignIn::signed_in(const Given& given) {
  auto source = store_.read([&](ReadTx& tx) { return auth::source_named(tx, given.slug); });
  if (!source || !source->enabled || !source->ldap) throw Failure(Problem::not_found, "source_not_found");
  check_attempts(given.who());
  auto server = federation::directory_server(*source, options_.secrets);
  auto claims = federation::directory_claims(*source, server, given.name, given.password);
  if (!claims) {
    note_failure(given.who());
    throw Failure(Problem::not_signed_in, "sign_in_failed");
  }
  auto person = store_.write([&](WriteTx& tx) { return auth::person_of(tx, *source, *claims); });
  check_code(person, given);
  auto secret = store_.write([&](WriteTx& tx) {
    return auth::open_federated_session(tx, person, {source->id, claims->subject, "", ""}, options_.sessions,
                                        given.place);
  });
  auto me = store_.read([&](ReadTx& tx) { return auth::me(tx, authenticator_.viewer_of(tx, secret)); });
  auto cookie = http::set_cookie(authenticator_.cookie_name(), secret, authenticator_.secure_cookie());
  return {200,
          {{"content-type", "application/json"}, {"cache-control", "no-store"}, {"set-cookie", cookie}},
          json::encode(me)};
}

}  // namespace server
