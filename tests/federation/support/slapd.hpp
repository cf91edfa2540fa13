// A real OpenLDAP server in a temporary folder, on free ports of this machine, with a certificate of its own. It
// answers nobody without TLS.
#pragma once
#include <sys/types.h>
#include <tests/support/temporary_folder.hpp>

#include <string>
#include <utility>
#include <vector>

class Slapd {
 public:
  static constexpr const char* base = "dc=amt,dc=example";
  static constexpr const char* administrator = "cn=admin,dc=amt,dc=example";
  static constexpr const char* password = "geheim";
  using Attributes = std::vector<std::pair<std::string, std::string>>;

  Slapd();  // returns when it answers
  ~Slapd();

  std::string tls_url() const { return "ldaps://127.0.0.1:" + std::to_string(tls_port_); }
  std::string plain_url() const { return "ldap://127.0.0.1:" + std::to_string(plain_port_); }
  // The same server under an address that its certificate does not name.
  std::string misnamed_url() const { return "ldaps://127.0.0.2:" + std::to_string(tls_port_); }
  std::string certificate() const { return (folder_.path() / "cert.pem").string(); }

  void add(const std::string& dn, const Attributes&);
  void add_person(const std::string& uid, const std::string& name, const std::string& secret = "");
  // An empty value takes the attribute away.
  void replace(const std::string& dn, const std::string& attribute, const std::string& value);
  void append(const std::string& dn, const std::string& attribute, const std::string& value);
  void remove(const std::string& dn);

 private:
  void change(const std::string& dn, int operation, const std::string& attribute, const std::string& value);

  TemporaryFolder folder_;
  unsigned short plain_port_, tls_port_;
  pid_t pid_ = 0;
  void* connection_ = nullptr;
};
