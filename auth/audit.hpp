// The audit log (Sicherheitsprotokoll, A-136): security events as a chain of hashes. Only what changes rights,
// accounts, sessions or takes data away; never reading, never content. Written in the transaction that does the thing,
// so that neither is without the other.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auth {

inline constexpr std::size_t audit_detail_max = 500, audit_ids_max = 40;

struct AuditSubject {
  std::string_view kind;  // "person", "zone", "unit", "page" …
  std::int64_t id = 0;    // 0: none
};

// Somebody did something to something. `detail` is cut at audit_detail_max bytes; it names ids and levels, no content.
void audit(WriteTx&, const Viewer&, std::string_view kind, AuditSubject, std::string_view detail = {});
// The system or the command line did; for signing in also whom it concerned and from where.
void audit_system(WriteTx&, std::string_view kind, AuditSubject, std::string_view detail = {},
                  std::string_view source = {}, Id<Person> actor = {}, Id<Session> session = {});

// Ids as a detail: "17 18 19 and 200 more".
template <class Ids>
std::string audit_list(const Ids& ids) {
  std::string text;
  std::size_t named = 0;
  for (auto id : ids) {
    if (named == audit_ids_max) break;
    text += (named++ ? " " : "") + id.str();
  }
  if (ids.size() > named) text += " and " + std::to_string(ids.size() - named) + " more";
  return text;
}

struct AuditEvent {
  std::int64_t id;
  Time at;
  std::string kind;
  std::optional<Id<Person>> actor;
  std::optional<Id<Session>> session;
  std::string subject;
  std::optional<std::int64_t> subject_id;
  std::string detail, source;
};
BOOST_DESCRIBE_STRUCT(AuditEvent, (), (id, at, kind, actor, session, subject, subject_id, detail, source))

// Days from first to last, oldest event first, for the export of the operator.
void each_audit_event(ReadTx&, const std::string& first_day, const std::string& last_day,
                      const std::function<void(const AuditEvent&)>&);

// What is wrong with the chain, naming the first bad event of each day; empty when it is whole.
std::vector<std::string> audit_faults(ReadTx&);

// Drops days older than that many, keeping their anchors. Returns the number of events dropped.
std::int64_t prune_audit(WriteTx&, int days_kept);

}  // namespace auth
