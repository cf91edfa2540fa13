// The product at a glance: one line a route, by area. What these tables do not name does not exist for clients.
#pragma once
#include <server/http/route.hpp>

namespace server {

void add_people_routes(http::Routes&);
void add_directory_routes(http::Routes&);
void add_space_routes(http::Routes&);
void add_page_routes(http::Routes&);
void add_access_routes(http::Routes&);
void add_search_routes(http::Routes&);

}  // namespace server
