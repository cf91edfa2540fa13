// Who may found spaces (Bereiche anlegen, A-119), besides administrators: nobody unless an administrator says so.
#pragma once
#include <auth/access.hpp>

namespace auth {

struct Founders {
  std::vector<PrincipalRef> principals;
};
BOOST_DESCRIBE_STRUCT(Founders, (), (principals))

struct NewFounder {
  PrincipalKind kind;
  std::optional<Id<Subject>> id;  // absent for everyone
};
BOOST_DESCRIBE_STRUCT(NewFounder, (), (kind, id))
struct NewFounders {
  std::vector<NewFounder> principals;
};
BOOST_DESCRIBE_STRUCT(NewFounders, (), (principals))

bool may_found_spaces(ReadTx&, const Viewer&);
// Everyone first, then by kind and name. forbidden "administrators_only", for both.
Founders founders(ReadTx&, const Viewer&);
// invalid as in listed().
Founders set_founders(WriteTx&, const Viewer&, const NewFounders&);

}  // namespace auth
