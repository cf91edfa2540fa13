#include <wiki/pages/markdown/footnotes.hpp>

namespace wiki::markdown {
namespace {

std::string reference_id(const Footnotes::Note& note, int reference) {
  auto id = "fn-ref-" + std::to_string(note.number);
  return reference == 1 ? id : id + "-" + std::to_string(reference);
}

}  // namespace

// Definitions begin in the first column, so their items lie in lists of the document itself.
Footnotes::Footnotes(const Tree& tree) {
  if (tree.prepared.items.empty()) return;
  for (auto* block = cmark_node_first_child(tree.root); block; block = cmark_node_next(block)) {
    if (cmark_node_get_type(block) != CMARK_NODE_LIST) continue;
    for (auto* item = cmark_node_first_child(block); item; item = cmark_node_next(item)) {
      auto* mark = item_of(item, tree.prepared);
      if (!mark || !mark->footnote) continue;
      by_label_.try_emplace(mark->label, notes_.size());
      notes_.push_back({item});
    }
  }
}

void Footnotes::refer(std::string& html, std::string_view label) {
  auto index = by_label_.at(label);
  auto& note = notes_[index];
  if (!note.number) {
    order_.push_back(index);
    note.number = int(order_.size());
  }
  auto number = std::to_string(note.number);
  html.append("<sup class=\"footnote\"><a href=\"#fn-").append(number).append("\" id=\"");
  html.append(reference_id(note, ++note.references)).append("\" role=\"doc-noteref\">").append(number);
  html.append("</a></sup>");
}

Footnotes::Note* Footnotes::next() {
  if (given_ == order_.size()) {
    while (unreferenced_ < notes_.size() && notes_[unreferenced_].number) ++unreferenced_;
    if (unreferenced_ == notes_.size()) return nullptr;
    order_.push_back(unreferenced_);
    notes_[unreferenced_].number = int(order_.size());
  }
  return &notes_[order_[given_++]];
}

void Footnotes::append_back_links(std::string& html, const Note& note) {
  for (int i = 1; i <= note.references; ++i) {
    html.append(" <a href=\"#").append(reference_id(note, i));
    html.append("\" class=\"footnote-back\" role=\"doc-backlink\">↩</a>");
  }
}

}  // namespace wiki::markdown
