// Passwords: argon2id (t=2, m=19 MiB, p=1) in PHC notation. Each call costs about 30 ms and 19 MiB: only on the pool
// for password hashes, never on I/O or writer threads.
#pragma once
#include <string>
#include <string_view>

namespace auth {

inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_characters_max = 200;

// invalid "password_too_short", "too_long" or "password_too_simple" (one repeated character, or the name itself).
void check_new_password(std::string_view password, std::string_view name, std::string_view field);
std::string hash_password(std::string_view password);
// An empty or unknown hash costs the same time and is never right.
bool verify_password(std::string_view password, const std::string& phc);

}  // namespace auth
