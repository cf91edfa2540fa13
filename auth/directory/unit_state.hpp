// The dated states of units, and the day on which they come into force. For unit.cpp.
#pragma once
#include <auth/directory/unit.hpp>

namespace auth {

struct UnitState {
  Date valid_from;
  std::optional<Id<Unit>> parent;
  std::string type, sign, name;
  bool active;
};
BOOST_DESCRIBE_STRUCT(UnitState, (), (valid_from, parent, type, sign, name, active))

// Refuses what unit.hpp says; `id` is absent for a new unit.
UnitState checked_state(ReadTx&, std::optional<Id<Unit>> id, const UnitInput&);
// Keeps the state and, if its day has come, puts it into force.
void plan_state(WriteTx&, Id<Unit>, const UnitState&);

}  // namespace auth
