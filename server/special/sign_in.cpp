#include <auth/access.hpp>
#include <auth/password.hpp>
#include <auth/sessions.hpp>
#include <auth/viewing.hpp>
#include <server/http/cookie.hpp>
#include <server/http/origin.hpp>
#include <server/http/problem.hpp>
#include <server/special/sign_in.hpp>

namespace server {
namespace {

constexpr std::size_t remembered_max = 20'000;
constexpr int failures_max = 10;  // a name, in fifteen minutes
constexpr std::chrono::minutes failures_window{15};

struct Credentials {
  Line<60> name;
  Text<200> password;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (name, password))

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return text;
}

}  // namespace

RightsGeneration::RightsGeneration(storage::Store& store) {
  store.listen([this](const std::vector<storage::Change>& changes) {
    for (auto& change : changes)
      if (change.kind == auth::rights_changed) {
        generation_.fetch_add(1, std::memory_order_acq_rel);
        return;
      }
  });
}

SessionAuthenticator::SessionAuthenticator(storage::Store& store, const RightsGeneration& generation,
                                           bool secure_cookie)
    : store_(store),
      generation_(generation),
      secure_cookie_(secure_cookie),
      cookie_name_(secure_cookie ? "__Host-stafette_session" : "stafette_session") {}

std::shared_ptr<const auth::Viewer> SessionAuthenticator::viewer(const http::Request& request) {
  auto found = find(request);
  if (found.touch_due) touch(found.viewer->session);
  auto as = request.header(view_as_header);
  if (as.empty() || !found.viewer) return found.viewer;
  return looking(request, as, *found.viewer);
}

std::shared_ptr<const auth::Viewer> SessionAuthenticator::looking(const http::Request& request, std::string_view as,
                                                                  const auth::Viewer& viewer) {
  bool shown = false;
  for (std::string_view area : {"/api/pages/", "/api/spaces", "/api/search", "/api/suggest", "/api/recent",
                                "/api/attachments/"})
    shown = shown || request.path.starts_with(area);
  bool reads = request.method == http::Method::get || request.method == http::Method::head;
  if (!shown || !reads) throw Failure(Problem::forbidden, "looks_only");
  auto id = parse_id(as);
  if (!id) throw Failure(Problem::not_found, "viewing_not_found");
  return std::make_shared<const auth::Viewer>(
      store_.read([&](ReadTx& tx) { return auth::stand_in(tx, viewer, {*id}); }));
}

bool SessionAuthenticator::recognises(const http::Request& request) { return find(request).viewer != nullptr; }

SessionAuthenticator::Found SessionAuthenticator::find(const http::Request& request) {
  constexpr std::string_view bearer = "Bearer ";
  auto authorization = request.header("authorization");
  if (!authorization.empty()) {
    if (!authorization.starts_with(bearer)) return {};
    auto secret = authorization.substr(bearer.size());
    return look_up("t" + std::string(secret), secret, true);
  }
  auto secret = http::cookie(request.header("cookie"), cookie_name_);
  if (secret.empty()) return {};
  return look_up("c" + std::string(secret), secret, false);
}

SessionAuthenticator::Found SessionAuthenticator::look_up(const std::string& key, std::string_view secret, bool token) {
  auto generation = generation_.now();
  auto now = store_.clock().now();
  {
    std::lock_guard lock(guard_);
    auto found = known_.find(key);
    if (found != known_.end() && found->second.generation == generation && found->second.valid_until > now)
      return {found->second.viewer, false};
  }
  auto authenticated =
      store_.read([&](ReadTx& tx) { return token ? auth::by_token(tx, secret) : auth::by_cookie(tx, secret); });
  if (!authenticated) return {};
  auto viewer = std::make_shared<const auth::Viewer>(authenticated->viewer);
  std::lock_guard lock(guard_);
  if (known_.size() >= remembered_max) known_.clear();
  known_[key] = {viewer, authenticated->valid_until, generation};
  return {viewer, authenticated->touch_due};
}

// Reading goes on when nothing can be written: then the session just ends earlier.
void SessionAuthenticator::touch(Id<auth::Session> session) {
  try {
    store_.write_async([session](WriteTx& tx) { auth::touch_session(tx, session); }, [](std::exception_ptr) {});
  } catch (const Failure& failure) {
    if (failure.problem() != Problem::unavailable) throw;
  }
}

SignIn::SignIn(storage::Store& store, SessionAuthenticator& authenticator, storage::Pool& pool)
    : store_(store), authenticator_(authenticator), pool_(pool) {}

void SignIn::add_routes(http::Routes& routes) {
  routes.raw(http::Method::post, "/api/session",
             [this](http::Request request, http::Context, http::Respond respond) {
               sign_in(std::move(request), std::move(respond));
             })
      .open().takes<Credentials>().returns<auth::Me>().summary("Sign in");
  routes.raw(http::Method::del, "/api/session",
             [this](http::Request request, http::Context context, http::Respond respond) {
               sign_out(std::move(request), std::move(context), std::move(respond));
             })
      .status(204).summary("Sign out");
}

bool SignIn::attempt_allowed(const std::string& name) {
  std::lock_guard lock(guard_);
  auto found = failures_.find(name);
  if (found == failures_.end()) return true;
  if (found->second.first + failures_window < store_.clock().now()) {
    failures_.erase(found);
    return true;
  }
  return found->second.count < failures_max;
}

void SignIn::note_failure(const std::string& name) {
  std::lock_guard lock(guard_);
  if (failures_.size() >= remembered_max) failures_.clear();
  auto& failures = failures_[name];
  if (failures.count++ == 0) failures.first = store_.clock().now();
}

void SignIn::sign_in(http::Request request, http::Respond respond) {
  auto given = json::decode<Credentials>(http::json_body(request));
  auto name = lower(given.name.str());
  if (!attempt_allowed(name)) throw Failure(Problem::too_many, "too_many_attempts");
  auto known = store_.read([&](ReadTx& tx) { return auth::credentials(tx, name); });
  pool_.post([this, known, name, password = given.password.str(), id = request.id, respond] {
    try {
      if (!auth::verify_password(password, known.password_hash)) {
        note_failure(name);
        throw Failure(Problem::not_signed_in, "sign_in_failed");
      }
      auto secret = store_.write([&](WriteTx& tx) { return auth::open_session(tx, known.person); });
      auto me = store_.read([&](ReadTx& tx) { return auth::me(tx, auth::by_cookie(tx, secret).value().viewer); });
      respond({200,
               {{"content-type", "application/json"},
                {"cache-control", "no-store"},
                {"set-cookie", http::set_cookie(authenticator_.cookie_name(), secret, authenticator_.secure_cookie())}},
               json::encode(me)});
    } catch (...) {
      respond(http::problem(std::current_exception(), id));
    }
  });
}

void SignIn::sign_out(http::Request request, http::Context context, http::Respond respond) {
  auto expired =
      http::set_cookie(authenticator_.cookie_name(), "-", authenticator_.secure_cookie(), std::chrono::seconds(0));
  store_.write_async([viewer = context.viewer](WriteTx& tx) { auth::end_session(tx, *viewer); },
                     [respond, expired, id = request.id](std::exception_ptr error) {
                       if (error) return respond(http::problem(error, id));
                       respond({204, {{"set-cookie", expired}, {"clear-site-data", "\"cache\""}}, ""});
                     });
}

}  // namespace server
