// A provider's private keys, as a test needs them: signs what it is told to, whether that is right or wrong.
#pragma once
#include <memory>
#include <string>

struct _cjose_jwk_int;

class Signer {
 public:
  enum class Kind { rsa, small_rsa, elliptic, shared };
  // Made anew; `id` may be empty.
  Signer(Kind, const std::string& id);

  // Compact form, with that algorithm and the key's id in the header.
  std::string signed_token(const std::string& algorithm, const std::string& payload) const;
  std::string public_key() const;  // JWK

 private:
  std::string id_;
  std::unique_ptr<_cjose_jwk_int, bool (*)(_cjose_jwk_int*)> key_;
};

// {"keys":[…]} of public keys.
std::string key_set_of(std::initializer_list<const Signer*>);
// A token without signature, as the algorithm "none" has it.
std::string unsigned_token(const std::string& header, const std::string& payload);
