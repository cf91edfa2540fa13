#include <auth/audit.hpp>
#include <storage/blobs.hpp>

namespace auth {
namespace {

struct Day {
  Blob last;
  std::int64_t events;
};
BOOST_DESCRIBE_STRUCT(Day, (), (last, events))

struct Anchored {
  std::string day;
  Blob anchor, last;
  std::int64_t events;
  bool dropped;
};
BOOST_DESCRIBE_STRUCT(Anchored, (), (day, anchor, last, events, dropped))

struct Linked {
  std::int64_t id;
  std::string day;
  Time at;
  std::string kind;
  std::optional<Id<Person>> actor;
  std::optional<Id<Session>> session;
  std::string subject;
  std::optional<std::int64_t> subject_id;
  std::string detail, source;
  Blob link;
};
BOOST_DESCRIBE_STRUCT(Linked, (), (id, day, at, kind, actor, session, subject, subject_id, detail, source, link))

constexpr std::string_view columns =
    "SELECT id, day, at, kind, actor_id AS actor, session_id AS session, subject, subject_id, detail, source, link "
    "FROM audit_event ";

// Each field with its length before it, so that no two events read the same.
std::string link_of(const std::string& previous, const Linked& event) {
  std::string text;
  auto add = [&](std::string_view field) { text.append(std::to_string(field.size())).append(":").append(field); };
  add(std::to_string(event.id));
  add(event.day);
  add(std::to_string(event.at.ms));
  add(event.kind);
  add(event.actor ? event.actor->str() : "");
  add(event.session ? event.session->str() : "");
  add(event.subject);
  add(event.subject_id ? std::to_string(*event.subject_id) : "");
  add(event.detail);
  add(event.source);
  return storage::sha256(previous + text);
}

// Cut between two characters.
std::string bounded(std::string_view detail) {
  if (detail.size() <= audit_detail_max) return std::string(detail);
  auto end = audit_detail_max;
  while (end > 0 && (static_cast<unsigned char>(detail[end]) & 0xC0) == 0x80) --end;
  return std::string(detail.substr(0, end));
}

std::string last_link(ReadTx& tx) {
  auto last = tx.maybe<Blob>("SELECT last FROM audit_day ORDER BY day DESC LIMIT 1");
  return last ? last->bytes : std::string(32, '\0');
}

template <class T>
std::optional<T> unless_zero(T id) {
  if (id == T{}) return {};
  return id;
}

}  // namespace

void audit_system(WriteTx& tx, std::string_view kind, AuditSubject subject, std::string_view detail,
                  std::string_view source, Id<Person> actor, Id<Session> session) {
  auto previous = last_link(tx);
  Linked event{tx.next_id<AuditEvent>().value,
               rfc3339(tx.now()).substr(0, 10),
               tx.now(),
               std::string(kind),
               unless_zero(actor),
               unless_zero(session),
               std::string(subject.kind),
               unless_zero(subject.id),
               bounded(detail),
               std::string(source),
               {}};
  // A clock that was set back must not open a day that is over.
  auto newest = tx.maybe<std::string>("SELECT day FROM audit_day ORDER BY day DESC LIMIT 1");
  if (newest && event.day < *newest) event.day = *newest;
  event.link = {link_of(previous, event)};
  tx.run(R"(INSERT INTO audit_event (id, day, at, kind, actor_id, session_id, subject, subject_id, detail, source, link)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))",
         event.id, event.day, event.at, event.kind, event.actor, event.session, event.subject, event.subject_id,
         event.detail, event.source, event.link);
  tx.run(R"(INSERT INTO audit_day (day, anchor, last, events, dropped) VALUES ($1, $2, $3, 1, 0)
            ON CONFLICT (day) DO UPDATE SET last = excluded.last, events = audit_day.events + 1)",
         event.day, Blob{previous}, event.link);
}

void audit(WriteTx& tx, const Viewer& viewer, std::string_view kind, AuditSubject subject, std::string_view detail) {
  audit_system(tx, kind, subject, detail, {}, viewer.person, viewer.session);
}

void each_audit_event(ReadTx& tx, const std::string& first_day, const std::string& last_day,
                      const std::function<void(const AuditEvent&)>& visit) {
  tx.each<Linked>(
      std::string(columns) + "WHERE day BETWEEN $1 AND $2 ORDER BY id",
      [&](const Linked& event) {
        visit({event.id, event.at, event.kind, event.actor, event.session, event.subject, event.subject_id,
               event.detail, event.source});
      },
      first_day, last_day);
}

std::vector<std::string> audit_faults(ReadTx& tx) {
  std::vector<std::string> faults;
  std::string expected(32, '\0');
  for (auto& day : tx.all<Anchored>("SELECT day, anchor, last, events, dropped FROM audit_day ORDER BY day")) {
    if (day.anchor.bytes != expected) faults.push_back("audit log: " + day.day + " does not follow the day before it");
    expected = day.last.bytes;
    if (day.dropped) continue;
    auto link = day.anchor.bytes;
    std::int64_t count = 0, broken = 0;
    tx.each<Linked>(
        std::string(columns) + "WHERE day = $1 ORDER BY id",
        [&](const Linked& event) {
          ++count;
          if (!broken && link_of(link, event) != event.link.bytes) broken = event.id;
          link = event.link.bytes;
        },
        day.day);
    if (broken)
      faults.push_back("audit log: event " + std::to_string(broken) + " of " + day.day + " was changed");
    else if (count != day.events || link != day.last.bytes)
      faults.push_back("audit log: events of " + day.day + " are missing");
  }
  return faults;
}

std::int64_t prune_audit(WriteTx& tx, int days_kept) {
  auto oldest = rfc3339(tx.now() - std::chrono::days(days_kept)).substr(0, 10);
  tx.run("UPDATE audit_day SET dropped = 1 WHERE day < $1 AND dropped = 0", oldest);
  return tx.run("DELETE FROM audit_event WHERE day IN (SELECT day FROM audit_day WHERE dropped = 1)");
}

}  // namespace auth
