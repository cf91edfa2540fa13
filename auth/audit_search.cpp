#include <auth/audit_search.hpp>
#include <base/failure.hpp>
#include <base/text.hpp>

namespace auth {
namespace {

constexpr std::size_t purpose_characters_min = 10;

struct Row {
  Id<AuditRequest> id;
  Id<Person> requester, person;
  std::string requester_name, person_name, purpose;
  Date first_day, last_day;
  Time requested_at;
  std::optional<Id<Person>> decider;
  std::optional<std::string> decider_name;
  std::optional<Time> decided_at;
  std::optional<bool> approved;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (id, requester, person, requester_name, person_name, purpose, first_day, last_day, requested_at,
                       decider, decider_name, decided_at, approved))

constexpr std::string_view columns = R"(
    SELECT a.id, a.requester_id AS requester, a.person_id AS person, r.display_name AS requester_name,
           p.display_name AS person_name, a.purpose, a.first_day, a.last_day, a.requested_at,
           a.decider_id AS decider, d.display_name AS decider_name, a.decided_at, a.approved
      FROM audit_request a JOIN person r ON r.id = a.requester_id JOIN person p ON p.id = a.person_id
      LEFT JOIN person d ON d.id = a.decider_id )";

bool decides(ReadTx& tx, const Viewer& viewer) {
  return has_role(tx, viewer.person, Role::privacy) || has_role(tx, viewer.person, Role::council);
}

AuditRequestView view(ReadTx& tx, const Viewer& viewer, const Row& row, bool decider) {
  AuditRequestView view{row.id,
                        {row.requester, row.requester_name},
                        {row.person, row.person_name},
                        row.purpose,
                        row.first_day,
                        row.last_day,
                        row.requested_at,
                        {},
                        row.decided_at,
                        row.approved,
                        row.requester == viewer.person,
                        false,
                        false};
  if (row.decider) view.decider = PersonRef{*row.decider, row.decider_name.value_or("")};
  view.decidable = decider && !row.decider && !view.mine;
  bool involved = view.mine || row.decider == viewer.person;
  view.open = involved && row.approved.value_or(false) &&
              tx.now() < *row.decided_at + std::chrono::days(audit_request_days_open);
  return view;
}

Row required(ReadTx& tx, Id<AuditRequest> id) {
  auto row = tx.maybe<Row>(std::string(columns) + "WHERE a.id = $1", id);
  if (!row) throw Failure(Problem::not_found, "request_not_found");
  return *row;
}

void check(ReadTx& tx, const NewAuditRequest& in) {
  if (code_points(in.purpose.str()) < purpose_characters_min)
    throw Failure(Problem::invalid, "purpose_too_short", "/purpose");
  if (!tx.maybe<int>("SELECT 1 FROM person WHERE id = $1", in.person))
    throw Failure(Problem::invalid, "person_not_found", "/person");
  if (in.last_day < in.first_day) throw Failure(Problem::invalid, "ends_before_it_begins", "/last_day");
  auto days = [](Date date) {
    return std::chrono::sys_days(std::chrono::year(date.year) / date.month / date.day).time_since_epoch().count();
  };
  if (days(in.last_day) - days(in.first_day) >= audit_request_span_max)
    throw Failure(Problem::invalid, "span_too_long", "/last_day");
}

}  // namespace

std::vector<AuditRequestView> audit_requests(ReadTx& tx, const Viewer& viewer) {
  require_role(tx, viewer, {Role::security, Role::privacy, Role::council});
  bool decider = decides(tx, viewer);
  std::vector<AuditRequestView> list;
  for (auto& row : tx.all<Row>(std::string(columns) + "ORDER BY a.id DESC LIMIT 200"))
    list.push_back(view(tx, viewer, row, decider));
  return list;
}

AuditRequestView request_audit(WriteTx& tx, const Viewer& viewer, const NewAuditRequest& in) {
  require_role(tx, viewer, {Role::security});
  check(tx, in);
  auto id = tx.next_id<AuditRequest>();
  tx.run(R"(INSERT INTO audit_request (id, requester_id, person_id, purpose, first_day, last_day, requested_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7))",
         id, viewer.person, in.person, in.purpose, in.first_day, in.last_day, tx.now());
  audit(tx, viewer, "audit.requested", {"person", in.person.value}, "request " + id.str());
  return view(tx, viewer, required(tx, id), false);
}

AuditRequestView decide_audit(WriteTx& tx, const Viewer& viewer, Id<AuditRequest> id, const AuditDecision& in) {
  require_role(tx, viewer, {Role::privacy, Role::council});
  auto row = required(tx, id);
  if (row.decider) throw Failure(Problem::conflict, "already_decided");
  if (row.requester == viewer.person) throw Failure(Problem::forbidden, "role_needed");
  tx.run("UPDATE audit_request SET decider_id = $2, decided_at = $3, approved = $4 WHERE id = $1", id, viewer.person,
         tx.now(), in.approved);
  audit(tx, viewer, in.approved ? "audit.allowed" : "audit.refused", {"person", row.person.value},
        "request " + id.str());
  return view(tx, viewer, required(tx, id), true);
}

std::vector<AuditEvent> audit_events(WriteTx& tx, const Viewer& viewer, Id<AuditRequest> id) {
  require_role(tx, viewer, {Role::security, Role::privacy, Role::council});
  auto row = required(tx, id);
  if (!view(tx, viewer, row, false).open) throw Failure(Problem::forbidden, "request_not_open");
  audit(tx, viewer, "audit.read", {"person", row.person.value}, "request " + id.str());
  return tx.all<AuditEvent>(R"(
      SELECT id, at, kind, actor_id AS actor, session_id AS session, subject, subject_id, detail, source
        FROM audit_event
       WHERE day BETWEEN $2 AND $3 AND (actor_id = $1 OR (subject = 'person' AND subject_id = $1))
       ORDER BY id DESC LIMIT $4)",
                            row.person, row.first_day, row.last_day, std::int64_t(audit_events_max));
}

}  // namespace auth
