// Posts (Dienstposten): what somebody is responsible for hangs on the post and passes to whoever holds it next. A
// deputy (Vertretung) acts on it within a scope and between two days.
#pragma once
#include <auth/accounts.hpp>
#include <auth/principal.hpp>

namespace auth {

struct Post;
BOOST_DEFINE_ENUM_CLASS(HolderRole, holder, deputy)
// What a deputy may do, each including those before: read, prepare, co-sign (Mitzeichnung), sign (Schlusszeichnung).
BOOST_DEFINE_ENUM_CLASS(DeputyScope, read, prepare, cosign, sign)

struct Holder {
  PersonRef person;
  HolderRole role;
  DeputyScope scope;
  Date valid_from;
  std::optional<Date> valid_to;  // the last day
};
BOOST_DESCRIBE_STRUCT(Holder, (), (person, role, scope, valid_from, valid_to))

struct PostView {
  Id<Post> id;
  Id<Unit> unit;
  std::string name, tasks;
  bool leads;
  std::vector<Holder> holders;  // holders first; also those whose time is over or to come
};
BOOST_DESCRIBE_STRUCT(PostView, (), (id, unit, name, tasks, leads, holders))

struct PostInput {
  Line<200> name;
  Text<2000> tasks;
  bool leads;
};
BOOST_DESCRIBE_STRUCT(PostInput, (), (name, tasks, leads))

struct NewHolder {
  Id<Person> person;
  HolderRole role;
  std::optional<DeputyScope> scope;  // of a deputy: read unless told
  std::optional<Date> valid_from;    // today unless told
  std::optional<Date> valid_to;
};
BOOST_DESCRIBE_STRUCT(NewHolder, (), (person, role, scope, valid_from, valid_to))
struct NewHolders {
  std::vector<NewHolder> holders;  // at most 50
};
BOOST_DESCRIBE_STRUCT(NewHolders, (), (holders))

// Of a unit: leading posts first, then by name.
std::vector<PostView> posts(ReadTx&, Id<Unit>);

// For organisers (auth/role.hpp). not_found "post_not_found", "unit_not_found"; invalid "required".
PostView create_post(WriteTx&, const Viewer&, Id<Unit>, const PostInput&);
PostView change_post(WriteTx&, const Viewer&, Id<Post>, const PostInput&);
// Replaces the whole list. invalid "person_not_found", "named_twice", "ends_before_it_begins", "too_many_items".
PostView set_holders(WriteTx&, const Viewer&, Id<Post>, const NewHolders&);
// conflict "principal_in_use" while an access list names it.
void remove_post(WriteTx&, const Viewer&, Id<Post>);

// Shared with units: the days of a membership. invalid "ends_before_it_begins" at `field`.
struct Validity {
  Date from;
  std::optional<Date> to;
};
Validity checked_validity(ReadTx&, std::optional<Date> from, std::optional<Date> to, const std::string& field);
void require_person(ReadTx&, Id<Person>, const std::string& field);  // invalid "person_not_found"

}  // namespace auth
