// Signing in with name and password of an LDAP directory. The password goes to the directory and nowhere else; wrong
// ones are counted here, so that nobody locks an account there through us.
#pragma once
#include <server/special/sign_in.hpp>

#include <filesystem>

namespace server {

// POST /api/directories/{slug}/session. Waits for directories on a small pool of its own. Must outlive the routes.
class DirectorySignIn {
 public:
  DirectorySignIn(storage::Store&, SessionAuthenticator&, std::filesystem::path secrets);
  void add_routes(http::Routes&);

 private:
  struct Failures {
    int count = 0;
    Time first;
  };
  void sign_in(const http::Request&, const std::string& slug, http::Respond);
  http::Response signed_in(const std::string& slug, const std::string& name, const std::string& password);
  void check_attempts(const std::string& who);
  void note_failure(const std::string& who);

  storage::Store& store_;
  SessionAuthenticator& authenticator_;
  std::filesystem::path secrets_;
  std::mutex guard_;  // guards failures_
  std::unordered_map<std::string, Failures> failures_;
  storage::Pool pool_;  // last: its threads use the rest
};

}  // namespace server
