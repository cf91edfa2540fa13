#include <auth/webauthn.hpp>
#include <storage/blobs.hpp>

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <memory>
#include <stdexcept>

namespace auth {
namespace {

constexpr std::size_t hash_bytes = 32, flags_at = 32, uses_at = 33, header_bytes = 37;
constexpr unsigned char present = 0x01, verified = 0x04;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string text_of(const unsigned char* bytes, std::size_t size) {
  return bytes ? std::string(reinterpret_cast<const char*>(bytes), size) : std::string();
}

// Relying party and flags stand in front, the count in big-endian order behind them.
bool says_verified(std::string_view data, std::string_view relying_party) {
  if (data.size() < header_bytes || data.substr(0, hash_bytes) != storage::sha256(relying_party)) return false;
  auto flags = static_cast<unsigned char>(data[flags_at]);
  return (flags & present) && (flags & verified);
}

std::int64_t uses_in(std::string_view data) {
  std::int64_t uses = 0;
  for (std::size_t i = 0; i < 4; ++i) uses = uses * 256 + static_cast<unsigned char>(data[uses_at + i]);
  return uses;
}

struct Freeing {
  void operator()(fido_cred_t* it) const { fido_cred_free(&it); }
  void operator()(fido_assert_t* it) const { fido_assert_free(&it); }
  void operator()(es256_pk_t* it) const { es256_pk_free(&it); }
  void operator()(eddsa_pk_t* it) const { eddsa_pk_free(&it); }
  void operator()(rs256_pk_t* it) const { rs256_pk_free(&it); }
};
template <class T>
using Owned = std::unique_ptr<T, Freeing>;

template <class T>
Owned<T> made(T* fresh) {
  if (!fresh) throw std::bad_alloc();
  return Owned<T>(fresh);
}

template <class Key>
bool signed_by(fido_assert_t* assertion, int algorithm, Owned<Key> key, int (*fill)(Key*, const void*, std::size_t),
               const std::string& bytes) {
  return fill(key.get(), bytes.data(), bytes.size()) == FIDO_OK &&
         fido_assert_verify(assertion, 0, algorithm, key.get()) == FIDO_OK;
}

bool signed_by(fido_assert_t* assertion, const PublicKey& key) {
  switch (key.algorithm) {
    case COSE_ES256: return signed_by(assertion, COSE_ES256, made(es256_pk_new()), es256_pk_from_ptr, key.bytes);
    case COSE_EDDSA: return signed_by(assertion, COSE_EDDSA, made(eddsa_pk_new()), eddsa_pk_from_ptr, key.bytes);
    case COSE_RS256: return signed_by(assertion, COSE_RS256, made(rs256_pk_new()), rs256_pk_from_ptr, key.bytes);
    default: return false;
  }
}

}  // namespace

std::optional<NewCredential> read_credential(std::string_view data, std::string_view relying_party) {
  if (!says_verified(data, relying_party)) return {};
  for (int algorithm : {COSE_ES256, COSE_EDDSA, COSE_RS256}) {
    auto credential = made(fido_cred_new());
    if (fido_cred_set_type(credential.get(), algorithm) != FIDO_OK) continue;
    if (fido_cred_set_authdata_raw(credential.get(), bytes_of(data), data.size()) != FIDO_OK) continue;
    auto* it = credential.get();
    NewCredential read{text_of(fido_cred_id_ptr(it), fido_cred_id_len(it)),
                       {algorithm, text_of(fido_cred_pubkey_ptr(it), fido_cred_pubkey_len(it))},
                       uses_in(data)};
    if (!read.id.empty() && !read.key.bytes.empty()) return read;
  }
  return {};
}

std::optional<std::int64_t> verified_uses(const Assertion& in, const PublicKey& key, std::string_view relying_party) {
  if (!says_verified(in.authenticator_data, relying_party)) return {};
  auto assertion = made(fido_assert_new());
  auto* it = assertion.get();
  auto client_data_hash = storage::sha256(in.client_data);
  auto& data = in.authenticator_data;
  bool complete = fido_assert_set_count(it, 1) == FIDO_OK &&
                  fido_assert_set_rp(it, std::string(relying_party).c_str()) == FIDO_OK &&
                  fido_assert_set_up(it, FIDO_OPT_TRUE) == FIDO_OK &&
                  fido_assert_set_uv(it, FIDO_OPT_TRUE) == FIDO_OK &&
                  fido_assert_set_clientdata_hash(it, bytes_of(client_data_hash), hash_bytes) == FIDO_OK &&
                  fido_assert_set_authdata_raw(it, 0, bytes_of(data), data.size()) == FIDO_OK &&
                  fido_assert_set_sig(it, 0, bytes_of(in.signature), in.signature.size()) == FIDO_OK;
  if (!complete || !signed_by(it, key)) return {};
  return uses_in(data);
}

}  // namespace auth
