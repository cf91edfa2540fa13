// The syntax tree of a page, with its marks (prepare.hpp). One owner, freed as a whole.
#pragma once
#include <wiki/pages/markdown/prepare.hpp>

#include <cmark.h>

#include <memory>
#include <optional>
#include <string_view>

namespace wiki::markdown {

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

struct Tree {
  Tree() = default;
  Tree(const Tree&) = delete;  // the views would point elsewhere
  Tree& operator=(const Tree&) = delete;

  std::string marked;  // the text with escape marks, empty when it needs none
  Prepared prepared;   // views point into it or into the text given to parse()
  std::unique_ptr<cmark_node, FreeNode> root;
};

// `text` is checked and without front matter. Throws as prepare().
std::unique_ptr<Tree> parse(std::string_view text);

std::string_view literal(cmark_node*);
// The definition or footnote that a list item stands for.
const Item* item_of(cmark_node* item, const Prepared&);
// The table cell that a heading stands for, and the length of its mark in the first text node.
struct CellMark {
  const Cell* cell = nullptr;
  std::size_t length = 0;
};
CellMark cell_of(cmark_node* heading, const Prepared&);

}  // namespace wiki::markdown
