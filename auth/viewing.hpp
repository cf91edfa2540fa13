// Looking as somebody else (Ansicht als), for who manages something: what that person reads of what the viewer manages,
// and nothing more (docs/decisions/0008). A stand-in has those rights for as long as they are the same; it can read
// only, and whoever started it may end it.
#pragma once
#include <auth/accounts.hpp>

#include <chrono>

namespace auth {

struct Viewing;

inline constexpr std::chrono::hours viewing_time{1};

struct NewViewing {
  Id<Person> person;
};
BOOST_DESCRIBE_STRUCT(NewViewing, (), (person))

struct StartedViewing {
  Id<Viewing> id;
  PersonRef person;
  Time ends_at;
};
BOOST_DESCRIBE_STRUCT(StartedViewing, (), (id, person, ends_at))

// forbidden "manages_nothing"; invalid "person_not_found" for nobody, an inactive person, or the viewer.
StartedViewing start_viewing(WriteTx&, const Viewer&, const NewViewing&);
// The viewer's own. not_found "viewing_not_found".
void end_viewing(WriteTx&, const Viewer&, Id<Viewing>);
// Ends those whose time is over.
void prune_viewings(WriteTx&);

// Who asks while this viewer looks as somebody else. not_found "viewing_not_found" unless it is the viewer's own and
// still runs; conflict "viewing_outdated" when the rights of either changed since.
Viewer stand_in(ReadTx&, const Viewer&, Id<Viewing>);

}  // namespace auth
