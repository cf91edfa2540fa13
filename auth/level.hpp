// What somebody may do in a zone (Berechtigungsstufe). Each level includes the lower ones. Stored by value.
#pragma once
#include <boost/describe/enum.hpp>
#include <storage/row.hpp>

namespace auth {

enum class Level { read = 10, comment = 20, edit = 30, release = 40, manage = 50 };
BOOST_DESCRIBE_ENUM(Level, read, comment, edit, release, manage)

}  // namespace auth

template <>
inline constexpr bool storage::stored_as_integer<auth::Level> = true;
