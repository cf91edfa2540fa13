// Passwords: argon2id (t=2, m=19 MiB, p=1) in PHC notation, over NFC. Rules ask for length and against what is
// easily guessed, for no kinds of characters. Hashing and verifying cost about 30 ms and 19 MiB: only on pools, never
// on I/O or writer threads.
#pragma once
#include <string>
#include <string_view>

namespace auth {

// Counted in code points of NFC.
inline constexpr std::size_t password_characters_min = 12;
inline constexpr std::size_t password_characters_min_of_administrators = 16;
inline constexpr std::size_t password_characters_max = 200;

// invalid "password_too_short", "password_too_short_for_administrators", "too_long" or "password_too_simple".
void check_new_password(std::string_view password, std::string_view name, bool administrator, std::string_view field);
std::string hash_password(std::string_view password);
// An empty or unknown hash costs the same time and is never right.
bool verify_password(std::string_view password, const std::string& phc);

}  // namespace auth
