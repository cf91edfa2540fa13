#include <auth/accounts.hpp>
#include <auth/browser_label.hpp>
#include <auth/identities.hpp>
#include <server/federation/directory.hpp>
#include <server/federation/secret.hpp>
#include <server/http/cookie.hpp>
#include <server/http/origin.hpp>
#include <server/http/problem.hpp>
#include <server/http/query.hpp>
#include <server/special/federated_sign_in.hpp>

namespace server {
namespace {

constexpr std::size_t threads = 4, queue_max = 64;
constexpr std::chrono::seconds description_age_at_start_max{10}, description_age_max{3600};
constexpr std::size_t hint_bytes_max = 4096;  // a longer ID token does not fit into an address

std::string parameter(const http::Parameters& all, std::string_view name) {
  for (auto& [key, value] : all)
    if (key == name) return value;
  return {};
}

std::string joined(std::string_view address, std::string_view parameters) {
  auto separator = address.find('?') == address.npos ? '?' : '&';
  return std::string(address) + separator + std::string(parameters);
}

std::string field(const char* name, std::string_view value) { return name + outbound::percent_encoded(value); }

http::Response redirect(std::string location, http::Headers headers = {}) {
  headers.emplace_back("location", std::move(location));
  headers.emplace_back("cache-control", "no-store");
  return {302, std::move(headers), ""};
}

std::string redirect_uri(const std::string& origin, const std::string& slug) {
  return origin + "/api/oidc/" + slug + "/callback";
}

std::string scopes_of(const auth::OidcSettings& settings) {
  auto padded = " " + settings.scopes + " ";
  if (padded.find(" openid ") != padded.npos) return settings.scopes;
  return settings.scopes.empty() ? "openid" : "openid " + settings.scopes;
}

}  // namespace

struct FederatedSignIn::Return {
  auth::SourceView source;
  federation::Attempt attempt;
  std::string code, origin;
  auth::SignInPlace place;
};

FederatedSignIn::FederatedSignIn(storage::Store& store, SessionAuthenticator& authenticator, FederationOptions options,
                                 Log& log)
    : store_(store),
      authenticator_(authenticator),
      options_(std::move(options)),
      log_(log),
      providers_(store.clock()),
      pool_(threads, queue_max) {}

void FederatedSignIn::add_routes(http::Routes& routes) {
  using http::Method;
  routes.raw(Method::get, "/api/oidc/{slug}/start",
             [this](http::Request request, http::Context context, http::Respond respond) {
               start(request, context.path.at(0), std::move(respond));
             })
      .open().names<std::string>().status(302).summary("Go to a provider to sign in");
  routes.raw(Method::get, "/api/oidc/{slug}/callback",
             [this](http::Request request, http::Context context, http::Respond respond) {
               finish(request, context.path.at(0), std::move(respond));
             })
      .open().names<std::string>().status(302).summary("Come back from a provider");
  routes.raw(Method::post, "/api/oidc/{slug}/backchannel",
             [this](http::Request request, http::Context context, http::Respond respond) {
               backchannel(request, context.path.at(0), std::move(respond));
             })
      .open().names<std::string>().takes_bytes().status(204).summary("A provider ends its sessions");
  routes.raw(Method::post, "/api/identity-sources/{source}/test",
             [this](http::Request request, http::Context context, http::Respond respond) {
               test(context, request.id, std::move(respond));
             })
      .names<Id<auth::IdentitySource>>().returns<SourceTest>().summary("Test the connection to an identity source");
}

auth::SourceView FederatedSignIn::enabled_source(std::string_view slug) {
  auto source = store_.read([&](ReadTx& tx) { return auth::source_named(tx, slug); });
  if (!source || !source->enabled || !source->oidc) throw Failure(Problem::not_found, "source_not_found");
  return *source;
}

std::string FederatedSignIn::origin(const http::Request& request) const {
  if (!options_.own_origin.empty()) return options_.own_origin;
  return (request.tls ? "https://" : "http://") + std::string(request.header("host"));
}

std::string FederatedSignIn::cookie_name() const {
  return authenticator_.secure_cookie() ? "__Host-stafette_provider" : "stafette_provider";
}

http::Response FederatedSignIn::refused(std::exception_ptr error, std::string_view slug, std::string_view target,
                                        std::string_view request) {
  std::string key = "internal", why;
  try {
    std::rethrow_exception(error);
  } catch (const outbound::Fault& fault) {
    key = fault.key();
    why = fault.detail;
  } catch (const Failure& failure) {
    key = failure.key();
  } catch (const federation::TokenRefused& refusal) {
    key = "token_refused";
    why = refusal.what();
  } catch (const std::exception& unforeseen) {
    why = unforeseen.what();
  }
  log_.warning("sign-in through a provider failed",
               {{"source", std::string(slug)}, {"key", key}, {"why", why}, {"request", std::string(request)}});
  return redirect("/sign-in?problem=" + key + (target.size() > 1 ? field("&to=", target) : std::string()));
}

void FederatedSignIn::later(http::Respond respond, std::function<http::Response()> work,
                            std::function<http::Response(std::exception_ptr)> failed) {
  auto run = [respond, work = std::move(work), failed] {
    try {
      respond(work());
    } catch (...) {
      respond(failed(std::current_exception()));
    }
  };
  try {
    pool_.post(std::move(run));
  } catch (...) {
    respond(failed(std::current_exception()));
  }
}

void FederatedSignIn::start(const http::Request& request, const std::string& slug, http::Respond respond) {
  auto target = parameter(http::parse_query(request.query), "to");
  auto failed = [this, slug, target, id = request.id](std::exception_ptr error) {
    return refused(error, slug, target, id);
  };
  later(std::move(respond), [this, slug, target, origin = origin(request)] {
    auto source = enabled_source(slug);
    auto& settings = *source.oidc;
    // Hardly remembered: whoever is sent to a provider that is down cannot read our message.
    auto found = providers_.metadata(settings, description_age_at_start_max);
    auto attempt = federation::begin_attempt(slug, target, store_.clock().now());
    auto parameters = "response_type=code" + field("&client_id=", settings.client_id) +
                      field("&redirect_uri=", redirect_uri(origin, slug)) + field("&scope=", scopes_of(settings)) +
                      field("&state=", attempt.state) + field("&nonce=", attempt.nonce) +
                      field("&code_challenge=", attempt.challenge) + "&code_challenge_method=S256";
    auto cookie = http::set_cookie(cookie_name(), attempt.cookie, authenticator_.secure_cookie(),
                                   federation::attempt_time_max);
    return redirect(joined(found.authorization_endpoint, parameters), {{"set-cookie", cookie}});
  }, failed);
}

void FederatedSignIn::finish(const http::Request& request, const std::string& slug, http::Respond respond) {
  auto query = http::parse_query(request.query);
  auto attempt = federation::resumed_attempt(slug, http::cookie(request.header("cookie"), cookie_name()),
                                             parameter(query, "state"), store_.clock().now());
  auto failed = [this, slug, target = attempt ? attempt->target : "", id = request.id](std::exception_ptr error) {
    return refused(error, slug, target, id);
  };
  auth::SignInPlace place{auth::browser_label(request.header("user-agent")), request.remote};
  later(std::move(respond), [this, slug, attempt, query, place, origin = origin(request)] {
    if (!attempt) throw Failure(Problem::forbidden, "attempt_expired");
    auto error = parameter(query, "error");
    if (error == "access_denied") throw Failure(Problem::forbidden, "provider_denied");
    if (!error.empty()) throw outbound::Fault(Problem::unavailable, "provider_refused", error.substr(0, 100));
    return signed_in({enabled_source(slug), *attempt, parameter(query, "code"), origin, place});
  }, failed);
}

http::Response FederatedSignIn::signed_in(const Return& back) {
  auto& settings = *back.source.oidc;
  auto tokens = providers_.tokens(settings, {back.code, back.attempt.verifier,
                                             redirect_uri(back.origin, back.source.slug),
                                             federation::secret_of(options_.secrets, back.source.slug)});
  federation::Expected expected{settings.issuer, settings.client_id, back.attempt.nonce, store_.clock().now()};
  std::optional<federation::ClaimSet> id_token;
  providers_.with_keys(settings, [&](const federation::KeySet& keys) {
    id_token.emplace(federation::id_token(keys, tokens.id_token, expected));
  });
  auto claims = providers_.claims(settings, *id_token, tokens.access_token);
  auth::ProviderSession session{back.source.id, claims.subject, id_token->text("sid"), ""};
  auto end = providers_.metadata(settings, description_age_max).end_session_endpoint;
  if (!end.empty()) {
    auto hint = tokens.id_token.size() <= hint_bytes_max ? field("&id_token_hint=", tokens.id_token) : std::string();
    session.sign_out_url = joined(end, field("client_id=", settings.client_id) + hint +
                                           field("&post_logout_redirect_uri=", back.origin + "/sign-in"));
  }
  auto secret = store_.write([&](WriteTx& tx) {
    return auth::open_federated_session(tx, auth::person_of(tx, back.source, claims), session, options_.sessions,
                                        back.place);
  });
  bool secure = authenticator_.secure_cookie();
  return redirect(back.attempt.target,
                  {{"set-cookie", http::set_cookie(authenticator_.cookie_name(), secret, secure)},
                   {"set-cookie", http::set_cookie(cookie_name(), "-", secure, std::chrono::seconds(0))}});
}

void FederatedSignIn::backchannel(const http::Request& request, const std::string& slug, http::Respond respond) {
  auto media = request.header("content-type");
  if (!media.starts_with("application/x-www-form-urlencoded"))
    throw Failure(Problem::unsupported_media, "unsupported_media_type");
  auto source = enabled_source(slug);
  auto token = parameter(http::parse_query(request.body), "logout_token");
  auto failed = [this, slug, id = request.id](std::exception_ptr error) {
    try {
      std::rethrow_exception(error);
    } catch (const federation::TokenRefused& refusal) {
      log_.warning("logout token refused", {{"source", slug}, {"why", refusal.what()}, {"request", id}});
      return http::problem(Failure(Problem::bad_request, "token_refused"), id);
    } catch (...) {
      return http::problem(error, id);
    }
  };
  later(std::move(respond), [this, source, token, id = request.id] { return signed_out(source, token, id); }, failed);
}

http::Response FederatedSignIn::signed_out(const auth::SourceView& source, const std::string& token,
                                           const std::string& request_id) {
  auto& settings = *source.oidc;
  federation::Expected expected{settings.issuer, settings.client_id, "", store_.clock().now()};
  federation::LogoutToken logout;
  providers_.with_keys(settings, [&](const federation::KeySet& keys) {
    logout = federation::logout_token(keys, token, expected);
  });
  auto ended = store_.write([&](WriteTx& tx) -> std::optional<std::int64_t> {
    if (!auth::take_logout_token(tx, source.id, logout.jti, logout.expires_at)) return {};
    return auth::end_federated_sessions(tx, source.id, logout.subject, logout.provider_session);
  });
  if (!ended) throw federation::TokenRefused("replay");
  log_.info("sessions ended by their provider",
            {{"source", source.slug}, {"sessions", std::to_string(*ended)}, {"request", request_id}});
  return {204, {{"cache-control", "no-store"}}, ""};
}

void FederatedSignIn::test(const http::Context& context, const std::string& request_id, http::Respond respond) {
  auth::require_administrator(*context.viewer);
  auto id = parse_id(context.path.at(0));
  auto source = store_.read([&](ReadTx& tx) {
    return id ? auth::source_with(tx, Id<auth::IdentitySource>{*id}) : std::optional<auth::SourceView>();
  });
  if (!source) throw Failure(Problem::not_found, "source_not_found");
  later(std::move(respond),
        [this, source = *source] {
          return http::Response{200, {{"content-type", "application/json"}, {"cache-control", "no-store"}},
                                json::encode(tested(source))};
        },
        [request_id](std::exception_ptr error) { return http::problem(error, request_id); });
}

SourceTest FederatedSignIn::tested(const auth::SourceView& source) {
  SourceTest result{true, {}};
  auto step = [&](SourceStep name, const std::function<void()>& work) {
    if (!result.passed) return;
    SourceStepResult outcome{name, true, {}, ""};
    try {
      work();
    } catch (const outbound::Fault& fault) {
      outcome = {name, false, fault.key(), fault.detail};
    } catch (const Failure& failure) {
      outcome = {name, false, failure.key(), ""};
    }
    result.passed = outcome.passed;
    result.steps.push_back(std::move(outcome));
  };
  bool anonymous = source.ldap && source.ldap->bind_dn.empty();
  if (!anonymous) step(SourceStep::secret, [&] {
    bool found = !federation::secret_of(options_.secrets, source.slug).empty();
    if (!found) throw Failure(Problem::not_found, "secret_missing");
  });
  if (source.ldap) {
    step(SourceStep::directory, [&] {
      federation::check_directory(source, federation::directory_server(source, options_.secrets));
    });
    return result;
  }
  step(SourceStep::description, [&] { providers_.metadata(*source.oidc, std::chrono::seconds(0)); });
  step(SourceStep::keys, [&] { providers_.fetched_keys(*source.oidc); });
  return result;
}

}  // namespace server
