#include <wiki/pages/block_kinds.hpp>
#include <wiki/pages/merge.hpp>
#include <wiki/pages/merge_pieces.hpp>

#include <algorithm>

namespace wiki {
namespace {

using compare::Block;
using compare::Origin;
using compare::Piece;
using compare::Range;
using Blocks = std::vector<Block>;

struct Version {
  std::string_view text;
  Blocks blocks;

  bool border(std::size_t at) const {
    if (at == 0 || at == text.size()) return true;
    return std::binary_search(blocks.begin(), blocks.end(), Block{at, {}},
                              [](const Block& a, const Block& b) { return a.begin < b.begin; });
  }

  std::vector<std::string_view> kinds(Range range) const {
    std::vector<std::string_view> out;
    auto block = std::lower_bound(blocks.begin(), blocks.end(), range.begin,
                                  [](const Block& b, std::size_t at) { return b.begin < at; });
    for (; block != blocks.end() && block->begin < range.end; ++block) out.push_back(block->kind);
    return out;
  }

  std::string cut(Range range) const { return std::string(text.substr(range.begin, range.end - range.begin)); }
};

std::optional<Version> version(std::string_view text) {
  auto blocks = compare::top_level_blocks(text);
  if (!blocks) return {};
  return Version{text, std::move(*blocks)};
}

// The smallest stretch of whole blocks in all three versions; its borders lie in text that nobody changed.
struct Stretch {
  Range base, mine, theirs;
  bool by_mine = false, by_theirs = false, conflict = false;
  std::string merged;

  bool touched() const { return by_mine || by_theirs || conflict; }
};

class Stretches {
 public:
  Stretches(const Version& base, const Version& mine, const Version& theirs)
      : base_(base), mine_(mine), theirs_(theirs) {}

  std::vector<Stretch> run(const std::vector<Piece>& pieces) {
    for (auto& piece : pieces) {
      if (piece.origin == Origin::stable) {
        stable(piece);
      } else {
        changed(piece);
      }
    }
    finish({base_.text.size(), mine_.text.size(), theirs_.text.size()});
    return std::move(out_);
  }

 private:
  struct Place {
    std::size_t base, mine, theirs;
  };

  void stable(const Piece& piece) {
    auto at = piece.base.begin;
    auto visit = [&](std::size_t border) {
      auto skip = border - piece.base.begin;
      Place place{border, piece.mine.begin + skip, piece.theirs.begin + skip};
      if (!mine_.border(place.mine) || !theirs_.border(place.theirs)) return;
      current_.merged.append(base_.text.substr(at, border - at));
      at = border;
      finish(place);
    };
    auto block = std::lower_bound(base_.blocks.begin(), base_.blocks.end(), piece.base.begin,
                                  [](const Block& b, std::size_t i) { return b.begin < i; });
    for (; block != base_.blocks.end() && block->begin <= piece.base.end; ++block) visit(block->begin);
    if (piece.base.end == base_.text.size()) visit(piece.base.end);
    current_.merged.append(base_.text.substr(at, piece.base.end - at));
  }

  void changed(const Piece& piece) {
    if (piece.origin == Origin::mine) current_.by_mine = true;
    if (piece.origin == Origin::theirs) current_.by_theirs = true;
    if (piece.origin == Origin::conflict) current_.conflict = true;
    current_.merged += piece.origin == Origin::theirs ? theirs_.cut(piece.theirs) : mine_.cut(piece.mine);
  }

  void finish(Place at) {
    bool empty = current_.base.begin == at.base && current_.mine.begin == at.mine && current_.theirs.begin == at.theirs;
    if (empty && !current_.touched()) return;
    current_.base.end = at.base;
    current_.mine.end = at.mine;
    current_.theirs.end = at.theirs;
    auto my_text = mine_.cut(current_.mine);
    if (current_.conflict && my_text == theirs_.cut(current_.theirs)) {
      current_.by_mine = current_.by_theirs = current_.conflict = false;
      current_.merged = std::move(my_text);
    }
    out_.push_back(std::move(current_));
    current_ = {{at.base, at.base}, {at.mine, at.mine}, {at.theirs, at.theirs}, false, false, false, {}};
  }

  const Version& base_;
  const Version& mine_;
  const Version& theirs_;
  Stretch current_{{0, 0}, {0, 0}, {0, 0}, false, false, false, {}};
  std::vector<Stretch> out_;
};

std::string assembled(const std::vector<Stretch>& stretches, const Version& mine) {
  std::string text;
  for (auto& stretch : stretches) text += stretch.conflict ? mine.cut(stretch.mine) : stretch.merged;
  return text;
}

// Whether the blocks of a stretch are still what their authors meant. Where both worked in one stretch, both must have
// left its types alone.
bool kinds_kept(const Stretch& stretch, const Version& mine, const Version& theirs, const Version& result, Range at) {
  if (!result.border(at.begin) || !result.border(at.end)) return false;
  auto kinds = result.kinds(at);
  bool as_mine = kinds == mine.kinds(stretch.mine);
  bool as_theirs = kinds == theirs.kinds(stretch.theirs);
  if (stretch.by_mine && !stretch.by_theirs) return as_mine;
  if (stretch.by_theirs && !stretch.by_mine) return as_theirs;
  return as_mine && as_theirs;
}

// Turns stretches into conflicts whose merged text would parse as something else. False if the damage reaches blocks
// that nobody changed, so that no stretch can be blamed.
bool refuse_changed_kinds(std::vector<Stretch>& stretches, const Version& mine, const Version& theirs,
                          const Version& result) {
  std::size_t at = 0;
  for (auto& stretch : stretches) {
    auto length = stretch.conflict ? stretch.mine.end - stretch.mine.begin : stretch.merged.size();
    Range range{at, at + length};
    at += length;
    if (stretch.conflict || kinds_kept(stretch, mine, theirs, result, range)) continue;
    if (!stretch.touched()) return false;
    stretch.conflict = true;
  }
  return true;
}

Merge one_conflict(std::string_view base, std::string_view mine, std::string_view theirs) {
  MergeBlock block{{}, std::string(base), std::string(mine), std::string(theirs), {}};
  return {false, {}, {std::move(block)}};
}

std::vector<MergeBlock> blocks_of(std::vector<Stretch>& stretches, const Version& base, const Version& mine,
                                  const Version& theirs) {
  std::vector<MergeBlock> blocks;
  for (auto& stretch : stretches) {
    auto my_text = mine.cut(stretch.mine);
    auto their_text = theirs.cut(stretch.theirs);
    if (my_text != their_text) {
      MergeBlock block{{}, base.cut(stretch.base), std::move(my_text), std::move(their_text), {}};
      if (!stretch.conflict) block.merged = std::move(stretch.merged);
      blocks.push_back(std::move(block));
    } else if (!blocks.empty() && blocks.back().same) {
      *blocks.back().same += my_text;
    } else {
      blocks.push_back({std::move(my_text), {}, {}, {}, {}});
    }
  }
  return blocks;
}

}  // namespace

Merge merge(std::string_view base, std::string_view mine, std::string_view theirs) {
  if (mine == theirs || theirs == base) return {true, std::string(mine), {}};
  if (mine == base) return {true, std::string(theirs), {}};

  auto base_version = version(base);
  auto mine_version = version(mine);
  auto theirs_version = version(theirs);
  if (!base_version || !mine_version || !theirs_version) return one_conflict(base, mine, theirs);

  auto pieces = compare::merge_pieces(base, mine, theirs);
  auto stretches = Stretches(*base_version, *mine_version, *theirs_version).run(pieces);
  auto text = assembled(stretches, *mine_version);
  auto result = version(text);
  if (!result || !refuse_changed_kinds(stretches, *mine_version, *theirs_version, *result)) {
    return one_conflict(base, mine, theirs);
  }
  bool clean = std::none_of(stretches.begin(), stretches.end(), [](auto& stretch) { return stretch.conflict; });
  if (clean) return {true, std::move(text), {}};
  return {false, {}, blocks_of(stretches, *base_version, *mine_version, *theirs_version)};
}

}  // namespace wiki
