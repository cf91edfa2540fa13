#include <auth/audit.hpp>
#include <auth/directory/group.hpp>
#include <auth/directory/post.hpp>
#include <auth/role.hpp>
#include <base/failure.hpp>

#include <algorithm>
#include <set>

namespace auth {
namespace {

constexpr std::size_t members_max = 5000;

struct GroupRow {
  Id<Group> id;
  std::string name, description;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (id, name, description))

void check(ReadTx& tx, const GroupInput& in, std::optional<Id<Group>> own) {
  if (in.name.empty()) throw Failure(Problem::invalid, "required", "/name");
  auto holder = tx.maybe<Id<Group>>("SELECT id FROM people_group WHERE name = $1", in.name);
  if (holder && holder != own) throw Failure(Problem::conflict, "group_name_taken", "/name");
}

std::set<Id<Person>> member_ids(ReadTx& tx, Id<Group> id) {
  auto list = tx.all<Id<Person>>("SELECT person_id FROM group_member WHERE group_id = $1", id);
  return {list.begin(), list.end()};
}

}  // namespace

std::vector<GroupRef> groups(ReadTx& tx, const Viewer& viewer) {
  require_staff(tx, viewer);
  return tx.all<GroupRef>(R"(
      SELECT g.id, g.name, g.description,
             (SELECT count(*) FROM group_member m JOIN person p ON p.id = m.person_id
               WHERE m.group_id = g.id AND p.active = 1) AS people
        FROM people_group g ORDER BY g.sort_key, g.id)");
}

GroupView group(ReadTx& tx, const Viewer& viewer, Id<Group> id) {
  require_staff(tx, viewer);
  auto row = tx.maybe<GroupRow>("SELECT id, name, description FROM people_group WHERE id = $1", id);
  if (!row) throw Failure(Problem::not_found, "group_not_found");
  return {row->id, row->name, row->description,
          tx.all<PersonRef>(R"(
      SELECT p.id, p.display_name FROM group_member m JOIN person p ON p.id = m.person_id
       WHERE m.group_id = $1 AND p.active = 1 ORDER BY p.sort_key, p.id)",
                            id)};
}

GroupView create_group(WriteTx& tx, const Viewer& viewer, const GroupInput& in) {
  require_organiser(tx, viewer);
  check(tx, in, {});
  auto id = tx.next_id<Group>();
  tx.run("INSERT INTO principal (id, kind, person_id) VALUES ($1, 'group', NULL)", id);
  tx.run("INSERT INTO people_group (id, name, description, sort_key) VALUES ($1, $2, $3, $4)", id, in.name,
         in.description, Blob{sort_key(in.name.str())});
  audit(tx, viewer, "group.created", {"group", id.value});
  return group(tx, viewer, id);
}

GroupView change_group(WriteTx& tx, const Viewer& viewer, Id<Group> id, const GroupInput& in) {
  require_organiser(tx, viewer);
  group(tx, viewer, id);
  check(tx, in, id);
  tx.run("UPDATE people_group SET name = $2, description = $3, sort_key = $4 WHERE id = $1", id, in.name,
         in.description, Blob{sort_key(in.name.str())});
  return group(tx, viewer, id);
}

GroupView set_group_members(WriteTx& tx, const Viewer& viewer, Id<Group> id, const GroupMembers& in) {
  require_organiser(tx, viewer);
  group(tx, viewer, id);
  if (in.members.size() > members_max) throw Failure(Problem::invalid, "too_many_items", "/members");
  auto before = member_ids(tx, id);
  std::set<Id<Person>> after;
  tx.run("DELETE FROM group_member WHERE group_id = $1", id);
  for (std::size_t i = 0; i < in.members.size(); ++i) {
    require_person(tx, in.members[i], "/members/" + std::to_string(i));
    if (after.insert(in.members[i]).second)
      tx.run("INSERT INTO group_member (group_id, person_id) VALUES ($1, $2)", id, in.members[i]);
  }
  std::vector<Id<Person>> concerned;
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::back_inserter(concerned));
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::back_inserter(concerned));
  refresh_principals(tx, concerned);
  audit(tx, viewer, "group.members_set", {"group", id.value}, audit_list(after));
  return group(tx, viewer, id);
}

void remove_group(WriteTx& tx, const Viewer& viewer, Id<Group> id) {
  require_organiser(tx, viewer);
  group(tx, viewer, id);
  tx.run("DELETE FROM people_group WHERE id = $1", id);
  drop_principal(tx, {id.value});
  audit(tx, viewer, "group.removed", {"group", id.value});
}

}  // namespace auth
