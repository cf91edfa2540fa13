// The request target (RFC 9112 3.2): origin form or absolute form. The path a handler sees is decoded exactly once and
// cannot leave the tree: what could mean two things to two readers is refused, not repaired.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace http {

struct Target {
  std::string path;       // decoded UTF-8, starts with '/'
  std::string query;      // raw, without '?'
  std::string authority;  // of the absolute form, which overrules Host; else empty
};

// nullopt for a broken percent-encoding, controls, invalid UTF-8, dot segments, backslashes, encoded slashes, a
// fragment, or any other form of target.
std::optional<Target> parse_target(std::string_view raw);

// Host header: name, IPv4 or [IPv6], optional port. Never empty, only characters that are safe in a Location header.
bool is_host(std::string_view);

}  // namespace http
