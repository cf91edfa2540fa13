#include <search/find.hpp>
#include <search/suggest.hpp>
#include <server/api/routes.hpp>
#include <wiki/pages/care.hpp>
#include <wiki/pages/document.hpp>

namespace server {
namespace {

struct SearchQuery {
  std::optional<Line<300>> q;  // may be missing where a label is given
  std::optional<Line<60>> space;
  std::optional<Line<60>> label;
  std::optional<int> limit;
  std::optional<Line<20>> cursor;
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, space, label, limit, cursor))

struct SearchHit {
  Id<wiki::Page> page;
  std::string title, path, space, space_title, anchor, heading, snippet;
  Time changed_at;
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (page, title, path, space, space_title, anchor, heading, snippet, changed_at))

struct SearchResult {
  std::vector<SearchHit> hits;
  std::int64_t total;
  bool total_is_exact;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(SearchResult, (), (hits, total, total_is_exact, next))

struct SuggestQuery {
  Line<300> q;
  std::optional<int> limit;
};
BOOST_DESCRIBE_STRUCT(SuggestQuery, (), (q, limit))

struct Suggestion {
  Id<wiki::Page> page;
  std::string title, path, space;
};
BOOST_DESCRIBE_STRUCT(Suggestion, (), (page, title, path, space))

std::size_t checked_limit(const std::optional<int>& limit, std::size_t usual, std::size_t most) {
  if (!limit) return usual;
  if (*limit < 1 || std::size_t(*limit) > most) throw Failure(Problem::invalid, "out_of_range", "limit");
  return std::size_t(*limit);
}

std::size_t checked_offset(const std::optional<Line<20>>& cursor) {
  if (!cursor) return 0;
  auto offset = parse_id(cursor->str());
  if (!offset) throw Failure(Problem::invalid, "wrong_cursor", "cursor");
  return std::size_t(*offset);
}

// The words, or else the label alone.
search::Found found(ReadTx& tx, const Viewer& viewer, const SearchQuery& query) {
  search::Request request{.text = {}, .zones = {}, .pages = {}};
  request.limit = checked_limit(query.limit, 20, search::hits_max);
  request.offset = checked_offset(query.cursor);
  std::optional<std::string> space;
  if (query.space) space = query.space->str();
  if (query.label) request.pages = wiki::pages_labelled(tx, viewer, query.label->str(), space);
  if (!query.q && query.label) return search::listed(tx, viewer, request);
  if (!query.q) throw Failure(Problem::invalid, "invalid_input", {FieldError{"q", "required"}});
  request.text = query.q->str();
  if (space) request.zones = wiki::zones_of_space(tx, viewer, *space);
  return search::find(tx, viewer, request);
}

// Search knows ids and text; what a page is called and where it stands comes from the wiki, trimmed once more.
SearchResult find(ReadTx& tx, const Viewer& viewer, const SearchQuery& query) {
  auto hits = found(tx, viewer, query);
  SearchResult result{{}, hits.total, hits.total_is_exact, {}};
  for (auto& hit : hits.hits)
    if (auto page = wiki::found_page(tx, viewer, {hit.page}))
      result.hits.push_back({page->page, page->title, page->path, page->space, page->space_title, hit.anchor,
                             hit.heading, hit.snippet, page->changed_at});
  if (hits.next) result.next = std::to_string(*hits.next);
  return result;
}

std::vector<Suggestion> suggest(ReadTx& tx, const Viewer& viewer, const SuggestQuery& query) {
  std::vector<Suggestion> list;
  auto limit = checked_limit(query.limit, search::suggestions_max, search::suggestions_max);
  for (auto id : search::suggest(tx, viewer, query.q.str(), limit))
    if (auto page = wiki::found_page(tx, viewer, {id}))
      list.push_back({page->page, page->title, page->path, page->space});
  return list;
}

}  // namespace

void add_search_routes(http::Routes& routes) {
  routes.get("/api/search", find).heavy().rated("search").summary("Search titles and texts");
  routes.get("/api/suggest", suggest).summary("Titles that begin with what was typed");
}

}  // namespace server
