// Signing in with name and password of an LDAP directory. The password goes to the directory and nowhere else; wrong
// ones are counted here, so that nobody locks an account there through us. Who has a second factor shows it as well.
#pragma once
#include <server/special/federated_sign_in.hpp>

namespace server {

// POST /api/directories/{slug}/session. Waits for directories on a small pool of its own. Must outlive the routes.
class DirectorySignIn {
 public:
  DirectorySignIn(storage::Store&, SessionAuthenticator&, FederationOptions);
  void add_routes(http::Routes&);

 private:
  struct Failures {
    int count = 0;
    Time first;
  };
  void sign_in(const http::Request&, const std::string& slug, http::Respond);
  struct Given;
  http::Response signed_in(const Given&);
  void check_code(Id<auth::Person>, const Given&);
  void check_attempts(const std::string& who);
  void note_failure(const std::string& who);

  storage::Store& store_;
  SessionAuthenticator& authenticator_;
  FederationOptions options_;
  std::mutex guard_;  // guards failures_
  std::unordered_map<std::string, Failures> failures_;
  storage::Pool pool_;  // last: its threads use the rest
};

}  // namespace server
