#include <wiki/pages/markdown/tree.hpp>

#include <charconv>

namespace wiki::markdown {

std::unique_ptr<Tree> parse(std::string_view text, Cost cost) {
  auto tree = std::make_unique<Tree>();
  tree->marked = with_escape_marks(text);
  if (!tree->marked.empty()) text = tree->marked;
  tree->prepared = prepare(text, cost);
  if (!tree->prepared.text.empty()) text = tree->prepared.text;
  Arena::Scope scope(tree->arena);
  auto* parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, Arena::memory());
  cmark_parser_feed(parser, text.data(), text.size());
  tree->root = cmark_parser_finish(parser);
  cmark_parser_free(parser);
  return tree;
}

std::string_view literal(cmark_node* node) {
  auto* text = cmark_node_get_literal(node);
  return text ? std::string_view(text) : std::string_view();
}

cmark_node* next_below(cmark_node* top, cmark_node* node) {
  if (auto* child = cmark_node_first_child(node)) return child;
  while (node != top) {
    if (auto* next = cmark_node_next(node)) return next;
    node = cmark_node_parent(node);
  }
  return nullptr;
}

const Item* item_of(cmark_node* item, const Prepared& prepared) {
  if (prepared.items.empty() || !item || cmark_node_get_type(item) != CMARK_NODE_ITEM) return nullptr;
  auto* first = cmark_node_first_child(item);
  if (!first || cmark_node_get_type(first) != CMARK_NODE_HTML_BLOCK) return nullptr;
  constexpr std::string_view begin = "<!--\x05";
  auto text = literal(first);
  if (!text.starts_with(begin)) return nullptr;
  std::size_t number = 0;
  std::from_chars(text.data() + begin.size(), text.data() + text.size(), number);
  return &prepared.items.at(number);
}

CellMark cell_of(cmark_node* heading, const Prepared& prepared) {
  auto* first = cmark_node_first_child(heading);
  if (prepared.cells.empty() || !first || cmark_node_get_type(first) != CMARK_NODE_TEXT) return {};
  auto text = literal(first);
  if (text.empty() || text.front() != cell_mark) return {};
  std::size_t number = 0;
  auto* end = std::from_chars(text.data() + 1, text.data() + text.size(), number).ptr;
  std::size_t length = std::size_t(end - text.data()) + 1;  // and the end mark
  if (length < text.size() && text[length] == ' ') ++length;
  return {&prepared.cells.at(number), length};
}

}  // namespace wiki::markdown
