#include <server/api/routes.hpp>
#include <wiki/pages/attachment.hpp>
#include <wiki/pages/care.hpp>
#include <wiki/pages/history.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/page.hpp>
#include <wiki/pages/save.hpp>
#include <wiki/pages/scratch.hpp>
#include <wiki/pages/settle.hpp>
#include <wiki/pages/trash.hpp>
#include <wiki/pages/tree.hpp>

namespace server {

// GET /api/pages/{page} is in server/special/page_view, attachments' bytes in server/special/attachments.
void add_page_routes(http::Routes& routes) {
  routes.get("/api/recent", wiki::recent).summary("Recently changed pages");
  routes.post("/api/preview", wiki::preview_new).heavy().rated("preview").summary("Render a text that is no page yet");

  routes.put("/api/pages/{page}", wiki::prepare_save, wiki::save)
      .fails_with<wiki::SaveConflict>().summary("Save a page, merging what others saved meanwhile");
  routes.get("/api/pages/{page}/source", wiki::source).heavy().summary("Markdown to edit, with the viewer's scratch");
  routes.put("/api/pages/{page}/scratch", wiki::keep_scratch).summary("Keep unsaved text");
  routes.del("/api/pages/{page}/scratch", wiki::drop_scratch).summary("Drop unsaved text");
  routes.post("/api/pages/{page}/preview", wiki::preview)
      .heavy()
      .rated("preview")
      .summary("Render a text in place of the page's");

  routes.get("/api/pages/{page}/revisions", wiki::revisions).summary("History, newest first");
  routes.get("/api/pages/{page}/revisions/{revision}", wiki::revision).heavy().summary("An old revision, rendered");
  routes.get("/api/pages/{page}/revisions/{revision}/source", wiki::revision_source).heavy().summary("Its Markdown");
  routes.get("/api/pages/{page}/diff", wiki::comparison).heavy().summary("Compare two revisions");
  routes.post("/api/pages/{page}/restore", wiki::prepare_restore, wiki::save).summary("Bring an old revision back");

  routes.post("/api/pages/{page}/move", wiki::move_page).then(wiki::settle).summary("Move a page with its subtree");
  routes.post("/api/pages/{page}/trash", wiki::trash_page)
      .then(wiki::settle)
      .summary("Put a page with its subtree into the trash");
  routes.post("/api/pages/{page}/untrash", wiki::untrash_page).then(wiki::settle).summary("Take it out again");
  routes.del("/api/pages/{page}", wiki::purge_page).then(wiki::settle).summary("Delete for good from the trash");

  routes.put("/api/pages/{page}/labels", wiki::set_labels).summary("Replace the labels");
  routes.put("/api/pages/{page}/owner", wiki::set_care).summary("Who is responsible, and when to review");
  routes.get("/api/pages/{page}/backlinks", wiki::backlinks).summary("Pages that lead here");
  routes.get("/api/pages/{page}/attachments", wiki::attachments).summary("Attachments of a page");
  routes.del("/api/attachments/{attachment}", wiki::remove_attachment).summary("Remove an attachment");
}

}  // namespace server
