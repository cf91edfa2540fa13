#include <base/text.hpp>
#include <search/german/letters.hpp>
#include <search/hook.hpp>
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
  std::vector<Concept> words;
  for (auto word = german::next_word(typed, 0); word; word = german::next_word(typed, word->end))
    words.push_back(concept_of_word(typed.substr(word->begin, word->end - word->begin)));
  if (words.empty() || words.size() > words_max) return {};
  Wanted wanted;
  wanted.scale.words = words.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    auto made = expression(words[i], Table::titles);
    bool unfinished = i + 1 == words.size() && !typed.ends_with(' ') && code_points(words[i].form) >= Query::prefix_min;
    if (unfinished) {
      made.text = "(\"=" + words[i].form + "\" * OR " + made.text + ")";
      made.parts.insert(made.parts.begin(), {0, 1});
    }
    wanted.expression += (i ? " AND " : "{title} : (") + made.text;
    for (auto& part : made.parts) wanted.scale.parts.push_back({i, part.weight});
    wanted.scale.rarities.push_back(1.0);
  }
  wanted.expression += ')';
  Deadline deadline(tx.connection(), std::chrono::milliseconds(100));
  Gathered gathered;
  title_stage(tx, Rights(tx, viewer, {}, {}), wanted, limits, gathered);
  std::vector<const Candidate*> order;
  for (auto& [page, candidate] : gathered.pages) order.push_back(&candidate);
  std::sort(order.begin(), order.end(),
            [](auto* a, auto* b) { return a->title != b->title ? a->title > b->title : a->first > b->first; });
  std::vector<std::int64_t> pages;
  for (auto* candidate : order) {
    if (pages.size() == std::min(limit, suggestions_max)) break;
    pages.push_back(candidate->page);
  }
  return pages;
}

}  // namespace search
