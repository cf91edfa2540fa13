#include <wiki/pages/alignment.hpp>

#include <git2.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>

namespace wiki::compare {
namespace {

using Items = std::span<const int>;

// Longer than this, libgit2 may take seconds over shuffled items: they are cut at unique items first.
constexpr std::size_t items_at_once_max = 40'000;

struct Offset {
  std::size_t from, to;
};

struct Found {
  std::vector<Change>& changes;
  Offset offset;
};

std::string one_per_line(Items items) {
  std::string out;
  out.reserve(items.size() * 6);
  char digits[16];
  for (int item : items) {
    auto end = std::to_chars(digits, digits + sizeof digits, item).ptr;
    *end++ = '\n';
    out.append(digits, end);
  }
  return out;
}

int on_hunk(const git_diff_delta*, const git_diff_hunk* hunk, void* payload) {
  auto& found = *static_cast<Found*>(payload);
  // A hunk without lines on one side names the line before it.
  auto begin = [](int start, int count) { return static_cast<std::size_t>(count == 0 ? start : start - 1); };
  auto from = found.offset.from + begin(hunk->old_start, hunk->old_lines);
  auto to = found.offset.to + begin(hunk->new_start, hunk->new_lines);
  found.changes.push_back(
      {from, from + static_cast<std::size_t>(hunk->old_lines), to, to + static_cast<std::size_t>(hunk->new_lines)});
  return 0;
}

void compare_finely(Items from, Items to, Offset offset, std::vector<Change>& out) {
  static const int ready = git_libgit2_init();
  if (ready < 0) throw std::runtime_error("libgit2 does not start");
  auto old_text = one_per_line(from);
  auto new_text = one_per_line(to);
  git_diff_options options;
  git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
  options.flags = GIT_DIFF_FORCE_TEXT;
  options.context_lines = 0;
  options.interhunk_lines = 0;
  Found found{out, offset};
  int status = git_diff_buffers(old_text.data(), old_text.size(), nullptr, new_text.data(), new_text.size(), nullptr,
                                &options, nullptr, nullptr, on_hunk, nullptr, &found);
  if (status != 0) throw std::runtime_error("libgit2 cannot compare");
}

// Cuts equal items off both ends.
void trim(Items& from, Items& to, Offset& offset) {
  std::size_t head = 0;
  auto shorter = std::min(from.size(), to.size());
  while (head < shorter && from[head] == to[head]) ++head;
  std::size_t tail = 0;
  while (tail < shorter - head && from[from.size() - 1 - tail] == to[to.size() - 1 - tail]) ++tail;
  from = from.subspan(head, from.size() - head - tail);
  to = to.subspan(head, to.size() - head - tail);
  offset.from += head;
  offset.to += head;
}

void compare_part(Items from, Items to, Offset offset, std::size_t& effort, std::vector<Change>& out) {
  trim(from, to, offset);
  if (from.empty() && to.empty()) return;
  auto items = from.size() + to.size();
  bool plain = from.empty() || to.empty() || items == 2;
  if (plain || items > items_at_once_max || items > effort) {
    out.push_back({offset.from, offset.from + from.size(), offset.to, offset.to + to.size()});
    return;
  }
  effort -= items;
  compare_finely(from, to, offset, out);
}

struct Anchor {
  std::size_t from, to;
};

// Items that occur once on either side, in the order of `from`.
std::vector<Anchor> unique_pairs(Items from, Items to) {
  int highest = std::max(*std::max_element(from.begin(), from.end()), *std::max_element(to.begin(), to.end()));
  struct Seen {
    std::uint8_t from = 0, to = 0;
    std::size_t to_at = 0;
  };
  std::vector<Seen> seen(static_cast<std::size_t>(highest) + 1);
  for (int item : from) seen[item].from = seen[item].from ? 2 : 1;
  for (std::size_t i = 0; i < to.size(); ++i) {
    seen[to[i]].to = seen[to[i]].to ? 2 : 1;
    seen[to[i]].to_at = i;
  }
  std::vector<Anchor> pairs;
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (auto& s = seen[from[i]]; s.from == 1 && s.to == 1) pairs.push_back({i, s.to_at});
  }
  return pairs;
}

// The longest selection that ascends on both sides (patience sorting).
std::vector<Anchor> ascending(const std::vector<Anchor>& pairs) {
  constexpr auto none = static_cast<std::size_t>(-1);
  std::vector<std::size_t> tops, before(pairs.size(), none);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    auto pile = std::partition_point(tops.begin(), tops.end(), [&](auto t) { return pairs[t].to < pairs[i].to; });
    if (pile != tops.begin()) before[i] = *(pile - 1);
    if (pile == tops.end()) {
      tops.push_back(i);
    } else {
      *pile = i;
    }
  }
  std::vector<Anchor> chosen;
  for (auto i = tops.empty() ? none : tops.back(); i != none; i = before[i]) chosen.push_back(pairs[i]);
  std::reverse(chosen.begin(), chosen.end());
  return chosen;
}

}  // namespace

std::vector<Change> changes(Items from, Items to, std::size_t& effort) {
  std::vector<Change> out;
  Offset offset{0, 0};
  trim(from, to, offset);
  if (from.empty() || to.empty() || from.size() + to.size() <= items_at_once_max) {
    compare_part(from, to, offset, effort, out);
    return out;
  }
  auto anchors = ascending(unique_pairs(from, to));
  anchors.push_back({from.size(), to.size()});
  Offset at{0, 0};
  for (auto& anchor : anchors) {
    compare_part(from.subspan(at.from, anchor.from - at.from), to.subspan(at.to, anchor.to - at.to),
                 {offset.from + at.from, offset.to + at.to}, effort, out);
    at = {anchor.from + 1, anchor.to + 1};
  }
  return out;
}

std::vector<Change> joined(std::vector<Change> changes, const std::vector<Token>& from) {
  std::vector<Change> out;
  for (auto& change : changes) {
    bool joins =
        !out.empty() && std::all_of(from.begin() + static_cast<std::ptrdiff_t>(out.back().from_end),
                                    from.begin() + static_cast<std::ptrdiff_t>(change.from_begin), [](const Token& t) {
                                      return t.kind == TokenKind::space || t.kind == TokenKind::punctuation;
                                    });
    if (joins) {
      out.back().from_end = change.from_end;
      out.back().to_end = change.to_end;
    } else {
      out.push_back(change);
    }
  }
  return out;
}

}  // namespace wiki::compare
