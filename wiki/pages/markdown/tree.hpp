// The syntax tree of a page, with its marks (prepare.hpp). One owner, freed as a whole.
#pragma once
#include <wiki/pages/markdown/arena.hpp>
#include <wiki/pages/markdown/prepare.hpp>

#include <cmark.h>

#include <memory>
#include <optional>
#include <string_view>

namespace wiki::markdown {

struct Tree {
  Tree() = default;
  Tree(const Tree&) = delete;  // the views would point elsewhere
  Tree& operator=(const Tree&) = delete;

  std::string marked;  // the text with escape marks, empty when it needs none
  Prepared prepared;   // views point into it or into the text given to parse()
  Arena arena;         // holds the nodes
  cmark_node* root = nullptr;
};

// `text` is checked, at that cost, and without front matter. Throws as prepare().
std::unique_ptr<Tree> parse(std::string_view text, Cost cost);

std::string_view literal(cmark_node*);
// The node after `node` below `top`, children first; nullptr at the end.
cmark_node* next_below(cmark_node* top, cmark_node* node);
// The definition or footnote that a list item stands for.
const Item* item_of(cmark_node* item, const Prepared&);
// The table cell that a heading stands for, and the length of its mark in the first text node.
struct CellMark {
  const Cell* cell = nullptr;
  std::size_t length = 0;
};
CellMark cell_of(cmark_node* heading, const Prepared&);

}  // namespace wiki::markdown
