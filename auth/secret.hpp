// Secrets that stand for somebody: cookies, tokens, links. Random beyond guessing, so that their SHA-256 can be stored
// and looked up.
#pragma once
#include <storage/blobs.hpp>
#include <storage/row.hpp>

#include <string>
#include <string_view>

namespace auth {

inline constexpr std::size_t secret_bytes = 32;

inline std::string new_secret() { return storage::hex(storage::random_bytes(secret_bytes)); }
inline storage::Blob digest(std::string_view secret) { return {storage::sha256(secret)}; }

}  // namespace auth
