#include <auth/directory/group.hpp>
#include <auth/directory/phonebook.hpp>
#include <auth/directory/unit.hpp>
#include <auth/directory/unit_type.hpp>
#include <server/api/routes.hpp>

namespace server {

void add_directory_routes(http::Routes& routes) {
  routes.get("/api/contacts", auth::contacts).heavy().summary("The telephone book");
  routes.get("/api/contacts/{person}", auth::contact).summary("Where somebody belongs and how to reach them");
  routes.put("/api/me/contact", auth::change_own_contact).summary("Own telephone number and room");
  routes.get("/api/principals", auth::principals).summary("Pick a person, group, unit or post");

  routes.get("/api/unit-types", auth::unit_types).summary("What the levels of the organisation are called");
  routes.put("/api/unit-types", auth::set_unit_types).summary("Name the levels of the organisation");
  routes.get("/api/unit-presets", auth::unit_presets).summary("Usual levels to begin with");
  routes.get("/api/units", auth::units).summary("The organisation as it is today");
  routes.post("/api/units", auth::create_unit).status(201).summary("Add a unit");
  routes.get("/api/units/{unit}", auth::unit).summary("A unit with its posts, members and plans");
  routes.put("/api/units/{unit}", auth::change_unit).summary("Change a unit, today or from a day on");
  routes.put("/api/units/{unit}/members", auth::set_members).summary("Replace the members of a unit");
  routes.del("/api/units/{unit}/plans/{day}", auth::drop_plan).summary("Drop a planned state of a unit");
  routes.post("/api/units/{unit}/posts", auth::create_post).status(201).summary("Add a post");
  routes.put("/api/posts/{post}", auth::change_post).summary("Change a post");
  routes.put("/api/posts/{post}/holders", auth::set_holders).summary("Replace who holds a post or deputises");
  routes.del("/api/posts/{post}", auth::remove_post).summary("Remove a post");

  routes.get("/api/groups", auth::groups).summary("Groups of people");
  routes.post("/api/groups", auth::create_group).status(201).summary("Add a group");
  routes.get("/api/groups/{group}", auth::group).summary("A group with its members");
  routes.put("/api/groups/{group}", auth::change_group).summary("Change a group");
  routes.put("/api/groups/{group}/members", auth::set_group_members).summary("Replace the members of a group");
  routes.del("/api/groups/{group}", auth::remove_group).summary("Remove a group");
}

}  // namespace server
