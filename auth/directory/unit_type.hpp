// What an agency calls the levels of its organisation (Organisationsebenen). Three usual sets are offered to begin with
// the program itself knows no level by name.
#pragma once
#include <auth/accounts.hpp>

namespace auth {

struct UnitType {
  Line<60> name;    // "Referat"
  Line<60> leader;  // "Referatsleitung": what its leading post is called
};
BOOST_DESCRIBE_STRUCT(UnitType, (), (name, leader))

struct UnitTypes {
  std::vector<UnitType> types;  // highest first, at most 30
};
BOOST_DESCRIBE_STRUCT(UnitTypes, (), (types))

struct UnitPreset {
  std::string key;  // "ministry", "authority", "municipality"
  std::vector<UnitType> types;
};
BOOST_DESCRIBE_STRUCT(UnitPreset, (), (key, types))

UnitTypes unit_types(ReadTx&, const Viewer&);
std::vector<UnitPreset> unit_presets(ReadTx&, const Viewer&);
// Replaces the list; units keep the type they have. For organisers (auth/role.hpp). invalid "required", "named_twice",
// "too_many_items".
UnitTypes set_unit_types(WriteTx&, const Viewer&, const UnitTypes&);

}  // namespace auth
