// Rights (Berechtigungen). A zone is a set of protected objects with one access list; the view `readable` says who may
// do what in it. Absent and forbidden look the same to those who may not read.
#pragma once
#include <auth/principal.hpp>

#include <optional>
#include <string>
#include <vector>

namespace auth {

BOOST_DEFINE_ENUM_CLASS(ZoneKind, space, subtree)

struct Grant {
  PrincipalRef principal;
  Level level;
};
BOOST_DESCRIBE_STRUCT(Grant, (), (principal, level))

struct NewGrant {
  PrincipalKind kind;
  std::optional<Id<Subject>> id;  // absent for everyone
  Level level;
};
BOOST_DESCRIBE_STRUCT(NewGrant, (), (kind, id, level))

struct NewGrants {
  std::vector<NewGrant> grants;
};
BOOST_DESCRIBE_STRUCT(NewGrants, (), (grants))

// The viewer's effective level in the zone; nullopt when they may not even read.
std::optional<Level> level_in(ReadTx&, const Viewer&, Id<Zone>);

Id<Zone> create_zone(WriteTx&, ZoneKind);
// Gives one principal one level, replacing what it had.
void grant_everyone(WriteTx&, Id<Zone>, Level);
void grant_person(WriteTx&, Id<Zone>, Id<Person>, Level);

// Gives the second zone exactly the grants of the first.
void copy_grants(WriteTx&, Id<Zone> from, Id<Zone> to);

// Everyone first, then by kind and name. The caller has checked that the viewer may see the list.
std::vector<Grant> grants(ReadTx&, Id<Zone>);
// Replaces the whole list, and says so in the audit log. invalid "last_manager" if nobody active would manage, or as in
// listed(). Who looks in by break-glass stays until that ends.
void replace_grants(WriteTx&, const Viewer&, Id<Zone>, const NewGrants&);

struct Listed {
  Id<Principal> principal;
  Level level;
};
BOOST_DESCRIBE_STRUCT(Listed, (), (principal, level))
inline constexpr std::size_t grants_max = 1000;
// invalid "principal_not_found", "granted_twice", "too_many_grants".
std::vector<Listed> listed(ReadTx&, const NewGrants&);

// The kind of change that every cached decision and session ends with.
inline constexpr std::string_view rights_changed = "rights.changed";

// The tables that a SELECT may read only together with `readable`, for StoreOptions.
std::vector<std::string> protected_tables();

}  // namespace auth
