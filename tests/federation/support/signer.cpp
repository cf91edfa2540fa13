#include <tests/federation/support/signer.hpp>

#include <cjose/cjose.h>

#include <stdexcept>

namespace {

_cjose_jwk_int* new_key(Signer::Kind kind) {
  switch (kind) {
    case Signer::Kind::rsa:
      return cjose_jwk_create_RSA_random(2048, nullptr, 0, nullptr);
    case Signer::Kind::small_rsa:
      return cjose_jwk_create_RSA_random(1024, nullptr, 0, nullptr);
    case Signer::Kind::elliptic:
      return cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, nullptr);
    case Signer::Kind::shared:
      return cjose_jwk_create_oct_random(256, nullptr);
  }
  return nullptr;
}

std::string base64url(const std::string& text) {
  char* out = nullptr;
  std::size_t size = 0;
  cjose_base64url_encode(reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &out, &size, nullptr);
  std::string made(out, size);
  std::free(out);
  return made;
}

}  // namespace

Signer::Signer(Kind kind, const std::string& id) : id_(id), key_(new_key(kind), cjose_jwk_release) {
  if (!key_) throw std::runtime_error("no key");
  if (!id.empty()) cjose_jwk_set_kid(key_.get(), id.data(), id.size(), nullptr);
}

std::string Signer::signed_token(const std::string& algorithm, const std::string& payload) const {
  cjose_err error{};
  auto* header = cjose_header_new(&error);
  cjose_header_set(header, CJOSE_HDR_ALG, algorithm.c_str(), &error);
  if (!id_.empty()) cjose_header_set(header, CJOSE_HDR_KID, id_.c_str(), &error);
  auto* token = cjose_jws_sign(key_.get(), header, reinterpret_cast<const std::uint8_t*>(payload.data()),
                               payload.size(), &error);
  const char* text = nullptr;
  if (!token || !cjose_jws_export(token, &text, &error)) throw std::runtime_error("cannot sign with " + algorithm);
  std::string out = text;
  cjose_jws_release(token);
  cjose_header_release(header);
  return out;
}

std::string Signer::public_key() const {
  char* text = cjose_jwk_to_json(key_.get(), false, nullptr);
  std::string out = text;
  std::free(text);
  return out;
}

std::string key_set_of(std::initializer_list<const Signer*> keys) {
  std::string out;
  for (auto* key : keys) out += (out.empty() ? "" : ",") + key->public_key();
  return "{\"keys\":[" + out + "]}";
}

std::string unsigned_token(const std::string& header, const std::string& payload) {
  return base64url(header) + "." + base64url(payload) + ".";
}
