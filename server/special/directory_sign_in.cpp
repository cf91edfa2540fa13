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
};
BOOST_DESCRIBE_STRUCT(DirectoryCredentials, (), (name, password))

}  // namespace

DirectorySignIn::DirectorySignIn(storage::Store& store, SessionAuthenticator& authenticator,
                                 std::filesystem::path secrets)
    : store_(store), authenticator_(authenticator), secrets_(std::move(secrets)), pool_(threads, queue_max) {}

void DirectorySignIn::add_routes(http::Routes& routes) {
  routes.raw(http::Method::post, "/api/directories/{slug}/session",
             [this](http::Request request, http::Context context, http::Respond respond) {
               sign_in(request, context.path.at(0), std::move(respond));
             })
      .open().names<std::string>().takes<DirectoryCredentials>().returns<auth::Me>()
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
  auto given = json::decode<DirectoryCredentials>(http::json_body(request));
  check_attempts(slug + "/" + transliterated(given.name.str()));
  pool_.post([this, slug, name = given.name.str(), password = given.password.str(), id = request.id, respond] {
    try {
      respond(signed_in(slug, name, password));
    } catch (...) {
      respond(http::problem(std::current_exception(), id));
    }
  });
}

http::Response DirectorySignIn::signed_in(const std::string& slug, const std::string& name,
                                          const std::string& password) {
  auto source = store_.read([&](ReadTx& tx) { return auth::source_named(tx, slug); });
  if (!source || !source->enabled || !source->ldap) throw Failure(Problem::not_found, "source_not_found");
  auto who = slug + "/" + transliterated(name);
  check_attempts(who);
  auto claims = federation::directory_claims(*source, federation::directory_server(*source, secrets_), name, password);
  if (!claims) {
    note_failure(who);
    throw Failure(Problem::not_signed_in, "sign_in_failed");
  }
  auto secret = store_.write([&](WriteTx& tx) {
    auto person = auth::person_of(tx, *source, *claims);
    return auth::open_federated_session(tx, person, {source->id, claims->subject, "", ""});
  });
  auto me = store_.read([&](ReadTx& tx) { return auth::me(tx, auth::by_cookie(tx, secret).value().viewer); });
  auto cookie = http::set_cookie(authenticator_.cookie_name(), secret, authenticator_.secure_cookie());
  return {200,
          {{"content-type", "application/json"}, {"cache-control", "no-store"}, {"set-cookie", cookie}},
          json::encode(me)};
}

}  // namespace server
