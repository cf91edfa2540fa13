// Whom an access list reaches, and through what (Wer hat Zugriff, warum, und was eine Änderung bewirkt). Callers have
// checked that the viewer may know: managers of the zone about everybody, anybody about themselves. Nothing here says
// who looked at anything.
#pragma once
#include <auth/access.hpp>
#include <auth/accounts.hpp>

namespace auth {

struct ReachQuery {
  std::optional<Line<100>> q;  // part of the name
  std::optional<int> limit;    // 1 to 200, 50 unless told
  std::optional<Line<60>> cursor;
};
BOOST_DESCRIBE_STRUCT(ReachQuery, (), (q, limit, cursor))

// One line of an access list that applies to somebody.
struct Via {
  PrincipalRef principal;
  Level level;
};
BOOST_DESCRIBE_STRUCT(Via, (), (principal, level))

struct Reached {
  PersonRef person;
  Level level;
  std::vector<Via> by;  // highest first; empty for break-glass
};
BOOST_DESCRIBE_STRUCT(Reached, (), (person, level, by))
struct ReachPage {
  std::int64_t total;
  std::vector<Reached> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(ReachPage, (), (total, items, next))
// Active persons by name (DIN 5007).
ReachPage reach(ReadTx&, Id<Zone>, const ReachQuery&);

struct Explanation {
  PersonRef person;
  std::optional<Level> level;  // what comes of it; absent: no access
  std::vector<Via> by;         // highest first
  std::optional<Time> break_glass_until;
  bool inactive;                 // the account is deactivated: nothing counts
  std::optional<Level> ceiling;  // this sign-in allows no more, though the list does; of the viewer only
};
BOOST_DESCRIBE_STRUCT(Explanation, (), (person, level, by, break_glass_until, inactive, ceiling))
// not_found "person_not_found".
Explanation explain(ReadTx&, const Viewer&, Id<Zone>, Id<Person>);

struct Effect {
  PersonRef person;
  std::optional<Level> before, after;  // absent: no access
};
BOOST_DESCRIBE_STRUCT(Effect, (), (person, before, after))
struct Effects {
  std::int64_t gain, lose;  // persons whose level rises or falls
  std::vector<Effect> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(Effects, (), (gain, lose, items, next))
// What changes for active persons when the second list takes the place of the first. Saves nothing.
Effects effects(ReadTx&, const std::vector<Listed>& before, const std::vector<Listed>& after, const ReachQuery&);
std::vector<Listed> listed(ReadTx&, Id<Zone>);

}  // namespace auth
