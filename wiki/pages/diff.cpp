#include <wiki/pages/alignment.hpp>
#include <wiki/pages/diff.hpp>
#include <wiki/pages/token.hpp>

#include <algorithm>

namespace wiki {
namespace {

using compare::Change;
using compare::Token;
using Lines = std::vector<std::string_view>;

constexpr std::size_t context_lines = 3;
constexpr std::size_t lines_shown_max = 20'000;
constexpr std::size_t lines_compared_max = 400'000;
constexpr std::size_t line_effort = 150'000;
constexpr std::size_t tokens_per_line_max = 20'000;
constexpr std::size_t token_effort = 200'000;

Lines lines_without_breaks(std::string_view text) {
  // 4 MiB of line breaks: the rest becomes one very long line, which is still shown and still compared.
  Lines found;
  while (!text.empty()) {
    auto end = found.size() + 1 < lines_compared_max ? text.find('\n') : text.npos;
    if (end == text.npos) {
      if (text.back() == '\n') text.remove_suffix(1);
      found.push_back(text);
      break;
    }
    found.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return found;
}

DiffLine whole(LineKind kind, std::string_view line) {
  DiffLine out{kind, {}};
  if (!line.empty()) out.spans.push_back({std::string(line), kind != LineKind::same});
  return out;
}

void add_span(DiffLine& line, const std::vector<Token>& tokens, std::size_t begin, std::size_t end, bool changed) {
  if (begin == end) return;
  auto first = tokens[begin].text.data();
  auto last = tokens[end - 1].text;
  line.spans.push_back({std::string(first, last.data() + last.size()), changed});
}

// One replaced line on both sides, with the words that differ. `effort` counts tokens over the whole comparison.
std::pair<DiffLine, DiffLine> by_words(std::string_view from, std::string_view to, std::size_t& effort) {
  auto most = std::min(tokens_per_line_max, effort);
  auto old_tokens = compare::tokens(from, most);
  auto new_tokens = compare::tokens(to, most);
  if (!old_tokens || !new_tokens) return {whole(LineKind::removed, from), whole(LineKind::added, to)};

  compare::Numbering numbering;
  auto old_numbers = compare::numbered(numbering, *old_tokens);
  auto new_numbers = compare::numbered(numbering, *new_tokens);
  auto changes = compare::joined(compare::changes(old_numbers, new_numbers, effort), *old_tokens);
  DiffLine removed{LineKind::removed, {}}, added{LineKind::added, {}};
  std::size_t old_at = 0, new_at = 0;
  for (auto& change : changes) {
    add_span(removed, *old_tokens, old_at, change.from_begin, false);
    add_span(removed, *old_tokens, change.from_begin, change.from_end, true);
    add_span(added, *new_tokens, new_at, change.to_begin, false);
    add_span(added, *new_tokens, change.to_begin, change.to_end, true);
    old_at = change.from_end;
    new_at = change.to_end;
  }
  add_span(removed, *old_tokens, old_at, old_tokens->size(), false);
  add_span(added, *new_tokens, new_at, new_tokens->size(), false);
  return {std::move(removed), std::move(added)};
}

class Writer {
 public:
  Writer(const Lines& from, const Lines& to) : from_(from), to_(to) {}

  void change(const Change& change) {
    if (out_.truncated) return;
    bool continues = !out_.hunks.empty() && change.from_begin - shown_ <= 2 * context_lines;
    auto begin = change.from_begin;
    if (continues) {
      same(shown_, begin);
    } else {
      close();
      auto before = std::min({context_lines, begin, change.to_begin});
      out_.hunks.push_back({static_cast<int>(begin - before + 1), static_cast<int>(change.to_begin - before + 1), {}});
      same(begin - before, begin);
    }
    replaced(change);
    shown_ = change.from_end;
  }

  Diff finish() {
    if (!out_.truncated) close();
    return std::move(out_);
  }

 private:
  // The equal lines after the last change of a hunk.
  void close() {
    if (!out_.hunks.empty()) same(shown_, std::min(shown_ + context_lines, from_.size()));
  }

  void same(std::size_t begin, std::size_t end) {
    for (auto i = begin; i < end; ++i) show(whole(LineKind::same, from_[i]));
  }

  void replaced(const Change& change) {
    auto removed = change.from_end - change.from_begin;
    auto added = change.to_end - change.to_begin;
    auto pairs = std::min(removed, added);
    if (pairs > lines_shown_max) pairs = lines_shown_max;
    std::vector<DiffLine> new_lines;
    for (std::size_t i = 0; i < pairs; ++i) {
      auto [old_line, new_line] = by_words(from_[change.from_begin + i], to_[change.to_begin + i], token_effort_);
      show(std::move(old_line));
      new_lines.push_back(std::move(new_line));
    }
    for (auto i = pairs; i < removed && !out_.truncated; ++i) {
      show(whole(LineKind::removed, from_[change.from_begin + i]));
    }
    for (auto& line : new_lines) show(std::move(line));
    for (auto i = pairs; i < added && !out_.truncated; ++i) show(whole(LineKind::added, to_[change.to_begin + i]));
  }

  void show(DiffLine line) {
    if (count_ == lines_shown_max) {
      out_.truncated = true;
      return;
    }
    out_.hunks.back().lines.push_back(std::move(line));
    ++count_;
  }

  const Lines& from_;
  const Lines& to_;
  Diff out_{{}, false};
  std::size_t shown_ = 0;  // lines of `from` up to here are shown or were equal
  std::size_t count_ = 0;
  std::size_t token_effort_ = token_effort;
};

}  // namespace

Diff diff(std::string_view from, std::string_view to) {
  auto from_lines = lines_without_breaks(from);
  auto to_lines = lines_without_breaks(to);
  compare::Numbering numbering;
  auto from_numbers = compare::numbered(numbering, from_lines);
  auto to_numbers = compare::numbered(numbering, to_lines);
  auto effort = line_effort;
  Writer writer(from_lines, to_lines);
  for (auto& change : compare::changes(from_numbers, to_numbers, effort)) writer.change(change);
  return writer.finish();
}

}  // namespace wiki
