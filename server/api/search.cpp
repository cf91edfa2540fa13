#include <search/find.hpp>
#include <search/suggest.hpp>
#include <server/api/routes.hpp>
#include <wiki/pages/care.hpp>
#include <wiki/pages/document.hpp>

namespace server {
namespace {

// Words may hold fields themselves (bereich:, etikett:, von:, nach:, vor:); a parameter narrows further.
struct SearchQuery {
  std::optional<Line<300>> q;  // may be missing where a label is given
  std::optional<Line<60>> space;
  std::optional<Line<60>> label;
  std::optional<int> year;  // of the last change
  std::optional<int> limit;
  std::optional<Line<20>> cursor;
};
BOOST_DESCRIBE_STRUCT(SearchQuery, (), (q, space, label, year, limit, cursor))

struct SearchPlace {
  std::string anchor, heading;
};
BOOST_DESCRIBE_STRUCT(SearchPlace, (), (anchor, heading))

struct SearchHit {
  Id<wiki::Page> page;
  std::string title, path, space, space_title, anchor, heading, snippet;
  Time changed_at;
  std::vector<SearchPlace> more;  // further sections of the page
};
BOOST_DESCRIBE_STRUCT(SearchHit, (),
                      (page, title, path, space, space_title, anchor, heading, snippet, changed_at, more))

struct SearchResult {
  std::vector<SearchHit> hits;
  std::int64_t total;
  bool total_is_exact;
  bool cut_short;
  std::vector<std::string> left_out;
  std::optional<std::string> corrected, next;
};
BOOST_DESCRIBE_STRUCT(SearchResult, (), (hits, total, total_is_exact, cut_short, left_out, corrected, next))

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

// "2024" and "2024-03-01", as typed behind a field; the first moment of it.
std::optional<Time> start_of(const std::optional<std::string>& typed) {
  if (!typed) return {};
  auto date = parse_iso_date(typed->size() == 4 ? *typed + "-01-01" : *typed);
  auto time = date ? parse_rfc3339(iso_date(*date) + "T00:00:00Z") : std::nullopt;
  if (!time) throw Failure(Problem::invalid, "malformed_date", "q");
  return time;
}

wiki::PageFilter filter_of(const SearchQuery& query, const search::Filters& typed) {
  wiki::PageFilter filter{typed.label, typed.owner, start_of(typed.after), start_of(typed.before)};
  if (query.label) filter.label = query.label->str();
  if (query.year) {
    if (*query.year < 1900 || *query.year > 2999) throw Failure(Problem::invalid, "out_of_range", "year");
    filter.after = start_of(std::to_string(*query.year));
    filter.before = start_of(std::to_string(*query.year + 1));
  }
  return filter;
}

// The words, or else the label alone.
search::Found found(ReadTx& tx, const Viewer& viewer, const SearchQuery& query) {
  search::Request request;
  request.limit = checked_limit(query.limit, 20, search::hits_max);
  request.offset = checked_offset(query.cursor);
  if (query.q) request.query = search::parse(query.q->str());
  auto& typed = request.query.filters;
  auto filter = filter_of(query, typed);
  std::optional<std::string> space = typed.space;
  if (query.space) space = query.space->str();
  if (request.query.concepts.empty()) {
    if (!filter.label) throw Failure(Problem::invalid, "invalid_input", {FieldError{"q", "required"}});
    return search::listed(tx, viewer, wiki::pages_labelled(tx, viewer, *filter.label, space), request);
  }
  if (filter.any()) request.admits = wiki::page_filter(tx, viewer, std::move(filter));
  if (space) request.zones = wiki::zones_of_space(tx, viewer, *space);
  return search::find(tx, viewer, request);
}

// Search knows ids and text; what a page is called and where it stands comes from the wiki, trimmed once more.
SearchResult find(ReadTx& tx, const Viewer& viewer, const SearchQuery& query) {
  auto hits = found(tx, viewer, query);
  SearchResult result{{}, hits.total, hits.total_is_exact, hits.cut_short, hits.left_out, hits.corrected, {}};
  for (auto& hit : hits.hits) {
    auto page = wiki::found_page(tx, viewer, {hit.page});
    if (!page) continue;
    auto& best = hit.sections.front();
    SearchHit shown{page->page,  page->title,  page->path,   page->space,      page->space_title,
                    best.anchor, best.heading, best.snippet, page->changed_at, {}};
    for (auto section = hit.sections.begin() + 1; section != hit.sections.end(); ++section)
      shown.more.push_back({section->anchor, section->heading});
    result.hits.push_back(std::move(shown));
  }
  if (hits.next) result.next = std::to_string(*hits.next);
  return result;
}

// Apart from the hits, which people see first.
wiki::Facets facets(ReadTx& tx, const Viewer& viewer, const SearchQuery& query) {
  return wiki::facets(tx, viewer, found(tx, viewer, query).pages);
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
  routes.get("/api/search/facets", facets).heavy().rated("search").summary("Where the hits of a search lie");
  routes.get("/api/suggest", suggest).summary("Titles that begin with what was typed");
}

}  // namespace server
