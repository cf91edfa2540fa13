#include <auth/notices.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

constexpr int told_max = 500;  // by one event

struct Row {
  Id<Notice> id;
  NoticeKind kind;
  std::optional<Id<Person>> by;
  std::string by_name, about, detail, address;
  Time at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, kind, by, by_name, about, detail, address, at))

void keep(WriteTx& tx, Id<Person> person, std::optional<Id<Zone>> zone, std::optional<Role> role, const News& news) {
  tx.run(R"(INSERT INTO notice (id, person_id, kind, zone_id, role, by_id, about, detail, address, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))",
         tx.next_id<Notice>(), person, news.kind, zone, role, news.by, news.about, news.detail, news.address, tx.now());
}

bool concerns_account(NoticeKind kind) {
  return kind != NoticeKind::place_opened && kind != NoticeKind::holder_left && kind != NoticeKind::owner_left &&
         kind != NoticeKind::account_locked;
}

}  // namespace

std::vector<NoticeView> notices(ReadTx& tx, const Viewer& viewer) {
  std::vector<NoticeView> list;
  for (auto& row : tx.all<Row>(R"(
      SELECT n.id, n.kind, n.by_id AS by, coalesce(p.display_name, '') AS by_name, n.about, n.detail, n.address, n.at
        FROM notice n LEFT JOIN person p ON p.id = n.by_id
       WHERE n.person_id = $1
         AND (n.zone_id IS NULL OR n.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 50))
         AND (n.role IS NULL OR n.role IN (SELECT role FROM person_role WHERE person_id = $1))
       ORDER BY n.id DESC
       LIMIT $2)",
                               viewer.person, int(notices_max))) {
    std::optional<PersonRef> by;
    if (row.by) by = PersonRef{*row.by, row.by_name};
    list.push_back({row.id, row.kind, by, row.about, row.detail, row.address, row.at});
  }
  return list;
}

void take_note(WriteTx& tx, const Viewer& viewer, Id<Notice> id) {
  if (tx.run("DELETE FROM notice WHERE id = $1 AND person_id = $2", id, viewer.person) == 0)
    throw Failure(Problem::not_found, "notice_not_found");
}

void tell(WriteTx& tx, Id<Person> person, const News& news) {
  keep(tx, person, {}, {}, news);
  if (concerns_account(news.kind))
    mail_of_account(tx, person, news.kind, tx.one<std::string>("SELECT email FROM person WHERE id = $1", person));
}

void mail_of_account(WriteTx& tx, Id<Person> person, NoticeKind kind, std::string_view address) {
  if (!address.empty())
    tx.enqueue(account_mail_job, person.value, std::string(enum_name(kind)).append(" ").append(address));
}

void tell_managers(WriteTx& tx, Id<Zone> zone, const News& news) {
  for (auto person : tx.all<Id<Person>>(R"(
           SELECT p.id FROM person p
            WHERE p.active = 1 AND p.id IS DISTINCT FROM $2
              AND EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id)
              AND p.id IN (SELECT person_id FROM readable WHERE zone_id = $1 AND level >= 50)
            ORDER BY p.id LIMIT $3)",
                                        zone, news.by, told_max))
    keep(tx, person, zone, {}, news);
}

void tell_role(WriteTx& tx, Role role, const News& news) {
  for (auto person : tx.all<Id<Person>>(R"(
           SELECT r.person_id FROM person_role r JOIN person p ON p.id = r.person_id
            WHERE r.role = $1 AND p.active = 1 AND p.id IS DISTINCT FROM $2 ORDER BY p.id LIMIT $3)",
                                        role, news.by, told_max))
    keep(tx, person, {}, role, news);
}

void tell_of_lock(WriteTx& tx, Id<Person> person) {
  if (tx.maybe<int>("SELECT 1 FROM notice WHERE person_id = $1 AND kind = $2", person, NoticeKind::account_locked))
    return;
  auto name = tx.maybe<std::string>("SELECT display_name FROM person WHERE id = $1 AND active = 1", person);
  if (!name) return;
  News news{NoticeKind::account_locked, {}, *name, {}, {}};
  tell(tx, person, news);
  news.address = "/admin/people";
  for (auto other : tx.all<Id<Person>>(R"(
           SELECT p.id FROM person p JOIN account a ON a.person_id = p.id
            WHERE a.administrator = 1 AND p.active = 1 AND p.id <> $1 ORDER BY p.id LIMIT $2)",
                                       person, told_max))
    tell(tx, other, news);
}

}  // namespace auth
