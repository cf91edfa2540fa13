// Whom a right can be given to (Berechtigte): a person, a group, a unit with or without the units below, a post,
// everyone. Which of them somebody is today is kept ready in person_principal, so that asking costs one look-up.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <optional>
#include <string>
#include <vector>

namespace auth {

BOOST_DEFINE_ENUM_CLASS(PrincipalKind, person, group, unit, unit_tree, post, everyone)

struct Subject;  // a person, group, unit or post
struct Unit;

struct PrincipalRef {
  PrincipalKind kind;
  std::optional<Id<Subject>> id;  // absent for everyone
  std::string display_name;       // empty for everyone: the client names it
};
BOOST_DESCRIBE_STRUCT(PrincipalRef, (), (kind, id, display_name))

inline constexpr Id<Principal> everyone{1};

std::optional<PrincipalRef> named(ReadTx&, Id<Principal>);
// nullopt unless there is one; for unit_tree the id is the unit's.
std::optional<Id<Principal>> principal_of(ReadTx&, PrincipalKind, std::optional<Id<Subject>>);

struct PrincipalQuery {
  Line<100> q;
  std::optional<int> limit;  // 1 to 50, 20 unless told
};
BOOST_DESCRIBE_STRUCT(PrincipalQuery, (), (q, limit))
// Active persons, groups, units and posts whose name contains the words: any staff may pick.
std::vector<PrincipalRef> principals(ReadTx&, const Viewer&, const PrincipalQuery&);

// The day that validity is compared with, in UTC.
std::string today(ReadTx&);

// Works out anew which principals these persons are, as of today. Groups, units and posts call it for whom they
// concern, first for those who lose something: a hundred are done now, the others by a job of this kind, whose payload
// is the argument of continue_refresh().
inline constexpr std::string_view principals_refresh = "principals.refresh";
void refresh_principals(WriteTx&, const std::vector<Id<Person>>&);
void continue_refresh(WriteTx&, std::string_view payload);
// The same for all who belong to the unit or one below it.
void refresh_below(WriteTx&, Id<Unit>);
// Nobody is it any more, and it is gone. conflict "principal_in_use" while an access list names it.
void drop_principal(WriteTx&, Id<Principal>);

}  // namespace auth
