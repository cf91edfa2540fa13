// Signing in and out, and who stands behind a request. Passwords are verified on a pool of their own, so that sign-in
// cannot exhaust memory or CPU; sessions found valid are remembered until rights change anywhere.
#pragma once
#include <auth/sessions.hpp>
#include <server/http/dispatch.hpp>
#include <server/special/attempts.hpp>
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
  SessionAuthenticator(storage::Store&, const RightsGeneration&, bool secure_cookie, auth::SecondFactorDemand);
  // A request with the header Stafette-Background is no act of the person and does not count as use of the session.
  std::shared_ptr<const auth::Viewer> viewer(const http::Request&) override;
  // The header Stafette-View-As names a viewing (auth/viewing.hpp): then its stand-in asks, and only to be shown pages.
  // forbidden "looks_only" for everything else.
  static constexpr std::string_view view_as_header = "stafette-view-as";
  // The same without counting as use: for sockets, which connect again by themselves.
  std::shared_ptr<const auth::Viewer> recognised(const http::Request&);
  // Of a session that was just opened.
  auth::Viewer viewer_of(ReadTx&, std::string_view secret) const;
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
  auth::SecondFactorDemand second_factor_demand_;
  std::string cookie_name_;
  std::mutex guard_;  // guards known_
  std::unordered_map<std::string, Known> known_;
};

// Signing in, in one step or with a code in a second one; signing out; confirming who is there before something
// dangerous. `pool` hashes passwords. Must outlive the routes.
class SignIn {
 public:
  SignIn(storage::Store&, SessionAuthenticator&, storage::Pool& pool, auth::SessionLimits);
  void add_routes(http::Routes&);

  // For passkeys, which show who somebody is in their own way. Not on I/O threads.
  http::Response open_for(Id<auth::Person>, const http::Request&);
  auth::SessionState confirmed(const auth::Viewer&);

 private:
  struct Attempt;
  void sign_in(http::Request, http::Respond);
  void confirm(http::Request, http::Context, http::Respond);
  void sign_out(http::Request, http::Context, http::Respond);
  void check_password(const Attempt&);
  void check_code(const Attempt&);
  // Checks on the pool, in the order that tells least, then answers what `act` returns.
  void check(const Attempt&, std::function<http::Response(const Attempt&)> act, http::Respond);
  http::Response open(Id<auth::Person>, const auth::SignInPlace&);
  void note_failure(const Attempt&, std::string_view what);

  storage::Store& store_;
  SessionAuthenticator& authenticator_;
  storage::Pool& pool_;
  auth::SessionLimits limits_;
  Attempts attempts_;
};

}  // namespace server
