#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/directory/post.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

#include <set>

namespace auth {
namespace {

constexpr std::size_t holders_max = 50;

struct PostRow {
  Id<Post> id;
  Id<Unit> unit;
  std::string name, tasks;
  bool leads;
};
BOOST_DESCRIBE_STRUCT(PostRow, (), (id, unit, name, tasks, leads))

struct HolderRow {
  Id<Person> person;
  std::string display_name;
  HolderRole role;
  DeputyScope scope;
  Date valid_from;
  std::optional<Date> valid_to;
};
BOOST_DESCRIBE_STRUCT(HolderRow, (), (person, display_name, role, scope, valid_from, valid_to))

PostView whole(ReadTx& tx, const PostRow& row) {
  PostView view{row.id, row.unit, row.name, row.tasks, row.leads, {}};
  for (auto& holder : tx.all<HolderRow>(R"(
           SELECT h.person_id AS person, p.display_name, h.role, h.scope, h.valid_from, h.valid_to
             FROM post_holder h JOIN person p ON p.id = h.person_id
            WHERE h.post_id = $1 AND p.active = 1
            ORDER BY h.role DESC, h.valid_from, p.sort_key, p.id)",
                                        row.id))
    view.holders.push_back(
        {{holder.person, holder.display_name}, holder.role, holder.scope, holder.valid_from, holder.valid_to});
  return view;
}

PostView post(ReadTx& tx, Id<Post> id) {
  auto row = tx.maybe<PostRow>("SELECT id, unit_id AS unit, name, tasks, leads FROM post WHERE id = $1", id);
  if (!row) throw Failure(Problem::not_found, "post_not_found");
  return whole(tx, *row);
}

std::vector<Id<Person>> concerned(ReadTx& tx, Id<Post> post) {
  return tx.all<Id<Person>>("SELECT person_id FROM post_holder WHERE post_id = $1", post);
}

void check(const PostInput& in) {
  if (in.name.empty()) throw Failure(Problem::invalid, "required", "/name");
}

}  // namespace

Validity checked_validity(ReadTx& tx, std::optional<Date> from, std::optional<Date> to, const std::string& field) {
  Validity validity{from ? *from : *parse_iso_date(today(tx)), to};
  if (to && *to < validity.from) throw Failure(Problem::invalid, "ends_before_it_begins", field + "/valid_to");
  return validity;
}

void require_person(ReadTx& tx, Id<Person> person, const std::string& field) {
  if (!tx.maybe<int>("SELECT 1 FROM person WHERE id = $1 AND active = 1", person))
    throw Failure(Problem::invalid, "person_not_found", field);
}

std::vector<PostView> posts(ReadTx& tx, Id<Unit> unit) {
  std::vector<PostView> list;
  for (auto& row : tx.all<PostRow>(R"(
           SELECT id, unit_id AS unit, name, tasks, leads
             FROM post WHERE unit_id = $1 ORDER BY leads DESC, sort_key, id)",
                                   unit))
    list.push_back(whole(tx, row));
  return list;
}

PostView create_post(WriteTx& tx, const Viewer& viewer, Id<Unit> unit, const PostInput& in) {
  require_organiser(tx, viewer);
  if (!tx.maybe<int>("SELECT 1 FROM unit WHERE id = $1", unit)) throw Failure(Problem::not_found, "unit_not_found");
  check(in);
  auto id = tx.next_id<Post>();
  tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'post', NULL)", id);
  tx.run("INSERT INTO post (id, unit_id, name, tasks, leads, sort_key) VALUES ($1, $2, $3, $4, $5, $6)", id, unit,
         in.name, in.tasks, in.leads, Blob{sort_key(in.name.str())});
  audit(tx, viewer, "post.created", {"post", id.value}, "unit " + unit.str());
  return post(tx, id);
}

PostView change_post(WriteTx& tx, const Viewer& viewer, Id<Post> id, const PostInput& in) {
  require_organiser(tx, viewer);
  post(tx, id);
  check(in);
  tx.run("UPDATE post SET name = $2, tasks = $3, leads = $4, sort_key = $5 WHERE id = $1", id, in.name, in.tasks,
         in.leads, Blob{sort_key(in.name.str())});
  tx.changed(rights_changed, id, std::nullopt, std::nullopt);  // names are shown where rights and pages are given to it
  return post(tx, id);
}

PostView set_holders(WriteTx& tx, const Viewer& viewer, Id<Post> id, const NewHolders& in) {
  require_organiser(tx, viewer);
  post(tx, id);
  if (in.holders.size() > holders_max) throw Failure(Problem::invalid, "too_many_items", "/holders");
  auto persons = concerned(tx, id);  // who lose something come first
  std::set<Id<Person>> named;
  tx.run("DELETE FROM post_holder WHERE post_id = $1", id);
  for (std::size_t i = 0; i < in.holders.size(); ++i) {
    auto& holder = in.holders[i];
    auto field = "/holders/" + std::to_string(i);
    require_person(tx, holder.person, field + "/person");
    if (!named.insert(holder.person).second) throw Failure(Problem::invalid, "named_twice", field + "/person");
    auto validity = checked_validity(tx, holder.valid_from, holder.valid_to, field);
    auto scope = holder.role == HolderRole::holder ? DeputyScope::sign : holder.scope.value_or(DeputyScope::read);
    tx.run(R"(INSERT INTO post_holder (post_id, person_id, role, scope, valid_from, valid_to)
              VALUES ($1, $2, $3, $4, $5, $6))",
           id, holder.person, holder.role, scope, validity.from, validity.to);
  }
  persons.insert(persons.end(), named.begin(), named.end());
  refresh_principals(tx, persons);
  audit(tx, viewer, "post.holders_set", {"post", id.value}, audit_list(named));
  return post(tx, id);
}

void remove_post(WriteTx& tx, const Viewer& viewer, Id<Post> id) {
  require_organiser(tx, viewer);
  post(tx, id);
  auto persons = concerned(tx, id);
  tx.run("DELETE FROM post WHERE id = $1", id);
  drop_principal(tx, {id.value});
  audit(tx, viewer, "post.removed", {"post", id.value});
  refresh_principals(tx, persons);
}

}  // namespace auth
