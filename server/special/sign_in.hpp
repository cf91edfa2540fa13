// Signing in and out, and who stands behind a request. Passwords are verified on a pool of their own, so that sign-in
// cannot exhaust memory or CPU; sessions found valid are remembered until rights change anywhere.
#pragma once
#include <server/http/dispatch.hpp>
#include <storage/store.hpp>

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace server {

// Rises with every change of rights, accounts or sessions, before that change is acknowledged. Whatever was decided
// under an older generation is decided again.
class RightsGeneration {
 public:
  explicit RightsGeneration(storage::Store&);
  std::uint64_t now() const { return generation_.load(std::memory_order_acquire); }

 private:
  std::atomic<std::uint64_t> generation_{1};
};

class SessionAuthenticator final : public http::Authenticator {
 public:
  SessionAuthenticator(storage::Store&, const RightsGeneration&, bool secure_cookie);
  std::shared_ptr<const auth::Viewer> viewer(const http::Request&) override;
  // The header Stafette-View-As names a viewing (auth/viewing.hpp): then its stand-in asks, and only to be shown pages.
  // forbidden "looks_only" for everything else.
  static constexpr std::string_view view_as_header = "stafette-view-as";
  // Whether that session or token still holds, without counting as its use.
  bool recognises(const http::Request&);
  std::string_view cookie_name() const { return cookie_name_; }
  bool secure_cookie() const { return secure_cookie_; }

 private:
  struct Known {
    std::shared_ptr<const auth::Viewer> viewer;
    Time valid_until;
    std::uint64_t generation;
  };
  struct Found {
    std::shared_ptr<const auth::Viewer> viewer;  // null: nobody
    bool touch_due = false;
  };
  Found find(const http::Request&);
  std::shared_ptr<const auth::Viewer> looking(const http::Request&, std::string_view as, const auth::Viewer&);
  Found look_up(const std::string& key, std::string_view secret, bool token);
  void touch(Id<auth::Session>);

  storage::Store& store_;
  const RightsGeneration& generation_;
  bool secure_cookie_;
  std::string cookie_name_;
  std::mutex guard_;  // guards known_
  std::unordered_map<std::string, Known> known_;
};

// POST and DELETE /api/session. `pool` hashes passwords. Must outlive the routes.
class SignIn {
 public:
  SignIn(storage::Store&, SessionAuthenticator&, storage::Pool& pool);
  void add_routes(http::Routes&);

 private:
  void sign_in(http::Request, http::Respond);
  void sign_out(http::Request, http::Context, http::Respond);
  bool attempt_allowed(const std::string& name);
  void note_failure(const std::string& name);

  struct Failures {
    int count = 0;
    Time first;
  };
  storage::Store& store_;
  SessionAuthenticator& authenticator_;
  storage::Pool& pool_;
  std::mutex guard_;  // guards failures_
  std::unordered_map<std::string, Failures> failures_;
};

}  // namespace server
