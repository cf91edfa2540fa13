#include <server/federation/directory.hpp>
#include <server/federation/secret.hpp>
#include <server/outbound/https.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace federation {
namespace {

constexpr std::size_t step_persons = 100;
constexpr std::string_view system_authorities = "/etc/ssl/certs/ca-certificates.crt";

std::set<std::string> group_names(const outbound::DirectoryEntry& entry, const auth::LdapSettings& settings) {
  std::set<std::string> names;
  for (auto& dn : entry.all(settings.groups_attribute)) names.insert(outbound::short_name(dn));
  return names;
}

std::vector<std::string> all_attributes(const auth::LdapSettings& settings) {
  std::vector<std::string> names{settings.id_attribute, settings.name_attribute, settings.display_name_attribute,
                                 settings.changed_attribute};
  for (auto& name : {settings.email_attribute, settings.groups_attribute})
    if (!name.empty()) names.push_back(name);
  return names;
}

auth::Claims claims_of(const outbound::DirectoryEntry& entry, const auth::LdapSettings& settings) {
  auto groups = group_names(entry, settings);
  return {entry.first(settings.id_attribute), entry.first(settings.name_attribute),
          entry.first(settings.display_name_attribute), entry.first(settings.email_attribute),
          {groups.begin(), groups.end()}};
}

// One run: what the directory holds beside what we know.
struct Run {
  storage::Store& store;
  const auth::SourceView& source;
  outbound::Directory directory;
  std::map<std::string, auth::KnownIdentity> known;
  std::map<std::string, std::set<std::string>> known_groups;
  std::set<std::string> present;
  std::vector<auth::Claims> due;
  std::string synced_until, newest;

  const auth::LdapSettings& settings() const { return *source.ldap; }

  void read_known() {
    store.read([&](ReadTx& tx) {
      for (auto& one : auth::known_identities(tx, source.id)) known[one.subject] = one;
      for (auto& one : auth::known_groups(tx, source.id)) known_groups[one.subject].insert(one.name);
      synced_until = tx.one<std::string>("SELECT synced_until FROM ldap_source WHERE source_id = $1", source.id);
    });
    newest = synced_until;
  }

  // Memberships do not touch the time of change of a person, so they are compared for everybody.
  void read_present() {
    std::vector<std::string> attributes{settings().id_attribute, settings().changed_attribute};
    if (!settings().groups_attribute.empty()) attributes.push_back(settings().groups_attribute);
    std::map<std::string, std::set<std::string>> regrouped;
    directory.search(settings().base_dn, settings().person_filter, attributes, [&](const auto& entry) {
      auto subject = entry.first(settings().id_attribute);
      if (subject.empty() || subject.size() > auth::subject_bytes_max) return true;
      present.insert(subject);
      newest = std::max(newest, entry.first(settings().changed_attribute));
      auto one = known.find(subject);
      if (one == known.end()) return true;
      auto groups = group_names(entry, settings());
      if (one->second.missing || groups != known_groups[subject]) regrouped[subject] = std::move(groups);
      return true;
    });
    read_due(regrouped);
  }

  void read_due(const std::map<std::string, std::set<std::string>>& regrouped) {
    std::set<std::string> taken;
    auto filter = synced_until.empty()
                      ? settings().person_filter
                      : "(&" + settings().person_filter + "(" + settings().changed_attribute +
                            ">=" + outbound::filter_escaped(synced_until) + "))";
    directory.search(settings().base_dn, filter, all_attributes(settings()), [&](const auto& entry) {
      auto claims = claims_of(entry, settings());
      if (present.contains(claims.subject) && taken.insert(claims.subject).second) due.push_back(std::move(claims));
      return true;
    });
    for (auto& [subject, groups] : regrouped)  // without names: those that we know stay
      if (!taken.contains(subject)) due.push_back({subject, "", "", "", {groups.begin(), groups.end()}});
  }

  std::vector<std::string> missing() const {
    std::vector<std::string> list;
    for (auto& [subject, one] : known)
      if (!one.missing && one.active && !present.contains(subject)) list.push_back(subject);
    return list;
  }

  void check_missing(std::size_t count) const {
    std::size_t active = 0;
    for (auto& [subject, one] : known) active += one.active && !one.missing;
    if (count * 100 > active * missing_percent_max) throw Failure(Problem::conflict, "too_many_missing");
  }

  void write_due(SyncResult& result) {
    for (std::size_t from = 0; from < due.size(); from += step_persons) {
      auto counts = store.write([&](WriteTx& tx) {
        SyncResult step;
        for (std::size_t i = from; i < std::min(from + step_persons, due.size()); ++i) take(tx, due[i], step);
        return step;
      });
      result.written += counts.written;
      result.left_out += counts.left_out;
      result.returned += counts.returned;
    }
  }

  void take(WriteTx& tx, const auth::Claims& claims, SyncResult& step) {
    auto one = known.find(claims.subject);
    if (one != known.end() && one->second.missing) {
      auth::mark_present(tx, source.id, claims.subject);
      ++step.returned;
    }
    try {
      auth::person_of(tx, source, claims);
      ++step.written;
    } catch (const Failure&) {
      ++step.left_out;
    }
  }

  void write_missing(const std::vector<std::string>& subjects, SyncResult& result) {
    for (std::size_t from = 0; from < subjects.size(); from += step_persons)
      result.missing += store.write([&](WriteTx& tx) {
        std::int64_t count = 0;
        for (std::size_t i = from; i < std::min(from + step_persons, subjects.size()); ++i)
          count += auth::mark_missing(tx, source.id, subjects[i]);
        return count;
      });
  }
};

}  // namespace

outbound::DirectoryServer directory_server(const auth::SourceView& source, const std::filesystem::path& secrets) {
  auto own = secrets / (source.slug + ".pem");
  auto authority = std::filesystem::exists(own) ? own.string() : std::string(system_authorities);
  return {source.ldap->url, source.ldap->bind_dn, secret_of(secrets, source.slug), authority};
}

std::optional<auth::Claims> directory_claims(const auth::SourceView& source, const outbound::DirectoryServer& server,
                                             const std::string& name, const std::string& password) {
  auto& settings = *source.ldap;
  std::vector<outbound::DirectoryEntry> found;
  auto filter =
      "(&" + settings.person_filter + "(" + settings.name_attribute + "=" + outbound::filter_escaped(name) + "))";
  outbound::Directory(server).search(settings.base_dn, filter, all_attributes(settings), [&](const auto& entry) {
    found.push_back(entry);
    return found.size() < 2;
  });
  if (found.size() != 1 || !outbound::password_fits(server, found[0].dn, password)) return {};
  auto claims = claims_of(found[0], settings);
  if (claims.subject.empty() || claims.subject.size() > auth::subject_bytes_max) return {};
  return claims;
}

void check_directory(const auth::SourceView& source, const outbound::DirectoryServer& server) {
  bool somebody = false;
  outbound::Directory(server).search(source.ldap->base_dn, source.ldap->person_filter, {source.ldap->id_attribute},
                                     [&](const auto& entry) {
                                       somebody = !entry.first(source.ldap->id_attribute).empty();
                                       return false;
                                     });
  if (!somebody) throw outbound::Fault(Problem::unavailable, "directory_empty", source.ldap->person_filter);
}

SyncResult synchronise(storage::Store& store, const auth::SourceView& source, const outbound::DirectoryServer& server,
                       SyncOptions options) {
  Run run{store, source, outbound::Directory(server), {}, {}, {}, {}, {}, {}};
  run.read_known();
  run.read_present();
  SyncResult result;
  result.present = std::int64_t(run.present.size());
  auto missing = run.missing();
  if (options.dry_run) {
    result.written = std::int64_t(run.due.size());
    result.missing = std::int64_t(missing.size());
    return result;
  }
  if (!options.force && !missing.empty()) run.check_missing(missing.size());
  run.write_due(result);
  run.write_missing(missing, result);
  store.write([&](WriteTx& tx) {
    tx.run("UPDATE ldap_source SET synced_until = $2 WHERE source_id = $1", source.id, run.newest);
  });
  return result;
}

}  // namespace federation
