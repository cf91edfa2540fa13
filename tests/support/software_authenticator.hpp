// An authenticator in software, as a test device for passkeys: one ES256 key, and every part of what it says can be
// made wrong.
#pragma once
#include <auth/base64url.hpp>
#include <storage/blobs.hpp>

#include <openssl/ec.h>
#include <openssl/evp.h>

#include <memory>
#include <stdexcept>
#include <string>

class SoftwareAuthenticator {
 public:
  SoftwareAuthenticator() : key_(EVP_EC_gen("P-256"), EVP_PKEY_free) {
    if (!key_) throw std::runtime_error("no key");
  }

  std::string relying_party = "localhost", origin = "http://localhost", id = storage::random_bytes(32);
  bool present = true, verified = true, cross_origin = false;
  std::uint32_t uses = 0;

  std::string client_data(const std::string& type, const std::string& challenge) const {
    return "{\"type\":\"" + type + "\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + origin +
           "\",\"crossOrigin\":" + (cross_origin ? "true" : "false") + ",\"other_keys\":{\"may\":[\"come\"]}}";
  }

  // With the new key: AAGUID of zeros, identifier, COSE key (RFC 8152) of the curve P-256.
  std::string registration_data() const {
    std::string point(65, '\0');
    std::size_t size = 0;
    if (EVP_PKEY_get_octet_string_param(key_.get(), "pub", reinterpret_cast<unsigned char*>(point.data()), point.size(),
                                        &size) != 1)
      throw std::runtime_error("no public key");
    std::string cose("\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10);
    cose += point.substr(1, 32) + std::string("\x22\x58\x20", 3) + point.substr(33, 32);
    return header(0x40) + std::string(16, '\0') + char(id.size() >> 8) + char(id.size() & 255) + id + cose;
  }
  std::string assertion_data() const { return header(0); }

  std::string sign(const std::string& authenticator_data, const std::string& client_data) const {
    auto signed_part = authenticator_data + storage::sha256(client_data);
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    std::string signature(128, '\0');
    std::size_t size = signature.size();
    bool done = EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1 &&
                EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                               reinterpret_cast<const unsigned char*>(signed_part.data()), signed_part.size()) == 1;
    if (!done) throw std::runtime_error("not signed");
    signature.resize(size);
    return signature;
  }

  // Bodies of the requests, as our client sends them.
  std::string registration(const std::string& challenge, const std::string& type = "webauthn.create") const {
    return "{\"label\":\"Handy\",\"client_data\":" + quoted(client_data(type, challenge)) +
           ",\"authenticator_data\":" + quoted(registration_data()) + "}";
  }
  std::string proof(const std::string& challenge, const std::string& type = "webauthn.get") const {
    auto client = client_data(type, challenge), data = assertion_data();
    return "{\"credential\":" + quoted(id) + ",\"client_data\":" + quoted(client) + ",\"authenticator_data\":" +
           quoted(data) + ",\"signature\":" + quoted(sign(data, client)) + "}";
  }

 private:
  static std::string quoted(const std::string& bytes) { return "\"" + auth::base64url(bytes) + "\""; }

  std::string header(int more_flags) const {
    std::string data = storage::sha256(relying_party);
    data += char((present ? 1 : 0) | (verified ? 4 : 0) | more_flags);
    for (int shift : {24, 16, 8, 0}) data += char((uses >> shift) & 255);
    return data;
  }

  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
};
