#include <search/stages.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr double average_length = 40;  // of a section, in the unit of document.lengths (32 bytes)

constexpr std::string_view title_sql = R"(
    SELECT count(x) FROM (SELECT stafette_scan(title_index, $1) AS x FROM search.title_index
                           WHERE title_index MATCH $2 ORDER BY rowid DESC LIMIT $3))";
constexpr std::string_view section_sql = R"(
    SELECT count(x) FROM (SELECT stafette_scan(section_index, $1) AS x FROM search.section_index
                           WHERE section_index MATCH $2 ORDER BY rowid DESC LIMIT $3))";

class Titles final : public Scan {
 public:
  Titles(ReadTx& tx, const Rights& rights, const Terms& terms, const Limits& limits, Stage& stage)
      : walk_(tx, rights), terms_(terms), limits_(limits), stage_(stage) {}

  Verdict match(std::int64_t row) override {
    auto& place = walk_.at(row);
    if (!place.allowed || place.first != row) return Verdict::skip;
    if (stage_.pages == limits_.pages) return Verdict::stop;
    ++stage_.pages;
    stage_.documents.insert(row);
    place_ = &place;
    return stage_.candidates.size() < limits_.candidates ? Verdict::rank : Verdict::skip;
  }
  void ranked(std::int64_t row, const Evidence& evidence) override {
    stage_.candidates.push_back(
        {place_->page, row, title_rank(evidence, terms_.rarities, terms_.words, place_->title_words)});
  }

 private:
  Walk walk_;
  const Terms& terms_;
  const Limits& limits_;
  Stage& stage_;
  const Walk::Place* place_ = nullptr;
};

class Sections final : public Scan {
 public:
  Sections(ReadTx& tx, const Rights& rights, const Terms& terms, const Limits& limits, Stage& stage,
           const std::unordered_set<std::int64_t>& known)
      : walk_(tx, rights), terms_(terms), limits_(limits), stage_(stage), known_(known) {}

  Verdict match(std::int64_t row) override {
    place_ = &walk_.at(row);
    if (!place_->allowed) return Verdict::skip;
    if (place_->first != document_) {
      document_ = place_->first;
      known_document_ = known_.contains(document_);
      if (!known_document_) {
        if (stage_.pages == limits_.pages) return Verdict::stop;
        ++stage_.pages;
      }
    }
    return !known_document_ && ranked_ < limits_.candidates ? Verdict::rank : Verdict::skip;
  }
  void ranked(std::int64_t row, const Evidence& evidence) override {
    ++ranked_;
    auto ordinal = std::size_t(row - place_->first);
    double length = ordinal < place_->lengths.size() ? static_cast<unsigned char>(place_->lengths[ordinal]) : 0;
    auto rank = section_rank(evidence, terms_.rarities, length / average_length);
    auto& all = stage_.candidates;
    if (all.empty() || all.back().page != place_->page)
      all.push_back({place_->page, row, rank});
    else if (rank >= all.back().rank)
      all.back() = {place_->page, row, rank};  // equal: the earlier section
  }

 private:
  Walk walk_;
  const Terms& terms_;
  const Limits& limits_;
  Stage& stage_;
  const std::unordered_set<std::int64_t>& known_;
  const Walk::Place* place_ = nullptr;
  std::int64_t document_ = 0;
  bool known_document_ = false;
  std::size_t ranked_ = 0;
};

void best_first(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(),
            [](auto& a, auto& b) { return a.rank != b.rank ? a.rank > b.rank : a.row > b.row; });
}

}  // namespace

Stage title_stage(ReadTx& tx, const Rights& rights, const Terms& terms, const Limits& limits) {
  Stage stage;
  Titles scan(tx, rights, terms, limits, stage);
  stage.complete = run(tx.connection(), {title_sql, terms.expression, terms.rarities.size(), limits.matches}, scan);
  best_first(stage.candidates);
  return stage;
}

Stage section_stage(ReadTx& tx, const Rights& rights, const Terms& terms, const Limits& limits,
                    const std::unordered_set<std::int64_t>& known) {
  Stage stage;
  Sections scan(tx, rights, terms, limits, stage, known);
  stage.complete = run(tx.connection(), {section_sql, terms.expression, terms.rarities.size(), limits.matches}, scan);
  best_first(stage.candidates);
  return stage;
}

}  // namespace search
