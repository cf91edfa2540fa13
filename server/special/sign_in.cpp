#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/browser_label.hpp>
#include <auth/notices.hpp>
#include <auth/password.hpp>
#include <auth/second_factor.hpp>
#include <auth/tokens.hpp>
#include <auth/viewing.hpp>
#include <server/http/cookie.hpp>
#include <server/http/origin.hpp>
#include <server/http/problem.hpp>
#include <server/http/source.hpp>
#include <server/special/sign_in.hpp>

namespace server {
namespace {

constexpr std::size_t remembered_max = 20'000;

struct Credentials {
  Line<60> name;
  Text<200> password;
  std::optional<Line<40>> code;  // once the answer was "code_needed"
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (name, password, code))

struct Confirmation {  // either of them
  std::optional<Text<200>> password;
  std::optional<Line<40>> code;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (password, code))

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
                                           bool secure_cookie, auth::SecondFactorDemand second_factor_demand)
    : store_(store),
      generation_(generation),
      secure_cookie_(secure_cookie),
      second_factor_demand_(std::move(second_factor_demand)),
      cookie_name_(secure_cookie ? "__Host-stafette_session" : "stafette_session") {}

std::shared_ptr<const auth::Viewer> SessionAuthenticator::viewer(const http::Request& request) {
  auto found = find(request);
  if (found.touch_due && request.header("stafette-background").empty()) touch(found.viewer->session);
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

auth::Viewer SessionAuthenticator::viewer_of(ReadTx& tx, std::string_view secret) const {
  return auth::by_cookie(tx, secret, second_factor_demand_).value().viewer;
}

std::shared_ptr<const auth::Viewer> SessionAuthenticator::recognised(const http::Request& request) {
  return find(request).viewer;
}

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
  auto authenticated = store_.read([&](ReadTx& tx) {
    return token ? auth::by_token(tx, secret) : auth::by_cookie(tx, secret, second_factor_demand_);
  });
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

// One try to show who one is, on its way through the pool.
struct SignIn::Attempt {
  std::string name, source, request_id;
  auth::Credentials known;
  std::optional<std::string> password, code;
  std::shared_ptr<const auth::Viewer> viewer;  // null when signing in
};

SignIn::SignIn(storage::Store& store, SessionAuthenticator& authenticator, storage::Pool& pool,
               auth::SessionLimits limits)
    : store_(store), authenticator_(authenticator), pool_(pool), limits_(limits), attempts_(store.clock()) {}

void SignIn::add_routes(http::Routes& routes) {
  routes.raw(http::Method::post, "/api/session",
             [this](http::Request request, http::Context, http::Respond respond) {
               sign_in(std::move(request), std::move(respond));
             })
      .open().rated("sign_in").takes<Credentials>().returns<auth::Me>().summary("Sign in");
  routes.raw(http::Method::post, "/api/session/confirm",
             [this](http::Request request, http::Context context, http::Respond respond) {
               confirm(std::move(request), std::move(context), std::move(respond));
             })
      .takes<Confirmation>().returns<auth::SessionState>().summary("Show again who one is, before something dangerous");
  routes.raw(http::Method::del, "/api/session",
             [this](http::Request request, http::Context context, http::Respond respond) {
               sign_out(std::move(request), std::move(context), std::move(respond));
             })
      .status(204).summary("Sign out");
}

void SignIn::sign_in(http::Request request, http::Respond respond) {
  auto given = json::decode<Credentials>(http::json_body(request));
  Attempt attempt{lower(given.name.str()), http::source_of(request), request.id, {}, given.password.str(), {}, nullptr};
  if (given.code) attempt.code = given.code->str();
  attempts_.begin(attempt.name, attempt.source);
  attempt.known = store_.read([&](ReadTx& tx) { return auth::credentials(tx, attempt.name); });
  auth::SignInPlace place{auth::browser_label(request.header("user-agent")), request.remote};
  check(attempt, [this, place](const Attempt& right) { return open(right.known.person, place); }, std::move(respond));
}

void SignIn::confirm(http::Request request, http::Context context, http::Respond respond) {
  auto given = json::decode<Confirmation>(http::json_body(request));
  if (!context.viewer->session.value) throw Failure(Problem::forbidden, "session_needed");
  if (given.password.has_value() == given.code.has_value()) throw Failure(Problem::invalid, "password_or_code");
  Attempt attempt{"", http::source_of(request), request.id, {}, {}, {}, context.viewer};
  if (given.password) attempt.password = given.password->str();
  if (given.code) attempt.code = given.code->str();
  attempt.known = store_.read([&](ReadTx& tx) { return auth::own_credentials(tx, *context.viewer); });
  attempt.name = attempt.known.name;
  attempts_.begin(attempt.name, attempt.source);
  auto act = [this](const Attempt& right) {
    http::Headers headers = {{"content-type", "application/json"}, {"cache-control", "no-store"}};
    return http::Response{200, headers, json::encode(confirmed(*right.viewer))};
  };
  check(attempt, act, std::move(respond));
}

void SignIn::check(const Attempt& attempt, std::function<http::Response(const Attempt&)> act, http::Respond respond) {
  auto work = [this, attempt, act = std::move(act), respond = std::move(respond)] {
    try {
      if (attempt.password) check_password(attempt);
      bool code_due = !attempt.viewer && attempt.known.second_factor;
      if (code_due && !attempt.code) {
        attempts_.undecided(attempt.name, attempt.source);
        throw Failure(Problem::not_signed_in, "code_needed");
      }
      if (attempt.code && (code_due || attempt.viewer)) check_code(attempt);
      attempts_.right(attempt.name, attempt.source);
      respond(act(attempt));
    } catch (...) {
      respond(http::problem(std::current_exception(), attempt.request_id));
    }
  };
  try {
    pool_.post(std::move(work));
  } catch (...) {  // busy: nobody looked at it
    attempts_.undecided(attempt.name, attempt.source);
    throw;
  }
}

void SignIn::check_password(const Attempt& attempt) {
  if (auth::verify_password(*attempt.password, attempt.known.password_hash)) return;
  note_failure(attempt, "password");
  if (attempt.viewer) throw Failure(Problem::invalid, "wrong_password", "/password");
  throw Failure(Problem::not_signed_in, "sign_in_failed");
}

void SignIn::check_code(const Attempt& attempt) {
  if (store_.write([&](WriteTx& tx) { return auth::take_code(tx, attempt.known.person, *attempt.code); })) return;
  note_failure(attempt, "code");
  throw Failure(attempt.viewer ? Problem::invalid : Problem::not_signed_in, "code_wrong", "/code");
}

// For unknown names as well, so that it takes the same time; without the name, which may be a password in the wrong
// field.
void SignIn::note_failure(const Attempt& attempt, std::string_view what) {
  bool locked = attempts_.locked(attempt.name, attempt.source);
  store_.write([&](WriteTx& tx) {
    auth::AuditSubject subject{"person", attempt.known.person.value};
    auth::audit_system(tx, "sign_in.failed", subject, what, attempt.source);
    if (!locked) return;
    auth::audit_system(tx, "sign_in.locked", subject, {}, attempt.source);
    auth::tell_of_lock(tx, attempt.known.person);
  });
}

auth::SessionState SignIn::confirmed(const auth::Viewer& viewer) {
  return store_.write([&](WriteTx& tx) { return auth::confirm_session(tx, viewer, limits_.fresh); });
}

http::Response SignIn::open_for(Id<auth::Person> person, const http::Request& request) {
  return open(person, {auth::browser_label(request.header("user-agent")), request.remote});
}

http::Response SignIn::open(Id<auth::Person> person, const auth::SignInPlace& place) {
  auto secret = store_.write([&](WriteTx& tx) { return auth::open_session(tx, person, limits_, place); });
  auto me = store_.read([&](ReadTx& tx) { return auth::me(tx, authenticator_.viewer_of(tx, secret)); });
  return {200,
          {{"content-type", "application/json"},
           {"cache-control", "no-store"},
           {"set-cookie", http::set_cookie(authenticator_.cookie_name(), secret, authenticator_.secure_cookie())}},
          json::encode(me)};
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
