#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/break_glass.hpp>
#include <auth/notices.hpp>
#include <base/failure.hpp>
#include <base/text.hpp>

namespace auth {
namespace {

struct Row {
  Id<Glass> id;
  Id<Person> person;
  std::string display_name, place, reason;
  Time opened_at, ends_at;
  std::optional<Time> ended_at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, person, display_name, place, reason, opened_at, ends_at, ended_at))

struct Open {
  Id<Glass> id;
  Id<Zone> zone;
  Id<Person> person;
  Id<Principal> principal;
};
BOOST_DESCRIBE_STRUCT(Open, (), (id, zone, person, principal))

constexpr std::string_view open_columns =
    "SELECT id, zone_id AS zone, person_id AS person, principal_id AS principal FROM break_glass "
    "WHERE ended_at IS NULL";

void end(WriteTx& tx, const Open& opening) {
  tx.run("UPDATE break_glass SET ended_at = $2 WHERE id = $1", opening.id, tx.now());
  tx.run("DELETE FROM zone_grant WHERE principal_id = $1", opening.principal);
  tx.run("DELETE FROM person_principal WHERE principal_id = $1", opening.principal);
  tx.run("DELETE FROM principal WHERE id = $1", opening.principal);
  tx.changed(rights_changed, opening.zone, opening.zone);
}

std::vector<Opening> latest(ReadTx& tx, std::optional<Id<Zone>> zone) {
  std::vector<Opening> list;
  for (auto& row : tx.all<Row>(R"(
           SELECT b.id, b.person_id AS person, p.display_name, b.place, b.reason, b.opened_at, b.ends_at, b.ended_at
             FROM break_glass b JOIN person p ON p.id = b.person_id
            WHERE $1 IS NULL OR b.zone_id = $1
            ORDER BY b.opened_at DESC, b.id DESC
            LIMIT 50)",
                               zone))
    list.push_back(
        {row.id, {row.person, row.display_name}, row.place, row.reason, row.opened_at, row.ends_at, row.ended_at});
  return list;
}

}  // namespace

Opening break_glass(WriteTx& tx, const Viewer& viewer, const GlassPlace& place, const NewOpening& in) {
  require_administrator(viewer);
  auto zone = place.zone;
  if (code_points(in.reason.str()) < break_glass_reason_min)
    throw Failure(Problem::invalid, "reason_too_short", "/reason");
  if (level_in(tx, viewer, zone)) throw Failure(Problem::conflict, "reads_already");
  auto id = tx.next_id<Glass>();
  auto principal = tx.next_id<Principal>();
  Time ends_at = tx.now() + break_glass_time;
  tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'group', NULL)", principal);
  tx.run("INSERT INTO person_principal (person_id, principal_id) VALUES ($1, $2)", viewer.person, principal);
  tx.run("INSERT INTO zone_grant (zone_id, principal_id, level) VALUES ($1, $2, $3)", zone, principal, Level::read);
  tx.run(R"(INSERT INTO break_glass (id, zone_id, person_id, principal_id, place, reason, opened_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8))",
         id, zone, viewer.person, principal, place.space, in.reason, tx.now(), ends_at);
  audit(tx, viewer, "break_glass.opened", {"zone", zone.value}, id.str());
  tx.enqueue(break_glass_job, id.value, {}, ends_at);
  tx.changed(rights_changed, zone, zone);
  News news{NoticeKind::place_opened, viewer.person, place.space, in.reason.str(), place.address};
  tell_managers(tx, zone, news);
  news.address = "/audit";
  tell_role(tx, Role::privacy, news);
  auto name = tx.one<std::string>("SELECT display_name FROM person WHERE id = $1", viewer.person);
  return {id, {viewer.person, name}, place.space, in.reason.str(), tx.now(), ends_at, {}};
}

void end_opening(WriteTx& tx, const Viewer& viewer, Id<Glass> id) {
  auto opening = tx.maybe<Open>(std::string(open_columns) + " AND id = $1", id);
  bool concerned = opening && (viewer.administrator || level_in(tx, viewer, opening->zone) == Level::manage);
  if (!concerned) throw Failure(Problem::not_found, "opening_not_found");
  end(tx, *opening);
  audit(tx, viewer, "break_glass.ended", {"zone", opening->zone.value}, id.str());
}

std::vector<Opening> openings(ReadTx& tx, Id<Zone> zone) { return latest(tx, zone); }

std::vector<Opening> all_openings(ReadTx& tx, const Viewer& viewer) {
  require_role(tx, viewer, {Role::privacy});
  return latest(tx, {});
}

void end_due_openings(WriteTx& tx) {
  for (auto& opening : tx.all<Open>(std::string(open_columns) + " AND ends_at <= $1", tx.now())) {
    end(tx, opening);
    audit_system(tx, "break_glass.ended", {"zone", opening.zone.value}, opening.id.str());
  }
}

}  // namespace auth
