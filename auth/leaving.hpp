// When somebody leaves the agency (Ausscheiden, A-123): sessions end, tokens go for good, those who deputise are told,
// and the wiki looks for pages that lost whoever was responsible.
#pragma once
#include <auth/accounts.hpp>

namespace auth {

// Subject: the person. Whatever belongs to people beyond their account is looked after there.
inline constexpr std::string_view person_left_job = "person.left";

// Of a person who has just become inactive; `by` is absent when a directory said so.
void person_left(WriteTx&, Id<Person>, std::optional<Id<Person>> by);

}  // namespace auth
