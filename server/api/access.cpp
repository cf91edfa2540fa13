#include <auth/break_glass.hpp>
#include <auth/founders.hpp>
#include <auth/viewing.hpp>
#include <server/api/routes.hpp>
#include <wiki/pages/access_report.hpp>
#include <wiki/pages/break_glass.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/zone.hpp>

namespace server {

void add_access_routes(http::Routes& routes) {
  routes.get("/api/spaces/{slug}/grants", wiki::space_grants).summary("Who may do what in a space");
  routes.put("/api/spaces/{slug}/grants", wiki::set_space_grants).summary("Replace a space's access list");
  routes.post("/api/spaces/{slug}/grants/rehearsal", wiki::rehearse_space)
      .heavy()
      .summary("Who would gain and lose what by another list of a space");
  routes.get("/api/spaces/{slug}/access", wiki::space_reach).heavy().summary("Everybody with access to a space");
  routes.get("/api/spaces/{slug}/access/{person}", wiki::explain_space)
      .summary("Why somebody may enter a space, or not");

  routes.get("/api/pages/{page}/grants", wiki::page_access).summary("The access list that holds for a page");
  routes.put("/api/pages/{page}/grants", wiki::set_page_grants).summary("Replace the list of a subtree");
  routes.post("/api/pages/{page}/grants/rehearsal", wiki::rehearse_page)
      .heavy()
      .summary("Who would gain and lose what by another list of a subtree");
  routes.post("/api/pages/{page}/own-list", wiki::start_own_list)
      .then(wiki::settle)
      .status(201)
      .summary("Give a subtree an access list of its own, a copy at first");
  routes.del("/api/pages/{page}/own-list", wiki::end_own_list)
      .then(wiki::settle)
      .summary("Let the list of the place above hold again");
  routes.get("/api/pages/{page}/own-list/rehearsal", wiki::rehearse_end)
      .heavy()
      .summary("Who would gain and lose what if the own list were given up");
  routes.post("/api/pages/{page}/move/rehearsal", wiki::rehearse_move)
      .heavy()
      .summary("Who would gain and lose what by a move");
  routes.get("/api/pages/{page}/access", wiki::page_reach).heavy().summary("Everybody with access to a page");
  routes.get("/api/pages/{page}/access/{person}", wiki::explain_page).summary("Why somebody may read a page, or not");

  routes.post("/api/spaces/{slug}/break-glass", wiki::open_space)
      .status(201)
      .summary("Open a space for reading, for an hour, with a reason");
  routes.post("/api/pages/{page}/break-glass", wiki::open_page).status(201).summary("The same for a page's list");
  routes.get("/api/spaces/{slug}/break-glass", wiki::space_openings).summary("Who opened a space, when and why");
  routes.get("/api/pages/{page}/break-glass", wiki::page_openings).summary("Who opened a page's list, when and why");
  routes.get("/api/break-glass", auth::all_openings).summary("Who opened what, when and why, for data protection");
  routes.del("/api/break-glass/{glass}", auth::end_opening).summary("End an opening before its time");

  routes.post("/api/view-as", auth::start_viewing).status(201).summary("Look as somebody else, where one manages");
  routes.del("/api/view-as/{viewing}", auth::end_viewing).summary("Look as oneself again");

  routes.get("/api/space-founders", auth::founders).summary("Who may found spaces, besides administrators");
  routes.put("/api/space-founders", auth::set_founders).summary("Say who may found spaces");
}

}  // namespace server
