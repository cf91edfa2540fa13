#include <base/failure.hpp>
#include <server/federation/key_set.hpp>

#include <boost/json.hpp>
#include <cjose/cjose.h>

#include <vector>

namespace federation {
namespace {

constexpr std::size_t keys_max = 100, token_bytes_max = 64 << 10, rsa_bits_min = 2048;

struct ReleaseKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct ReleaseToken {
  void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
};
using Jwk = std::unique_ptr<cjose_jwk_t, ReleaseKey>;
using Jws = std::unique_ptr<cjose_jws_t, ReleaseToken>;

struct Key {
  std::string id, algorithm;  // empty: not said
  Jwk jwk;

  bool fits(std::string_view wanted) const {
    bool elliptic = cjose_jwk_get_kty(jwk.get(), nullptr) == CJOSE_JWK_KTY_EC;
    return elliptic == (wanted == "ES256") && (algorithm.empty() || algorithm == wanted);
  }
};

std::string member(const boost::json::object& object, std::string_view name) {
  auto* found = object.if_contains(name);
  return found && found->is_string() ? std::string(found->get_string()) : std::string();
}

bool strong(cjose_jwk_t* key) {
  auto kind = cjose_jwk_get_kty(key, nullptr);
  if (kind == CJOSE_JWK_KTY_RSA) return cjose_jwk_get_keysize(key, nullptr) >= rsa_bits_min;
  return kind == CJOSE_JWK_KTY_EC && cjose_jwk_EC_get_curve(key, nullptr) == CJOSE_JWK_EC_P_256;
}

std::string header(cjose_header_t* from, const char* name) {
  const char* value = cjose_header_get(from, name, nullptr);
  return value ? value : "";
}

std::string payload(const Jws& token) {
  std::uint8_t* bytes = nullptr;
  std::size_t size = 0;
  if (!cjose_jws_get_plaintext(token.get(), &bytes, &size, nullptr)) throw TokenRefused("form");
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace

struct KeySet::Keys {
  std::vector<Key> list;
};

KeySet::KeySet(std::string_view jwks) : keys_(std::make_unique<Keys>()) {
  boost::json::error_code error;
  auto document = boost::json::parse(boost::json::string_view(jwks.data(), jwks.size()), error);
  auto* object = error ? nullptr : document.if_object();
  auto* keys = object ? object->if_contains("keys") : nullptr;
  if (!keys || !keys->is_array()) throw Failure(Problem::bad_request, "malformed_json");
  for (auto& item : keys->get_array()) {
    auto* one = item.if_object();
    if (!one || keys_->list.size() >= keys_max) continue;
    auto use = member(*one, "use");
    if (!use.empty() && use != "sig") continue;
    auto text = boost::json::serialize(*one);
    Jwk jwk(cjose_jwk_import(text.data(), text.size(), nullptr));
    if (jwk && strong(jwk.get())) keys_->list.push_back({member(*one, "kid"), member(*one, "alg"), std::move(jwk)});
  }
}

KeySet::~KeySet() = default;
KeySet::KeySet(KeySet&&) noexcept = default;
KeySet& KeySet::operator=(KeySet&&) noexcept = default;

std::size_t KeySet::size() const { return keys_->list.size(); }

std::string KeySet::verified(std::string_view token) const {
  if (token.size() > token_bytes_max) throw TokenRefused("form");
  Jws signed_token(cjose_jws_import(token.data(), token.size(), nullptr));
  if (!signed_token) throw TokenRefused("form");
  auto* head = cjose_jws_get_protected(signed_token.get());
  auto algorithm = header(head, CJOSE_HDR_ALG), id = header(head, CJOSE_HDR_KID);
  if (algorithm != "RS256" && algorithm != "PS256" && algorithm != "ES256") throw TokenRefused("algorithm");
  // Extensions that must be understood (RFC 7515, 4.1.11): we understand none.
  std::unique_ptr<char, decltype(&std::free)> critical(cjose_header_get_raw(head, "crit", nullptr), std::free);
  if (critical) throw TokenRefused("form");
  bool known = false;
  for (auto& key : keys_->list) {
    if (!id.empty() && key.id != id) continue;
    known = true;
    if (key.fits(algorithm) && cjose_jws_verify(signed_token.get(), key.jwk.get(), nullptr))
      return payload(signed_token);
  }
  if (!known) throw UnknownKey();
  throw TokenRefused("signature");
}

}  // namespace federation
