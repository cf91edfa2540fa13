// An LDAP directory as an identity source: whether somebody's password fits, and who joined, changed or left. The
// synchronisation deactivates, it deletes nobody and nothing; when too many are missing at once, it asks first.
#pragma once
#include <auth/identities.hpp>
#include <server/outbound/ldap.hpp>
#include <storage/store.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace federation {

inline constexpr int missing_percent_max = 5;  // of the active persons of a source

// With the secret and, if there is one, the authority `secrets`/NAME.pem; else those that the system trusts.
outbound::DirectoryServer directory_server(const auth::SourceView&, const std::filesystem::path& secrets);

// Who that is, if the password fits. Fault when the directory does not answer.
std::optional<auth::Claims> directory_claims(const auth::SourceView&, const outbound::DirectoryServer&,
                                             const std::string& name, const std::string& password);
// Fault unless the directory answers and shows at least one person: unavailable "directory_empty".
void check_directory(const auth::SourceView&, const outbound::DirectoryServer&);

struct SyncOptions {
  bool dry_run = false;
  bool force = false;  // however many are missing
};
struct SyncResult {
  std::int64_t present = 0;                    // persons in the directory
  std::int64_t written = 0;                    // new or changed since the last time
  std::int64_t left_out = 0;                   // without an account here, or deactivated here
  std::int64_t missing = 0, returned = 0;      // deactivated, activated again
};
// Reads the whole list of ids, but of persons only what changed. Writes in steps of a hundred, so that a run that ends
// midway goes on the next time. conflict "too_many_missing"; Fault.
SyncResult synchronise(storage::Store&, const auth::SourceView&, const outbound::DirectoryServer&, SyncOptions);

}  // namespace federation
