#include <base/text.hpp>
#include <search/hook.hpp>
#include <search/query.hpp>
#include <search/stages.hpp>
#include <search/suggest.hpp>

#include <algorithm>

namespace search {
namespace {

constexpr Limits limits{500, 1'000, 1'000};
constexpr std::size_t words_max = 20;

}  // namespace

std::vector<std::int64_t> suggest(ReadTx& tx, const Viewer& viewer, std::string_view typed, std::size_t limit) {
  require_attached(tx);
  Tokenizer tokenizer(tx.connection());
  auto words = tokenizer.words(typed, Tokenizer::Mode::prefix);
  if (words.empty() || words.size() > words_max) return {};
  bool finished = typed.ends_with(' ');
  Terms terms{"{title} : (", {}, words.size()};
  for (std::size_t i = 0; i < words.size(); ++i) {
    bool prefix = i + 1 == words.size() && !finished && code_points(words[i]) >= Query::prefix_min;
    terms.expression += (i ? " AND " : "") + expression({words[i], {words[i]}, prefix}, false);
    terms.rarities.push_back(1.0);
  }
  terms.expression += ')';
  Deadline deadline(tx.connection(), std::chrono::milliseconds(500));
  auto stage = title_stage(tx, Rights(tx, viewer, {}, {}), terms, limits);
  std::vector<std::int64_t> pages;
  for (auto& candidate : stage.candidates) {
    if (pages.size() == std::min(limit, suggestions_max)) break;
    pages.push_back(candidate.page);
  }
  return pages;
}

}  // namespace search
