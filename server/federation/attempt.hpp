// One sign-in on its way through a provider. The browser carries a random cookie; state, nonce and PKCE verifier are
// derived from it, so that the server keeps nothing and an answer counts only in the browser that asked.
#pragma once
#include <base/clock.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace federation {

inline constexpr std::chrono::minutes attempt_time_max{10};
inline constexpr std::size_t target_bytes_max = 500;

struct Attempt {
  std::string cookie;    // fit for a cookie: digits, letters, '.'
  std::string state, nonce, verifier;
  std::string challenge;  // S256 of the verifier
  std::string target;     // where to go afterwards, an address of ours
};

// `target` becomes "/" unless it is a path of ours in printable ASCII.
Attempt begin_attempt(std::string_view source, std::string_view target, Time now);
// nullopt unless the cookie began an attempt with that source within the time limit and `state` belongs to it.
std::optional<Attempt> resumed_attempt(std::string_view source, std::string_view cookie, std::string_view state,
                                       Time now);

}  // namespace federation
