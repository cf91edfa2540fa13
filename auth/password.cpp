#include <auth/guessing.hpp>
#include <auth/password.hpp>
#include <base/failure.hpp>
#include <base/text.hpp>
#include <storage/blobs.hpp>

#include <argon2.h>

#include <stdexcept>

namespace auth {
namespace {

constexpr unsigned passes = 2, memory_kib = 19 * 1024, lanes = 1;
constexpr std::size_t salt_bytes = 16, hash_bytes = 32, encoded_bytes = 160;

}  // namespace

void check_new_password(std::string_view raw, std::string_view name, bool administrator, std::string_view field) {
  std::string password = nfc(raw), where(field);
  auto length = code_points(password);
  if (length < password_characters_min) throw Failure(Problem::invalid, "password_too_short", where);
  if (administrator && length < password_characters_min_of_administrators)
    throw Failure(Problem::invalid, "password_too_short_for_administrators", where);
  if (length > password_characters_max) throw Failure(Problem::invalid, "too_long", where);
  if (easily_guessed(password, name)) throw Failure(Problem::invalid, "password_too_simple", where);
}

std::string hash_password(std::string_view raw) {
  std::string password = nfc(raw), salt = storage::random_bytes(salt_bytes), encoded(encoded_bytes, '\0');
  int code = argon2id_hash_encoded(passes, memory_kib, lanes, password.data(), password.size(), salt.data(),
                                   salt.size(), hash_bytes, encoded.data(), encoded.size());
  if (code != ARGON2_OK) throw std::runtime_error("argon2: " + std::string(argon2_error_message(code)));
  encoded.resize(encoded.find('\0'));
  return encoded;
}

bool verify_password(std::string_view raw, const std::string& phc) {
  std::string password = nfc(raw);
  if (phc.empty()) {
    static const std::string nobody = hash_password("a password that nobody has");
    argon2id_verify(nobody.c_str(), password.data(), password.size());
    return false;
  }
  return argon2id_verify(phc.c_str(), password.data(), password.size()) == ARGON2_OK;
}

}  // namespace auth
