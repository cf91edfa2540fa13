// Query strings, strictly: what cannot be decoded or is said twice is refused, not guessed.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace http {

using Parameters = std::vector<std::pair<std::string, std::string>>;

// "%41" to "A"; `plus_is_space` as in forms. nullopt for a lone '%', for what is not UTF-8 and for NUL.
std::optional<std::string> percent_decoded(std::string_view, bool plus_is_space);

// Of "a=1&b=2" without the '?', in order. bad_request "malformed_query" for wrong encoding, a nameless or the 101st
// parameter; invalid "invalid_input" with "duplicate_member" for a repeated name.
Parameters parse_query(std::string_view query);

}  // namespace http
