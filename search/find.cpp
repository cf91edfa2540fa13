#include <base/failure.hpp>
#include <search/chunk.hpp>
#include <search/find.hpp>
#include <search/hook.hpp>
#include <search/query.hpp>
#include <search/snippet.hpp>
#include <search/stages.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr std::chrono::milliseconds time_max{2000};
constexpr std::int64_t sample_matches = 1000;
constexpr double prefix_share = 0.01;  // of all sections; counting beginnings would cost as much as the search

struct Sample {
  std::int64_t matches, last;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (matches, last))

// Estimated from how densely the newest matches stand. A single term needs no comparison.
std::vector<double> rarities(ReadTx& tx, const std::vector<const Term*>& terms) {
  if (terms.size() == 1) return {1.0};
  auto rows = tx.one<std::int64_t>("SELECT next_row FROM search.state");
  std::vector<double> out;
  for (auto term : terms) {
    if (term->prefix) {
      out.push_back(rarity(prefix_share * double(rows), double(rows)));
      continue;
    }
    auto sample = tx.one<Sample>(R"(
        SELECT count(*) AS matches, coalesce(min(r), 0) AS last
          FROM (SELECT rowid AS r FROM search.section_index
                 WHERE section_index MATCH $1 ORDER BY rowid DESC LIMIT $2))",
                                 expression(*term, true), sample_matches);
    double matches = double(sample.matches);
    if (sample.matches == sample_matches) matches *= double(rows) / double(rows - sample.last);
    out.push_back(rarity(matches, double(rows)));
  }
  return out;
}

struct Frame {
  std::int64_t first;
  storage::Blob frame;
};
BOOST_DESCRIBE_STRUCT(Frame, (), (first, frame))

auth::Section section_at(ReadTx& tx, std::int64_t row) {
  auto chunk =
      tx.one<Frame>("SELECT first, frame FROM search.chunk WHERE first <= $1 ORDER BY first DESC LIMIT 1", row);
  return unpacked(chunk.frame.bytes, std::size_t(row - chunk.first));
}

Found found(ReadTx& tx, const Viewer& viewer, const Request& request) {
  Tokenizer tokenizer(tx.connection());
  auto query = parse(request.text, tokenizer);
  Rights rights(tx, viewer, request.zones, request.pages);
  auto terms = query.terms();
  bool phrases = std::any_of(terms.begin(), terms.end(), [](auto term) { return term->words.size() > 1; });
  Limits limits{candidates_max, phrases ? phrase_matches_max : matches_max, total_max};
  Terms wanted{query.title_expression(), rarities(tx, terms), 0};
  for (auto term : terms) wanted.words += term->words.size();
  auto titles = title_stage(tx, rights, wanted, limits);
  wanted.expression = query.section_expression();
  limits.pages -= titles.pages;
  auto sections = section_stage(tx, rights, wanted, limits, titles.documents);

  Found out;
  out.total = titles.pages + sections.pages;
  out.total_is_exact = titles.complete && sections.complete;
  auto all = titles.candidates.size() + sections.candidates.size();
  auto end = std::min(all, request.offset + std::min(request.limit, hits_max));
  for (auto i = request.offset; i < end; ++i) {
    bool by_title = i < titles.candidates.size();
    auto& candidate = by_title ? titles.candidates[i] : sections.candidates[i - titles.candidates.size()];
    auto section = section_at(tx, candidate.row);
    auto text = snippet(section.text, query, tokenizer);
    if (by_title)
      out.hits.push_back({candidate.page, "", "", std::move(text)});
    else
      out.hits.push_back({candidate.page, section.anchor, section.heading, std::move(text)});
  }
  if (end < all && end > request.offset) out.next = end;
  return out;
}

struct Document {
  std::int64_t first, zone, min_level;
};
BOOST_DESCRIBE_STRUCT(Document, (), (first, zone, min_level))

}  // namespace

Found listed(ReadTx& tx, const Viewer& viewer, const Request& request) {
  require_attached(tx);
  Tokenizer tokenizer(tx.connection());
  Rights rights(tx, viewer, {}, {});
  auto& pages = *request.pages;
  Found out;
  out.total = std::int64_t(pages.size());
  auto end = std::min(pages.size(), request.offset + std::min(request.limit, hits_max));
  for (auto i = request.offset; i < end; ++i) {
    auto document = tx.maybe<Document>(R"(
        SELECT d.first, z.zone_id AS zone, d.min_level
          FROM search.document d JOIN page_zone z ON z.page_id = d.page
         WHERE d.page = $1)",
                                       pages[i]);
    bool shown = document && rights.allow(pages[i], document->zone, document->min_level);
    auto text = shown ? snippet(section_at(tx, document->first).text, {}, tokenizer) : std::string();
    out.hits.push_back({pages[i], "", "", std::move(text)});
  }
  if (end < pages.size() && end > request.offset) out.next = end;
  return out;
}

Found find(ReadTx& tx, const Viewer& viewer, const Request& request) {
  require_attached(tx);
  Deadline deadline(tx.connection(), time_max);
  try {
    return found(tx, viewer, request);
  } catch (const storage::SqliteError&) {
    if (deadline.passed()) throw Failure(Problem::unavailable, "search_too_slow");
    throw;
  }
}

}  // namespace search
