// The telephone book (Telefonbuch, Wer macht was): who belongs where, holds which post with which tasks, and how to
// reach them. Service contacts only; a person may change their own telephone number and room.
#pragma once
#include <auth/directory/unit.hpp>

namespace auth {

struct PostRef {
  Id<Post> id;
  UnitRef unit;
  std::string name, tasks;
  HolderRole role;
};
BOOST_DESCRIBE_STRUCT(PostRef, (), (id, unit, name, tasks, role))

struct Contact {
  Id<Person> id;
  std::string display_name, email, phone, room;
  std::vector<UnitRef> units;
  std::vector<PostRef> posts;  // of today
};
BOOST_DESCRIBE_STRUCT(Contact, (), (id, display_name, email, phone, room, units, posts))

struct ContactPage {
  std::vector<Contact> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ContactPage, (), (items, next))

struct ContactQuery {
  std::optional<Line<100>> q;    // in names, posts and tasks
  std::optional<Id<Unit>> unit;  // who belongs to it or below
  std::optional<int> limit;      // 1 to 100, 30 unless told
  std::optional<Line<20>> cursor;
};
BOOST_DESCRIBE_STRUCT(ContactQuery, (), (q, unit, limit, cursor))

struct OwnContact {
  Line<60> phone, room;
};
BOOST_DESCRIBE_STRUCT(OwnContact, (), (phone, room))

// Active persons by name.
ContactPage contacts(ReadTx&, const Viewer&, const ContactQuery&);
Contact contact(ReadTx&, const Viewer&, Id<Person>);  // not_found "person_not_found", also of inactive ones
Contact change_own_contact(WriteTx&, const Viewer&, const OwnContact&);

}  // namespace auth
