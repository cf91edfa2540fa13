#include <base/failure.hpp>
#include <search/chunk.hpp>
#include <search/find.hpp>
#include <search/german/stem.hpp>
#include <search/hook.hpp>
#include <search/snippet.hpp>
#include <search/stages.hpp>
#include <search/vocabulary.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr std::size_t sample_max = 300;
constexpr std::size_t prefix_forms_max = 24, corrections_max = 3;
constexpr std::size_t few_pages = 3;              // fewer, and words may be left out
constexpr std::size_t left_out_each_max = 6;      // with more words only the most common are tried
constexpr std::size_t looked_elsewhere_max = 40;  // pages
constexpr double by_correction = 0.6;

struct Frames {
  std::int64_t first;
  storage::Blob names, texts;
};
BOOST_DESCRIBE_STRUCT(Frames, (), (first, names, texts))

Frames chunk_of(ReadTx& tx, std::int64_t row) {
  return tx.one<Frames>("SELECT first, names, texts FROM search.chunk WHERE first <= $1 ORDER BY first DESC LIMIT 1",
                        row);
}

HitSection shown(ReadTx& tx, std::int64_t row, std::vector<Mark> marks, const std::vector<std::string>& forms) {
  auto chunk = chunk_of(tx, row);
  auto index = std::size_t(row - chunk.first);
  auto section = name_at(chunk.names.bytes, index);
  return {section.anchor, section.heading, snippet(Texts(chunk.texts.bytes).at(index), std::move(marks), forms)};
}

struct Names {
  std::int64_t first;
  storage::Blob names;
};
BOOST_DESCRIBE_STRUCT(Names, (), (first, names))

// Only what a section is called: the further places of a hit.
HitSection named(ReadTx& tx, std::int64_t row) {
  auto chunk =
      tx.one<Names>("SELECT first, names FROM search.chunk WHERE first <= $1 ORDER BY first DESC LIMIT 1", row);
  auto section = name_at(chunk.names.bytes, std::size_t(row - chunk.first));
  return {section.anchor, section.heading, {}};
}

// The beginnings of words that were typed stand for the most common words that begin so.
void complete_prefixes(ReadTx& tx, Query& query) {
  auto complete = [&](Concept& wanted) {
    if (!wanted.prefix) return;
    AnyOf any;
    for (auto& form : forms_with_prefix(tx, wanted.form, prefix_forms_max)) {
      auto key = german::key_of(form);
      bool known = std::any_of(any.begin(), any.end(), [&](auto& phrase) { return phrase.terms == key; });
      if (!known) any.push_back({std::move(key), 1});
    }
    if (!any.empty()) wanted.alternatives = {{std::move(any)}};
  };
  for (auto& wanted : query.concepts) complete(wanted);
  for (auto& wanted : query.without) complete(wanted);
}

// All words before some, then by rank; of equal ones the one written last.
bool better(const Candidate& a, const Candidate& b) {
  if (a.missing != b.missing) return a.missing < b.missing;
  return a.rank() != b.rank() ? a.rank() > b.rank() : a.first > b.first;
}

class Search {
 public:
  Search(ReadTx& tx, const Viewer& viewer, const Request& request)
      : tx_(tx),
        request_(request),
        query_(request.query),
        rights_(tx, viewer, request.zones, request.admits) {
    complete_prefixes(tx, query_);
    rows_ = tx.one<std::int64_t>("SELECT next_row FROM search.state");
    skipped_.resize(query_.concepts.size());
    deadline_.emplace(tx.connection(), time_max);
  }

  Found found() {
    weigh();
    pass();
    if (gathered_.pages.size() < few_pages && !deadline_->passed()) look_further();
    cut_short_ = deadline_->passed();
    deadline_.reset();  // what follows is bounded, and must not be interrupted
    look_elsewhere();
    return result();
  }

 private:
  // What a concept tells is estimated from how densely its newest readable matches stand.
  void weigh() {
    if (query_.concepts.size() == 1) {
      rarities_ = {1.0};
      return;
    }
    for (auto& wanted : query_.concepts) {
      auto seen = sample(tx_, rights_, expression(wanted, Table::sections).text, sample_max);
      double matches = double(seen.matches);
      if (seen.matches == sample_max) matches *= double(rows_) / double(rows_ - seen.last + 1);
      rarities_.push_back(rarity(matches, double(rows_)));
      unknown_.push_back(seen.matches == 0);
    }
  }

  Wanted wanted(Table table) const {
    auto made = expression(query_, table, skipped_);
    Wanted out{std::move(made.text), {std::move(made.parts), rarities_, 0}};
    // Titles stand beside every section, so that "BGB Verjährung" finds one. A single word needs no such section: the
    // stage of titles has them all.
    bool one_word = query_.concepts.size() == 1 && !query_.concepts[0].form.empty() && !query_.concepts[0].in_title;
    if (table == Table::sections && one_word) out.expression = "{heading body} : (" + out.expression + ")";
    out.scale.words = std::size_t(std::count(skipped_.begin(), skipped_.end(), false));
    return out;
  }

  bool has_phrases() const {
    for (auto& one : query_.concepts)
      for (auto& all : one.alternatives)
        if (all.size() == 1 && all[0].size() == 1 && all[0][0].terms.find(' ') != std::string::npos) return true;
    return false;
  }

  void pass() {
    gathered_.missing = std::uint32_t(std::count(skipped_.begin(), skipped_.end(), true));
    if (auto titles = wanted(Table::titles); !titles.expression.empty())
      title_stage(tx_, rights_, titles, {candidates_max, title_matches_max, total_max}, gathered_);
    auto matches = has_phrases() ? phrase_matches_max : matches_max;
    if (auto sections = wanted(Table::sections); !sections.expression.empty())
      section_stage(tx_, rights_, sections, {candidates_max, matches, total_max}, gathered_);
  }

  void look_further() {
    if (unknown_.empty()) unknown_.push_back(gathered_.pages.empty());
    correct();
    auto known = std::count(unknown_.begin(), unknown_.end(), false);
    if (known > 0 && known < std::ptrdiff_t(unknown_.size())) {
      skipped_ = unknown_;
      pass();
    }
    leave_out_words();
  }

  // What the section lacks may stand elsewhere on the page.
  void look_elsewhere() {
    std::vector<Candidate*> best;
    for (auto& [page, candidate] : gathered_.pages)
      if (candidate.missing) best.push_back(&candidate);
    std::sort(best.begin(), best.end(), [](auto* a, auto* b) { return better(*a, *b); });
    for (std::size_t i = 0; i < best.size() && i < looked_elsewhere_max; ++i) {
      best[i]->missing = 0;
      for (auto& wanted : query_.concepts)
        best[i]->missing += !stands_in(*best[i], expression(wanted, Table::sections).text);
    }
  }

  // Words that nobody may read here are replaced by words one letter away that somebody may.
  void correct() {
    bool any = false;
    for (std::size_t i = 0; i < query_.concepts.size(); ++i) {
      auto& wanted = query_.concepts[i];
      if (!unknown_[i] || wanted.form.empty() || wanted.prefix) continue;
      for (auto& form : forms_like(tx_, wanted.form, corrections_max)) {
        auto instead = concept_of_word(form);
        if (sample(tx_, rights_, expression(instead, Table::sections).text, 1).matches == 0) continue;
        for (auto& phrase : instead.alternatives[0][0]) phrase.weight *= by_correction;
        replaced_.push_back({wanted.text, form});
        instead.text = wanted.text;
        wanted = std::move(instead);
        unknown_[i] = false;
        any = true;
        break;
      }
    }
    if (any) pass();
  }

  // The most common words first: rarer ones decide.
  void leave_out_words() {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < skipped_.size(); ++i)
      if (!skipped_[i]) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](auto a, auto b) { return rarities_[a] < rarities_[b]; });
    auto before = skipped_;
    if (order.size() > 1)
      for (std::size_t i = 0; i < order.size() && i < left_out_each_max && !deadline_->passed(); ++i) {
        skipped_ = before;
        skipped_[order[i]] = true;
        pass();
      }
    skipped_ = before;
    for (std::size_t i = 0; i + 1 < order.size() && gathered_.pages.size() < few_pages && !deadline_->passed(); ++i) {
      skipped_[order[i]] = true;
      pass();
    }
    skipped_ = before;
  }

  Found result() {
    std::vector<const Candidate*> order;
    for (auto& [page, candidate] : gathered_.pages) order.push_back(&candidate);
    std::sort(order.begin(), order.end(), [](auto* a, auto* b) { return better(*a, *b); });
    Found out;
    out.total = std::int64_t(order.size());
    out.total_is_exact = gathered_.complete;
    out.cut_short = cut_short_;
    for (auto* candidate : order) out.pages.push_back(candidate->page);
    for (auto& wanted : query_.concepts)
      if (!wanted.form.empty()) forms_.push_back(wanted.form);
    auto end = std::min(order.size(), request_.offset + std::min(request_.limit, hits_max));
    for (auto i = request_.offset; i < end; ++i) out.hits.push_back(hit(*order[i]));
    if (end < order.size() && end > request_.offset) out.next = end;
    if (!order.empty() && order[0]->missing) out.left_out = left_out(*order[0]);
    if (!replaced_.empty() && !order.empty()) out.corrected = corrected();
    return out;
  }

  Hit hit(const Candidate& candidate) {
    auto best = candidate.sections[0].row;
    Hit out{candidate.page, {}};
    out.sections.push_back(shown(tx_, best ? best : candidate.first,
                                 {candidate.marks.begin(), candidate.marks.begin() + std::ptrdiff_t(candidate.marked)},
                                 forms_));
    for (std::size_t i = 1; i < candidate.sections.size() && candidate.sections[i].row; ++i)
      out.sections.push_back(named(tx_, candidate.sections[i].row));
    return out;
  }

  std::vector<std::string> left_out(const Candidate& best) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < query_.concepts.size(); ++i) {
      auto text = expression(query_.concepts[i], Table::sections).text;
      if (!stands_in(best, text)) out.push_back(query_.concepts[i].text);
    }
    return out;
  }

  // Anywhere on the page, its title included.
  bool stands_in(const Candidate& candidate, const std::string& text) {
    auto sections = tx_.one<std::int64_t>("SELECT sections FROM search.document WHERE first = $1", candidate.first);
    return tx_
        .maybe<std::int64_t>(R"(
        SELECT rowid FROM search.section_index
         WHERE section_index MATCH $1 AND rowid BETWEEN $2 AND $3 LIMIT 1)",
                             text, candidate.first, candidate.first + sections - 1)
        .has_value();
  }

  std::string corrected() const {
    std::string out;
    for (auto& one : request_.query.concepts) {
      auto replaced =
          std::find_if(replaced_.begin(), replaced_.end(), [&](auto& pair) { return pair.first == one.text; });
      out += (out.empty() ? "" : " ") + (replaced == replaced_.end() ? one.text : replaced->second);
    }
    return out;
  }

  ReadTx& tx_;
  const Request& request_;
  Query query_;
  Rights rights_;
  std::optional<Deadline> deadline_;  // of the passes
  bool cut_short_ = false;
  std::int64_t rows_ = 0;
  std::vector<double> rarities_;
  std::vector<bool> skipped_, unknown_;
  std::vector<std::pair<std::string, std::string>> replaced_;  // as typed, and instead
  std::vector<std::string> forms_;                             // of the words that are looked for
  Gathered gathered_;
};

struct Document {
  std::int64_t first, zone, min_level;
};
BOOST_DESCRIBE_STRUCT(Document, (), (first, zone, min_level))

}  // namespace

Found listed(ReadTx& tx, const Viewer& viewer, const std::vector<std::int64_t>& pages, const Request& request) {
  require_attached(tx);
  Rights rights(tx, viewer, {}, {});
  Found out;
  out.pages = pages;
  out.total = std::int64_t(pages.size());
  auto end = std::min(pages.size(), request.offset + std::min(request.limit, hits_max));
  for (auto i = request.offset; i < end; ++i) {
    auto document = tx.maybe<Document>(R"(
        SELECT d.first, z.zone_id AS zone, d.min_level
          FROM search.document d JOIN page_zone z ON z.page_id = d.page
         WHERE d.page = $1)",
                                       pages[i]);
    bool allowed = document && rights.allow(pages[i], document->zone, document->min_level);
    auto text = allowed ? shown(tx, document->first, {}, {}).snippet : std::string();
    out.hits.push_back({pages[i], {{"", "", std::move(text)}}});
  }
  if (end < pages.size() && end > request.offset) out.next = end;
  return out;
}

Found find(ReadTx& tx, const Viewer& viewer, const Request& request) {
  require_attached(tx);
  if (request.query.concepts.empty()) throw Failure(Problem::invalid, "query_empty", "q");
  return Search(tx, viewer, request).found();
}

}  // namespace search
