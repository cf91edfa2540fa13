// Groups of people (Personengruppen) across units: project teams, committees, everybody trained for something.
#pragma once
#include <auth/accounts.hpp>
#include <auth/principal.hpp>

namespace auth {

struct Group;

struct GroupRef {
  Id<Group> id;
  std::string name, description;
  std::int64_t people;  // active ones
};
BOOST_DESCRIBE_STRUCT(GroupRef, (), (id, name, description, people))

struct GroupView {
  Id<Group> id;
  std::string name, description;
  std::vector<PersonRef> members;  // active ones, by name
};
BOOST_DESCRIBE_STRUCT(GroupView, (), (id, name, description, members))

struct GroupInput {
  Line<200> name;
  Text<2000> description;
};
BOOST_DESCRIBE_STRUCT(GroupInput, (), (name, description))

struct GroupMembers {
  std::vector<Id<Person>> members;  // at most 5,000
};
BOOST_DESCRIBE_STRUCT(GroupMembers, (), (members))

std::vector<GroupRef> groups(ReadTx&, const Viewer&);  // by name
GroupView group(ReadTx&, const Viewer&, Id<Group>);    // not_found "group_not_found"

// For organisers (auth/role.hpp). conflict "group_name_taken"; invalid "required", "person_not_found",
// "too_many_items".
GroupView create_group(WriteTx&, const Viewer&, const GroupInput&);
GroupView change_group(WriteTx&, const Viewer&, Id<Group>, const GroupInput&);
GroupView set_group_members(WriteTx&, const Viewer&, Id<Group>, const GroupMembers&);
// conflict "principal_in_use" while an access list names it.
void remove_group(WriteTx&, const Viewer&, Id<Group>);

}  // namespace auth
