// The secret that a source shares with us: in a file of its name, or in a variable. Never in the database, so that no
// backup and no administration page can show it.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace federation {

// The first line of `folder`/`slug`, else of STAFETTE_SECRET_<SLUG> with '_' for '-'; empty if there is neither.
std::string secret_of(const std::filesystem::path& folder, std::string_view slug);

}  // namespace federation
