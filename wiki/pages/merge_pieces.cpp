#include <wiki/pages/alignment.hpp>
#include <wiki/pages/merge_pieces.hpp>
#include <wiki/pages/token.hpp>

#include <algorithm>
#include <numeric>

namespace wiki::compare {
namespace {

constexpr std::size_t lines_max = 200'000;
constexpr std::size_t line_effort = 150'000;
constexpr std::size_t tokens_per_stretch_max = 20'000;
constexpr std::size_t token_effort = 150'000;

std::string_view cut(std::string_view text, Range range) {
  return text.substr(range.begin, range.end - range.begin);
}

// How many borders between two people's work stand before each item. Every line is one; inside a line only what
// separates words and cells is, or two edits of one date, amount or address would make a third that nobody wrote.
std::vector<std::size_t> borders_before(const std::vector<std::string_view>& lines) {
  std::vector<std::size_t> count(lines.size() + 1);
  std::iota(count.begin(), count.end(), std::size_t{0});
  return count;
}

std::vector<std::size_t> borders_before(const std::vector<Token>& tokens) {
  std::vector<std::size_t> count{0};
  count.reserve(tokens.size() + 1);
  for (auto& token : tokens) {
    bool border = token.kind == TokenKind::space || token.kind == TokenKind::line_break || token.text == "|";
    count.push_back(count.back() + (border ? 1 : 0));
  }
  return count;
}

// Pieces in items instead of bytes. A chain of changes without a border between them becomes one piece.
class Combination {
 public:
  Combination(const std::vector<Change>& mine, const std::vector<Change>& theirs, std::vector<std::size_t> borders)
      : mine_(mine), theirs_(theirs), borders_(std::move(borders)), items_(borders_.size() - 1) {}

  std::vector<Piece> run() {
    while (i_ < mine_.size() || j_ < theirs_.size()) {
      stable(std::min(next(mine_, i_), next(theirs_, j_)));
      chain();
    }
    stable(items_);
    return std::move(out_);
  }

 private:
  std::size_t next(const std::vector<Change>& changes, std::size_t i) const {
    return i < changes.size() ? changes[i].from_begin : items_;
  }

  void stable(std::size_t until) {
    auto length = until - base_;
    if (length > 0) add(Origin::stable, length, length, length);
  }

  void chain() {
    auto end = base_;
    std::ptrdiff_t mine_grows = 0, theirs_grows = 0;
    auto first_i = i_, first_j = j_;
    auto take = [&](const std::vector<Change>& changes, std::size_t& i, std::ptrdiff_t& grows) {
      if (i == changes.size()) return false;
      if (changes[i].from_begin > end && borders_[changes[i].from_begin] > borders_[end]) return false;
      auto& change = changes[i++];
      end = std::max(end, change.from_end);
      grows += static_cast<std::ptrdiff_t>(change.to_end - change.to_begin) -
               static_cast<std::ptrdiff_t>(change.from_end - change.from_begin);
      return true;
    };
    while (take(mine_, i_, mine_grows) || take(theirs_, j_, theirs_grows)) {
    }
    auto origin = i_ == first_i ? Origin::theirs : j_ == first_j ? Origin::mine : Origin::conflict;
    auto length = end - base_;
    add(origin, length, length + static_cast<std::size_t>(mine_grows), length + static_cast<std::size_t>(theirs_grows));
  }

  void add(Origin origin, std::size_t base, std::size_t mine, std::size_t theirs) {
    out_.push_back({origin, {base_, base_ + base}, {mine_at_, mine_at_ + mine}, {theirs_at_, theirs_at_ + theirs}});
    base_ += base;
    mine_at_ += mine;
    theirs_at_ += theirs;
  }

  const std::vector<Change>& mine_;
  const std::vector<Change>& theirs_;
  std::vector<std::size_t> borders_;
  std::size_t items_;
  std::size_t i_ = 0, j_ = 0;
  std::size_t base_ = 0, mine_at_ = 0, theirs_at_ = 0;
  std::vector<Piece> out_;
};

std::string_view text_of(std::string_view line) {
  return line;
}
std::string_view text_of(const Token& token) {
  return token.text;
}

// Byte offset of every item and of the end.
template <class Item>
std::vector<std::size_t> offsets(const std::vector<Item>& items, std::size_t first) {
  std::vector<std::size_t> out{first};
  out.reserve(items.size() + 1);
  for (auto& item : items) out.push_back(out.back() + text_of(item).size());
  return out;
}

class Merger {
 public:
  Merger(std::string_view base, std::string_view mine, std::string_view theirs)
      : base_(base), mine_(mine), theirs_(theirs) {}

  std::vector<Piece> run() {
    auto [head, tail] = common_ends();
    if (head > 0) out_.push_back({Origin::stable, {0, head}, {0, head}, {0, head}});
    by_lines(
        {Origin::conflict, {head, base_.size() - tail}, {head, mine_.size() - tail}, {head, theirs_.size() - tail}});
    if (tail > 0) {
      out_.push_back({Origin::stable,
                      {base_.size() - tail, base_.size()},
                      {mine_.size() - tail, mine_.size()},
                      {theirs_.size() - tail, theirs_.size()}});
    }
    return std::move(out_);
  }

 private:
  // Bytes of whole lines that all three share at the beginning and at the end.
  std::pair<std::size_t, std::size_t> common_ends() const {
    auto shortest = std::min({base_.size(), mine_.size(), theirs_.size()});
    std::size_t head = 0;
    while (head < shortest && base_[head] == mine_[head] && base_[head] == theirs_[head]) ++head;
    while (head > 0 && base_[head - 1] != '\n') --head;
    auto from_end = [](std::string_view text, std::size_t i) { return text[text.size() - 1 - i]; };
    std::size_t tail = 0, line_tail = 0;
    while (tail < shortest - head && from_end(base_, tail) == from_end(mine_, tail) &&
           from_end(base_, tail) == from_end(theirs_, tail)) {
      if (from_end(base_, tail) == '\n') line_tail = tail;
      ++tail;
    }
    return {head, line_tail};
  }

  void by_lines(const Piece& whole) {
    auto base = lines(cut(base_, whole.base), lines_max);
    auto mine = lines(cut(mine_, whole.mine), lines_max);
    auto theirs = lines(cut(theirs_, whole.theirs), lines_max);
    if (!base || !mine || !theirs) {
      out_.push_back(whole);
      return;
    }
    for (auto& piece : combined(*base, *mine, *theirs, whole, line_effort_)) {
      if (piece.origin == Origin::conflict) {
        by_words(piece);
      } else {
        out_.push_back(piece);
      }
    }
  }

  void by_words(const Piece& lines_piece) {
    if (cut(mine_, lines_piece.mine) == cut(theirs_, lines_piece.theirs)) {
      out_.push_back({Origin::both, lines_piece.base, lines_piece.mine, lines_piece.theirs});
      return;
    }
    auto most = std::min(tokens_per_stretch_max, token_effort_);
    auto base = tokens(cut(base_, lines_piece.base), most);
    auto mine = tokens(cut(mine_, lines_piece.mine), most);
    auto theirs = tokens(cut(theirs_, lines_piece.theirs), most);
    if (!base || !mine || !theirs) {
      out_.push_back(lines_piece);
      return;
    }
    for (auto& piece : combined(*base, *mine, *theirs, lines_piece, token_effort_)) {
      bool same = piece.origin == Origin::conflict && cut(mine_, piece.mine) == cut(theirs_, piece.theirs);
      if (same) piece.origin = Origin::both;
      out_.push_back(piece);
    }
  }

  // Pieces of the stretch `whole`, whose items these are, in bytes of the texts.
  template <class Item>
  std::vector<Piece> combined(const std::vector<Item>& base, const std::vector<Item>& mine,
                              const std::vector<Item>& theirs, const Piece& whole, std::size_t& effort) const {
    Numbering numbering;
    auto base_numbers = numbered(numbering, base);
    auto mine_changes = changes(base_numbers, numbered(numbering, mine), effort);
    auto theirs_changes = changes(base_numbers, numbered(numbering, theirs), effort);
    if constexpr (std::is_same_v<Item, Token>) {
      mine_changes = joined(std::move(mine_changes), base);
      theirs_changes = joined(std::move(theirs_changes), base);
    }
    auto pieces = Combination(mine_changes, theirs_changes, borders_before(base)).run();
    auto base_offsets = offsets(base, whole.base.begin);
    auto mine_offsets = offsets(mine, whole.mine.begin);
    auto theirs_offsets = offsets(theirs, whole.theirs.begin);
    for (auto& piece : pieces) {
      piece.base = {base_offsets[piece.base.begin], base_offsets[piece.base.end]};
      piece.mine = {mine_offsets[piece.mine.begin], mine_offsets[piece.mine.end]};
      piece.theirs = {theirs_offsets[piece.theirs.begin], theirs_offsets[piece.theirs.end]};
    }
    return pieces;
  }

  std::string_view base_, mine_, theirs_;
  std::size_t line_effort_ = line_effort;
  std::size_t token_effort_ = token_effort;
  std::vector<Piece> out_;
};

}  // namespace

std::vector<Piece> merge_pieces(std::string_view base, std::string_view mine, std::string_view theirs) {
  return Merger(base, mine, theirs).run();
}

}  // namespace wiki::compare
