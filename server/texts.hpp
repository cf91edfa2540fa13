// What the server says to people itself, in mail: from the one catalogue, web/texts. Everything else is said by the
// client.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace server {

// In English for "en", else in German; "{name}" stands for values.at("name"). std::logic_error without such a text.
std::string text(std::string_view language, std::string_view key,
                 const std::map<std::string, std::string>& values = {});

}  // namespace server
