// Signing in through OpenID Connect: to the provider and back, its word that a session is over, and the administrators'
// test of a connection. The browser is led by redirects; what goes wrong is told on the sign-in page.
#pragma once
#include <server/federation/attempt.hpp>
#include <server/federation/provider.hpp>
#include <server/log.hpp>
#include <server/special/sign_in.hpp>

#include <filesystem>

namespace server {

struct FederationOptions {
  std::string own_origin;         // empty: the Host that a request names
  std::filesystem::path secrets;  // see federation/secret.hpp
  auth::SessionLimits sessions;
};

BOOST_DEFINE_ENUM_CLASS(SourceStep, secret, description, keys, directory)

struct SourceStepResult {
  SourceStep step;
  bool passed;
  std::optional<std::string> problem;  // key of a text
  std::string detail;                  // in English, for administrators
};
BOOST_DESCRIBE_STRUCT(SourceStepResult, (), (step, passed, problem, detail))

struct SourceTest {
  bool passed;
  std::vector<SourceStepResult> steps;  // those after one that failed are left out
};
BOOST_DESCRIBE_STRUCT(SourceTest, (), (passed, steps))

// Waits for providers on a small pool of its own. Must outlive the routes.
class FederatedSignIn {
 public:
  FederatedSignIn(storage::Store&, SessionAuthenticator&, FederationOptions, Log&);
  void add_routes(http::Routes&);

 private:
  struct Return;

  void start(const http::Request&, const std::string& slug, http::Respond);
  void finish(const http::Request&, const std::string& slug, http::Respond);
  http::Response signed_in(const Return&);
  void backchannel(const http::Request&, const std::string& slug, http::Respond);
  http::Response signed_out(const auth::SourceView&, const std::string& token, const std::string& request_id);
  void test(const http::Context&, const std::string& request_id, http::Respond);
  SourceTest tested(const auth::SourceView&);

  auth::SourceView enabled_source(std::string_view slug);
  std::string origin(const http::Request&) const;
  std::string cookie_name() const;
  http::Response refused(std::exception_ptr, std::string_view slug, std::string_view target, std::string_view request);
  // Runs what may wait for a provider; what it throws becomes `failed`'s answer.
  void later(http::Respond, std::function<http::Response()> work,
             std::function<http::Response(std::exception_ptr)> failed);

  storage::Store& store_;
  SessionAuthenticator& authenticator_;
  FederationOptions options_;
  Log& log_;
  federation::Providers providers_;
  storage::Pool pool_;  // last: its threads use the rest
};

}  // namespace server
