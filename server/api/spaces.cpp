#include <server/api/routes.hpp>
#include <wiki/pages/care.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/ownership.hpp>
#include <wiki/pages/space.hpp>
#include <wiki/pages/trash.hpp>
#include <wiki/pages/tree.hpp>

namespace server {

void add_space_routes(http::Routes& routes) {
  routes.get("/api/spaces", wiki::spaces).summary("Spaces the viewer may read");
  routes.get("/api/all-spaces", wiki::all_spaces).summary("Every space by name, for administrators");
  routes.post("/api/spaces", wiki::create_space).status(201).summary("Found a space");
  routes.get("/api/spaces/{slug}", wiki::space).summary("A space");
  routes.put("/api/spaces/{slug}", wiki::change_space).summary("Change title and description");
  routes.get("/api/spaces/{slug}/tree", wiki::tree).heavy().summary("All readable pages, depth first");
  routes.get("/api/spaces/{slug}/pages", wiki::page_at).summary("The page that has or had an address");
  routes.post("/api/spaces/{slug}/pages", wiki::prepare_page, wiki::create_page)
      .status(201)
      .summary("Write a new page");
  routes.get("/api/spaces/{slug}/trash", wiki::trash).summary("Pages in the trash");
  routes.get("/api/spaces/{slug}/broken-links", wiki::broken_links).heavy().summary("Links that lead nowhere");
  routes.get("/api/orphaned-pages", wiki::orphaned_pages).heavy().summary("Pages that lost whoever was responsible");
  routes.get("/api/ownership-report", wiki::ownership_report).heavy().summary("How many of them are in which space");
  routes.get("/api/spaces/{slug}/labels", wiki::labels).heavy().summary("Labels in use");
}

}  // namespace server
