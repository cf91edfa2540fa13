// Searching the audit log for one person: somebody responsible for security asks and says why, somebody else –
// data protection or the staff council – allows it, both may look for a week, and every look is in the log itself.
#pragma once
#include <auth/audit.hpp>
#include <auth/role.hpp>

namespace auth {

struct AuditRequest;
inline constexpr int audit_request_days_open = 7, audit_request_span_max = 93;
inline constexpr std::size_t audit_events_max = 1000;

struct NewAuditRequest {
  Id<Person> person;
  Text<2000> purpose;  // at least 10 characters
  Date first_day, last_day;
};
BOOST_DESCRIBE_STRUCT(NewAuditRequest, (), (person, purpose, first_day, last_day))

struct AuditRequestView {
  Id<AuditRequest> id;
  PersonRef requester, person;
  std::string purpose;
  Date first_day, last_day;
  Time requested_at;
  std::optional<PersonRef> decider;
  std::optional<Time> decided_at;
  std::optional<bool> approved;
  bool mine, decidable, open;  // open: the events can be read
};
BOOST_DESCRIBE_STRUCT(AuditRequestView, (),
                      (id, requester, person, purpose, first_day, last_day, requested_at, decider, decided_at, approved,
                       mine, decidable, open))

struct AuditDecision {
  bool approved;
};
BOOST_DESCRIBE_STRUCT(AuditDecision, (), (approved))

// Newest first, for the roles security, privacy and council. forbidden "role_needed".
std::vector<AuditRequestView> audit_requests(ReadTx&, const Viewer&);
// For the role security. invalid "purpose_too_short", "person_not_found", "ends_before_it_begins", "span_too_long".
AuditRequestView request_audit(WriteTx&, const Viewer&, const NewAuditRequest&);
// For privacy and council, and nobody's own request. not_found "request_not_found"; conflict "already_decided".
AuditRequestView decide_audit(WriteTx&, const Viewer&, Id<AuditRequest>, const AuditDecision&);
// For whoever asked and whoever allowed it, while it is open. Notes the look. At most audit_events_max, newest first.
std::vector<AuditEvent> audit_events(WriteTx&, const Viewer&, Id<AuditRequest>);

}  // namespace auth
