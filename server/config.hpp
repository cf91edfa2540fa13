// What an operator can set: one struct, filled from stafette.toml, then from STAFETTE_… variables, then from the
// command line; later ones win. Unknown keys and wrong types are errors with line and column. Keys: docs/operating.md.
#pragma once
#include <auth/sessions.hpp>
#include <server/http/options.hpp>
#include <server/special/rates.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace server {

struct Config {
  std::filesystem::path data = "var";
  http::Options http;
  std::filesystem::path secrets;  // of identity sources, a file each; empty: "secrets" in the data folder
  std::size_t page_cache_bytes_max = 64u << 20;
  std::uint64_t attachment_bytes_max = 50u << 20;
  auth::SessionLimits sessions;
  auth::SecondFactorDemand second_factor{true, {auth::Role::security, auth::Role::privacy, auth::Role::council}};
  std::string mail_url, mail_from, mail_user;  // the agency's mail server; empty: no mail
  RateLimits rates;
  bool metrics_public = false;  // /metrics answers only loopback unless set
  int audit_days = 90;  // how long the audit log keeps its events; at least 7
  std::string log_level = "info";
  std::string program = "/proc/self/exe";  // Stafette itself, for child processes; no key
};

// Reads the file (if given; otherwise DIR/stafette.toml if it is there) and the environment. std::runtime_error with
// one clear line.
Config load_config(const std::optional<std::filesystem::path>& file, const std::optional<std::filesystem::path>& data);

// "127.0.0.1:8080", "[::1]:8080" or ":8080" into host and port. std::runtime_error for anything else.
void set_listen(http::Options&, const std::string& listen);

}  // namespace server
