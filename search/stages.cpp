#include <search/stages.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr double average_length = 40;  // of a section, in the unit of document.lengths (32 bytes)
constexpr int body_column = 2;
constexpr std::size_t looked_at_max = 20'000;  // rows for a sample, readable or not

constexpr std::string_view title_sql = R"(
    SELECT count(x) FROM (SELECT stafette_scan(title_index, $1) AS x FROM search.title_index
                           WHERE title_index MATCH $2 ORDER BY rowid DESC LIMIT $3))";
constexpr std::string_view section_sql = R"(
    SELECT count(x) FROM (SELECT stafette_scan(section_index, $1) AS x FROM search.section_index
                           WHERE section_index MATCH $2 ORDER BY rowid DESC LIMIT $3))";
// Common to both: which pages may be found, and how many.
class Pass : public Scan {
 public:
  Pass(ReadTx& tx, const Rights& rights, const Wanted& wanted, const Limits& limits, Gathered& gathered)
      : walk_(tx, rights), wanted_(wanted), limits_(limits), gathered_(gathered) {}

 protected:
  // The candidate of a readable match, null when there are enough pages.
  Candidate* candidate(const Walk::Place& place) {
    auto found = gathered_.pages.find(place.page);
    if (found != gathered_.pages.end()) return &found->second;
    if (gathered_.pages.size() == limits_.pages) return nullptr;
    auto& made = gathered_.pages.emplace(place.page, Candidate{place.page, place.first}).first->second;
    made.missing = gathered_.missing;
    return &made;
  }
  Walk walk_;
  const Wanted& wanted_;
  const Limits& limits_;
  Gathered& gathered_;
  const Walk::Place* place_ = nullptr;
  Candidate* candidate_ = nullptr;
  std::size_t ranked_ = 0;
};

class Titles final : public Pass {
 public:
  using Pass::Pass;
  Verdict match(std::int64_t row) override {
    place_ = &walk_.at(row);
    if (!place_->allowed || place_->first != row) return Verdict::skip;
    candidate_ = candidate(*place_);
    if (!candidate_) return Verdict::stop;
    return ranked_ < limits_.candidates ? Verdict::rank : Verdict::skip;
  }
  void ranked(std::int64_t, const Evidence& evidence) override {
    ++ranked_;
    candidate_->title = std::max(candidate_->title, title_rank(evidence, wanted_.scale, place_->title_words));
  }
};

class Sections final : public Pass {
 public:
  using Pass::Pass;
  Verdict match(std::int64_t row) override {
    place_ = &walk_.at(row);
    if (!place_->allowed) return Verdict::skip;
    if (!candidate_ || candidate_->page != place_->page) candidate_ = candidate(*place_);
    if (!candidate_) return Verdict::stop;
    return ranked_ < limits_.candidates ? Verdict::rank : Verdict::skip;
  }
  void ranked(std::int64_t row, const Evidence& evidence) override {
    ++ranked_;
    auto ordinal = std::size_t(row - place_->first);
    double length = ordinal < place_->lengths.size() ? static_cast<unsigned char>(place_->lengths[ordinal]) : 0;
    keep({row, section_rank(evidence, wanted_.scale, length / average_length)});
    if (candidate_->sections[0].row == row) mark(evidence);
  }

 private:
  // The first words of the body that each phrase found; those of all phrases before the second ones of any.
  void mark(const Evidence& evidence) {
    candidate_->marked = 0;
    for (std::size_t round = 0; round < 2; ++round)
      for (std::size_t i = 0; i < evidence.spots.size(); ++i) {
        std::size_t seen = 0;
        for (auto& spot : evidence.spots[i]) {
          if (spot.column != body_column || seen++ != round) continue;
          if (candidate_->marked == candidate_->marks.size()) return;
          candidate_->marks[candidate_->marked++] = {std::uint32_t(spot.position),
                                                     std::uint32_t(wanted_.scale.parts[i].term)};
          break;
        }
      }
  }

  // Of equal ones the earlier section, which has the smaller row, comes first. Another pass may find a row again.
  void keep(Candidate::Section section) {
    auto& all = candidate_->sections;
    auto known = std::find_if(all.begin(), all.end(), [&](auto& one) { return one.row == section.row; });
    if (known != all.end()) {
      if (known->rank >= section.rank) return;
      std::move(known + 1, all.end(), known);
      all.back() = {};
    }
    for (auto& kept : all)
      if (!kept.row || section.rank >= kept.rank) std::swap(kept, section);
  }
};

class Counting final : public Scan {
 public:
  Counting(ReadTx& tx, const Rights& rights, std::size_t max, Sample& sample)
      : walk_(tx, rights), max_(max), sample_(sample) {}
  Verdict match(std::int64_t row) override {
    if (!walk_.at(row).allowed) return Verdict::skip;
    sample_.last = row;
    return ++sample_.matches == max_ ? Verdict::stop : Verdict::skip;
  }
  void ranked(std::int64_t, const Evidence&) override {}

 private:
  Walk walk_;
  std::size_t max_;
  Sample& sample_;
};

}  // namespace

void title_stage(ReadTx& tx, const Rights& rights, const Wanted& wanted, const Limits& limits, Gathered& gathered) {
  Titles scan(tx, rights, wanted, limits, gathered);
  gathered.complete &=
      run(tx.connection(), {title_sql, wanted.expression, wanted.scale.parts.size(), limits.matches}, scan);
}

void section_stage(ReadTx& tx, const Rights& rights, const Wanted& wanted, const Limits& limits, Gathered& gathered) {
  Sections scan(tx, rights, wanted, limits, gathered);
  gathered.complete &=
      run(tx.connection(), {section_sql, wanted.expression, wanted.scale.parts.size(), limits.matches}, scan);
}

Sample sample(ReadTx& tx, const Rights& rights, const std::string& expression, std::size_t max) {
  Sample out;
  Counting scan(tx, rights, max, out);
  run(tx.connection(), {section_sql, expression, 0, looked_at_max}, scan);
  return out;
}

}  // namespace search
