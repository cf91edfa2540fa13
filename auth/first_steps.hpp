// The first administrator and others whom the command line adds. An administrator made on the first start stands in
// until somebody takes the name over; the person "import" stands in as author while nobody administrates.
#pragma once
#include <auth/accounts.hpp>

namespace auth {

inline constexpr std::string_view first_administrator_name = "admin";
inline constexpr std::string_view import_name = "import";

// Active ones, oldest first, without the one made on the first start unless somebody took it over.
std::vector<Id<Person>> administrators(ReadTx&);
// Nobody could sign in as an administrator.
bool lacks_administrator(ReadTx&);
Id<Person> create_first_administrator(WriteTx&, const PreparedAccount&);
// As create_account(); the name of the stand-in gives its account a new password and keeps it.
Id<Person> create_account_by_hand(WriteTx&, const PreparedAccount&);
// An inactive person, made when first needed.
Id<Person> import_person(WriteTx&);

}  // namespace auth
