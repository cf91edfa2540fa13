// Break-glass (Notzugriff, A-16): an administrator without a grant opens a zone for reading, for an hour, with a reason
// that its managers and data protection (Datenschutz) get to see. It is never silent, ends by itself, and what happened
// stays recorded.
#pragma once
#include <auth/accounts.hpp>

#include <chrono>

namespace auth {

struct Glass;  // one opening

inline constexpr std::chrono::minutes break_glass_time{60};
inline constexpr std::size_t break_glass_reason_min = 10;  // characters
inline constexpr std::string_view break_glass_job = "break_glass.end";

struct NewOpening {
  Text<500> reason;
};
BOOST_DESCRIBE_STRUCT(NewOpening, (), (reason))

struct Opening {
  Id<Glass> id;
  PersonRef person;
  std::string place;  // the space, as it was called then
  std::string reason;
  Time opened_at, ends_at;
  std::optional<Time> ended_at;  // absent while it is open
};
BOOST_DESCRIBE_STRUCT(Opening, (), (id, person, place, reason, opened_at, ends_at, ended_at))

struct GlassPlace {
  Id<Zone> zone;
  std::string space, address;  // its title, and where its managers look
};

// Tells those who manage the zone and those with the role privacy. forbidden "administrators_only"; invalid
// "reason_too_short"; conflict "reads_already".
Opening break_glass(WriteTx&, const Viewer&, const GlassPlace&, const NewOpening&);
// By who opened it, another administrator, or who manages the zone. not_found "opening_not_found".
void end_opening(WriteTx&, const Viewer&, Id<Glass>);
// Newest first, at most 50. Callers have checked that the viewer manages the zone or administrates.
std::vector<Opening> openings(ReadTx&, Id<Zone>);
// The same for all zones, for the role privacy. forbidden "role_needed".
std::vector<Opening> all_openings(ReadTx&, const Viewer&);
// Ends those whose time is over.
void end_due_openings(WriteTx&);

}  // namespace auth
