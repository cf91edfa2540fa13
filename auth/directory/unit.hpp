// Organisational units (Organisationseinheiten): a tree whose levels each agency names itself. What a unit is called
// and where it stands holds from a day on; what was recorded under an old name keeps it, because evidence copies names.
#pragma once
#include <auth/accounts.hpp>
#include <auth/directory/post.hpp>

namespace auth {

inline constexpr int units_deep_max = 20;

struct UnitRef {
  Id<Unit> id;
  std::string sign, name;
};
BOOST_DESCRIBE_STRUCT(UnitRef, (), (id, sign, name))

struct UnitNode {
  Id<Unit> id;
  std::optional<Id<Unit>> parent;
  std::string type, sign, name;
  std::int64_t people;  // who belong to it, without the units below
};
BOOST_DESCRIBE_STRUCT(UnitNode, (), (id, parent, type, sign, name, people))

struct Member {
  PersonRef person;
  Date valid_from;
  std::optional<Date> valid_to;  // the last day
};
BOOST_DESCRIBE_STRUCT(Member, (), (person, valid_from, valid_to))

// A state of a unit that begins on a day to come.
struct UnitPlan {
  Date valid_from;
  std::optional<Id<Unit>> parent;
  std::string type, sign, name;
  bool active;
};
BOOST_DESCRIBE_STRUCT(UnitPlan, (), (valid_from, parent, type, sign, name, active))

struct UnitAbilities {
  bool change;
};
BOOST_DESCRIBE_STRUCT(UnitAbilities, (), (change))

struct UnitView {
  Id<Unit> id;
  std::optional<Id<Unit>> parent;
  std::string type, sign, name;
  bool active;
  std::vector<UnitRef> above;  // from the top
  std::vector<UnitRef> below;
  std::vector<PostView> posts;  // leading ones first
  std::vector<Member> members;
  std::vector<UnitPlan> planned;
  UnitAbilities abilities;
};
BOOST_DESCRIBE_STRUCT(UnitView, (),
                      (id, parent, type, sign, name, active, above, below, posts, members, planned, abilities))

struct UnitInput {
  std::optional<Id<Unit>> parent;
  Line<60> type;
  Line<30> sign;  // "Z 12", may be empty
  Line<200> name;
  std::optional<Date> valid_from;  // today unless told
  std::optional<bool> active;      // false: dissolved
};
BOOST_DESCRIBE_STRUCT(UnitInput, (), (parent, type, sign, name, valid_from, active))

struct NewMember {
  Id<Person> person;
  std::optional<Date> valid_from;  // today unless told
  std::optional<Date> valid_to;
};
BOOST_DESCRIBE_STRUCT(NewMember, (), (person, valid_from, valid_to))
struct NewMembers {
  std::vector<NewMember> members;  // at most 2,000
};
BOOST_DESCRIBE_STRUCT(NewMembers, (), (members))

// Today's, parents before children, siblings by sign. Everybody signed in may know the organisation.
std::vector<UnitNode> units(ReadTx&, const Viewer&);
UnitView unit(ReadTx&, const Viewer&, Id<Unit>);  // not_found "unit_not_found"

// For organisers (auth/role.hpp). invalid "required", "in_the_past", "unit_not_found" (field "/parent"),
// "unit_below_itself", "units_too_deep"; conflict "unit_in_use" when it is dissolved with units or people in it.
UnitView create_unit(WriteTx&, const Viewer&, const UnitInput&);
UnitView change_unit(WriteTx&, const Viewer&, Id<Unit>, const UnitInput&);
UnitView drop_plan(WriteTx&, const Viewer&, Id<Unit>, const Line<10>& valid_from);
// Replaces the whole list. invalid "person_not_found", "named_twice", "ends_before_it_begins", "too_many_items".
UnitView set_members(WriteTx&, const Viewer&, Id<Unit>, const NewMembers&);

// Puts into force what is due by today, for units and for everybody's memberships. Cheap when nothing is; call it
// often.
void turn_of_day(WriteTx&);

}  // namespace auth
