// The API described for others, drawn from the table of routes: what is here is what the server does.
#pragma once
#include <server/http/route.hpp>

#include <string>

namespace http {

// OpenAPI 3.1 of the routes under /api/, indented, the same bytes for the same table. std::logic_error when two
// different structs have one name.
std::string openapi(const Routes&);

}  // namespace http
