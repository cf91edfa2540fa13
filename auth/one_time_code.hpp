// One-time codes of an authenticator app (RFC 6238): six digits for each half minute, by SHA-1, as every app computes
// them.
#pragma once
#include <base/clock.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auth {

inline constexpr std::size_t authenticator_secret_bytes = 20;

// The number of the half minute whose code this is: now, the one before or the one after, because clocks differ.
std::optional<std::int64_t> counter_of(std::string_view secret, std::string_view code, Time now);
std::string code_at(std::string_view secret, Time);
// For typing off: A-Z and 2-7, without padding.
std::string base32(std::string_view bytes);

}  // namespace auth
