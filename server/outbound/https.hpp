// Requests to other servers, by libcurl: HTTPS with a verified certificate, or HTTP on this machine. No redirects, ten
// seconds, one MiB. Callers ask only hosts that an administrator entered.
#pragma once
#include <base/failure.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace outbound {

inline constexpr std::chrono::seconds request_time_max{10};
inline constexpr std::size_t reply_bytes_max = 1 << 20;

struct Request {
  std::string url;
  std::optional<std::string> form;  // posted as application/x-www-form-urlencoded; else a GET
  std::string user, password;       // basic authentication, if there is a user
  std::string bearer;
};

struct Reply {
  int status = 0;
  std::string body;
};

// A refusal with what an administrator needs to mend it: in English, without secrets. Users only see the key.
class Fault : public Failure {
 public:
  Fault(Problem problem, std::string key, std::string why)
      : Failure(problem, std::move(key)), detail(std::move(why)) {}
  std::string detail;
};

// Blocks until the answer is there, whatever its status. Fault(unavailable, "provider_unreachable"). Not for I/O
// threads.
Reply send(const Request&);

// As in forms and queries (RFC 3986): all but unreserved characters as %XX.
std::string percent_encoded(std::string_view);

}  // namespace outbound
