// /api/live: browsers say which pages are open ({"watch":["12","13"]}, at most 100, replacing the last) and get hints.
// Who may connect is decided by the site; a socket that sends anything else is closed with 1008.
#pragma once
#include <server/live/hub.hpp>

#include <optional>
#include <variant>

namespace live {

class Live final : public http::LiveHandler {
 public:
  // Who is connecting (same Origin and a session, or a bearer token), or the refusal. Called on I/O threads.
  using Admit = std::function<std::variant<Hub::PersonId, http::Response>(const http::Request&)>;

  // Whether the headers that opened a socket would still name somebody. Called on the announcer's thread.
  using StillAdmitted = std::function<bool(const http::Request&)>;

  Live(Hub& hub, Admit admit, StillAdmitted still_admitted)
      : hub_(hub), admit_(std::move(admit)), still_admitted_(std::move(still_admitted)) {}

  bool claims(std::string_view path) const override { return path == "/api/live"; }
  std::optional<http::Response> admit(const http::Request&) override;
  std::unique_ptr<http::LiveSession> open(const http::Request&, std::shared_ptr<http::LiveSocket>) override;

 private:
  Hub& hub_;
  Admit admit_;
  StillAdmitted still_admitted_;
};

}  // namespace live
