#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/viewer_factory.hpp>
#include <auth/viewing.hpp>
#include <base/failure.hpp>

namespace auth {
namespace {

struct Row {
  Id<Viewing> id;
  Id<Person> person, stand_in;
  Id<Principal> principal;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, person, stand_in, principal))

constexpr std::string_view columns =
    "SELECT id, person_id AS person, stand_in_id AS stand_in, principal_id AS principal FROM viewing_as ";

// What $1 manages and $2 reads.
constexpr std::string_view shared_zones =
    "SELECT z.id FROM zone z "
    " WHERE z.id IN (SELECT zone_id FROM readable WHERE person_id = $1 AND level >= 50) "
    "   AND z.id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)";

void end(WriteTx& tx, const Row& row) {
  tx.run("DELETE FROM viewing_as WHERE id = $1", row.id);
  tx.run("DELETE FROM zone_grant WHERE principal_id = $1", row.principal);
  tx.run("DELETE FROM person_principal WHERE principal_id = $1", row.principal);
  tx.run("DELETE FROM principal WHERE id = $1", row.principal);
  tx.run("DELETE FROM person WHERE id = $1", row.stand_in);
  tx.changed(rights_changed, row.stand_in, std::nullopt, std::nullopt);
}

bool manages_something(ReadTx& tx, const Viewer& viewer) {
  return viewer.ceiling >= Level::manage &&
         tx.one<bool>("SELECT EXISTS (SELECT 1 FROM readable WHERE person_id = $1 AND level >= 50)", viewer.person);
}

}  // namespace

StartedViewing start_viewing(WriteTx& tx, const Viewer& viewer, const NewViewing& in) {
  if (!manages_something(tx, viewer)) throw Failure(Problem::forbidden, "manages_nothing");
  auto name = tx.maybe<std::string>("SELECT display_name FROM person WHERE id = $1 AND active = 1", in.person);
  if (!name || in.person == viewer.person) throw Failure(Problem::invalid, "person_not_found", "/person");
  auto stand_in = tx.next_id<Person>();
  auto principal = tx.next_id<Principal>();
  auto id = tx.next_id<Viewing>();
  Time ends_at = tx.now() + viewing_time;
  tx.run("INSERT INTO person (id, display_name, sort_key, email, active, created_at) VALUES ($1, '', $2, '', 0, $3)",
         stand_in, Blob{}, tx.now());
  tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'group', NULL)", principal);
  tx.run("INSERT INTO person_principal (person_id, principal_id) VALUES ($1, $2)", stand_in, principal);
  tx.run("INSERT INTO zone_grant (zone_id, principal_id, level) SELECT id, $3, 10 FROM (" + std::string(shared_zones) +
             ") AS shared",
         viewer.person, in.person, principal);
  tx.run(R"(INSERT INTO viewing_as (id, viewer_id, person_id, stand_in_id, principal_id, started_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7))",
         id, viewer.person, in.person, stand_in, principal, tx.now(), ends_at);
  tx.changed(rights_changed, stand_in, std::nullopt, std::nullopt);
  audit(tx, viewer, "viewing.started", {"person", in.person.value});
  return {id, {in.person, *name}, ends_at};
}

void end_viewing(WriteTx& tx, const Viewer& viewer, Id<Viewing> id) {
  auto row = tx.maybe<Row>(std::string(columns) + "WHERE id = $1 AND viewer_id = $2", id, viewer.person);
  if (!row) throw Failure(Problem::not_found, "viewing_not_found");
  end(tx, *row);
  audit(tx, viewer, "viewing.ended", {"person", row->person.value});
}

void prune_viewings(WriteTx& tx) {
  for (auto& row : tx.all<Row>(std::string(columns) + "WHERE ends_at <= $1", tx.now())) end(tx, row);
}

Viewer stand_in(ReadTx& tx, const Viewer& viewer, Id<Viewing> id) {
  auto row = tx.maybe<Row>(std::string(columns) + "WHERE id = $1 AND viewer_id = $2 AND ends_at > $3", id,
                           viewer.person, tx.now());
  if (!row) throw Failure(Problem::not_found, "viewing_not_found");
  bool same = tx.one<bool>("SELECT NOT EXISTS (SELECT 1 FROM zone_grant g WHERE g.principal_id = $3 AND g.zone_id "
                           "NOT IN (" + std::string(shared_zones) + ")) AND (SELECT count(*) FROM (" +
                               std::string(shared_zones) +
                               ") AS shared) = (SELECT count(*) FROM zone_grant WHERE principal_id = $3)",
                           viewer.person, row->person, row->principal);
  if (!same) throw Failure(Problem::conflict, "viewing_outdated");
  return ViewerFactory::reader(row->stand_in, viewer.language);
}

}  // namespace auth
