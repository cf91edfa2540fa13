#include <wiki/pages/break_glass.hpp>
#include <wiki/pages/head.hpp>

namespace wiki {
namespace {

struct PagePlace {
  Id<Zone> zone;
  std::string space;
};
BOOST_DESCRIBE_STRUCT(PagePlace, (), (zone, space))

}  // namespace

auth::Opening open_space(WriteTx& tx, const Viewer& viewer, const Slug& slug, const auth::NewOpening& in) {
  auth::require_administrator(viewer);
  auto space = require_steward(tx, viewer, slug);
  return auth::break_glass(tx, viewer, {space.zone, space.title, "/s/" + slug.str()}, in);
}

auth::Opening open_page(WriteTx& tx, const Viewer& viewer, Id<Page> page, const auth::NewOpening& in) {
  auth::require_administrator(viewer);
  auto place = tx.system("an administrator opens a zone, with a reason that its managers see").maybe<PagePlace>(R"(
      SELECT p.zone_id AS zone, s.title AS space
        FROM shown_page p JOIN space s ON s.id = p.space_id WHERE p.id = $1)",
                                                                                                                page);
  if (!place) throw Failure(Problem::not_found, "page_not_found");
  return auth::break_glass(tx, viewer, {place->zone, place->space, "/p/" + page.str() + "/access"}, in);
}

std::vector<auth::Opening> space_openings(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  return auth::openings(tx, require_steward(tx, viewer, slug).zone);
}

std::vector<auth::Opening> page_openings(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  return auth::openings(tx, require_page(tx, viewer, page, Level::manage).zone);
}

}  // namespace wiki
