// Requests to an LDAP directory, by the OpenLDAP client library: TLS always (LDAPS or StartTLS), the certificate
// verified, every answer awaited for ten seconds at most.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace outbound {

struct DirectoryServer {
  std::string url;                // ldaps://…, or ldap://… which begins with StartTLS
  std::string bind_dn, password;  // empty: anonymous
  std::string authority_file;     // PEM of whom to trust
};

// A value that is not UTF-8 stands as lower-case hexadecimal digits.
struct DirectoryEntry {
  std::string dn;
  std::map<std::string, std::vector<std::string>> values;  // by attribute, as it was asked for

  std::string first(const std::string& attribute) const;  // or empty
  const std::vector<std::string>& all(const std::string& attribute) const;
};

// One connection, for one thread. Everything throws Fault(unavailable) "provider_unreachable" or "directory_refused".
class Directory {
 public:
  explicit Directory(const DirectoryServer&);
  ~Directory();
  Directory(const Directory&) = delete;

  // Entries below `base` page by page; `take` returns false when it has seen enough.
  void search(const std::string& base, const std::string& filter, const std::vector<std::string>& attributes,
              const std::function<bool(const DirectoryEntry&)>& take);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether that entry has that password; an empty one never fits (RFC 4513, 5.1.2).
bool password_fits(const DirectoryServer&, const std::string& dn, const std::string& password);

// A value for a filter: RFC 4515.
std::string filter_escaped(std::string_view);
// "Wasserrecht" of "cn=Wasserrecht,ou=Gruppen,dc=…"; other texts as they are.
std::string short_name(const std::string& dn);

}  // namespace outbound
