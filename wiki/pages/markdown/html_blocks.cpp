#include <wiki/pages/markdown/href.hpp>
#include <wiki/pages/markdown/html.hpp>

namespace wiki::markdown {
namespace {

bool is(cmark_node* node, cmark_node_type type) {
  return node && cmark_node_get_type(node) == type;
}

bool is_break(cmark_node* node) {
  return is(node, CMARK_NODE_SOFTBREAK) || is(node, CMARK_NODE_LINEBREAK);
}

void remove(cmark_node* node) {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

// The last line break of the paragraph itself; what follows it is the term of a definition.
cmark_node* last_break(cmark_node* paragraph) {
  auto* node = cmark_node_last_child(paragraph);
  while (node && !is_break(node)) node = cmark_node_previous(node);
  return node;
}

struct Callout {
  std::string_view mark, html;
};
constexpr Callout callouts[] = {
    {"NOTE", "<div class=\"callout callout-note\" role=\"note\">\n"},
    {"TIP", "<div class=\"callout callout-tip\" role=\"note\">\n"},
    {"IMPORTANT", "<div class=\"callout callout-important\" role=\"note\">\n"},
    {"WARNING", "<div class=\"callout callout-warning\" role=\"note\">\n"},
    {"CAUTION", "<div class=\"callout callout-caution\" role=\"note\">\n"},
};

// The kind of callout that a quote's first line "[!NOTE]" asks for; takes the line away.
const Callout* take_callout(cmark_node* quote) {
  auto* paragraph = cmark_node_first_child(quote);
  auto* first = is(paragraph, CMARK_NODE_PARAGRAPH) ? cmark_node_first_child(paragraph) : nullptr;
  if (!is(first, CMARK_NODE_TEXT)) return nullptr;
  auto text = literal(first);
  auto* after = cmark_node_next(first);
  if (!text.starts_with("[!") || !text.ends_with(']') || (after && !is_break(after))) return nullptr;
  for (auto& callout : callouts) {
    if (text.substr(2, text.size() - 3) != callout.mark) continue;
    remove(first);
    if (after) remove(after);
    if (!cmark_node_first_child(paragraph)) remove(paragraph);
    return &callout;
  }
  return nullptr;
}

// 'x' or ' ' when the item's paragraph begins with the mark of a task, 0 otherwise.
char task_mark(cmark_node* paragraph) {
  auto* first = is(paragraph, CMARK_NODE_PARAGRAPH) ? cmark_node_first_child(paragraph) : nullptr;
  if (!is(first, CMARK_NODE_TEXT)) return 0;
  auto text = literal(first);
  if (text.starts_with("[ ] ")) return ' ';
  return text.starts_with("[x] ") || text.starts_with("[X] ") ? 'x' : 0;
}

}  // namespace

void Html::enter_quote(cmark_node* quote) {
  new_line();
  auto* callout = take_callout(quote);
  html_ += callout ? callout->html : "<blockquote>\n";
  closings_.push_back(callout ? "</div>\n" : "</blockquote>\n");
}

Html::ItemKind Html::kind_of(cmark_node* item) const {
  if (!item) return ItemKind::none;
  auto* mark = item_of(item, tree_.prepared);
  return !mark ? ItemKind::plain : mark->footnote ? ItemKind::footnote : ItemKind::definition;
}

bool Html::holds_definitions(cmark_node* list) const {
  return is(list, CMARK_NODE_LIST) && kind_of(cmark_node_first_child(list)) == ItemKind::definition;
}

// Whether the next term and its definitions belong to the same <dl>.
bool Html::continues_definitions(cmark_node* list) const {
  auto* term = cmark_node_next(list);
  return is(term, CMARK_NODE_PARAGRAPH) && holds_definitions(cmark_node_next(term)) && !last_break(term) &&
         kind_of(cmark_node_last_child(list)) == ItemKind::definition && holds_definitions(list) &&
         is(cmark_node_previous(list), CMARK_NODE_PARAGRAPH);
}

bool Html::enter_item(cmark_node* item) {
  auto kind = kind_of(item);
  if (kind == ItemKind::footnote) return false;
  auto* list = cmark_node_parent(item);
  bool begins = kind_of(cmark_node_previous(item)) != kind;
  new_line();
  if (kind == ItemKind::definition) {
    bool defines = holds_definitions(list) && is(cmark_node_previous(list), CMARK_NODE_PARAGRAPH);
    if (!defines) pending_ = item_of(item, tree_.prepared)->start;
    html_ += defines ? "<dd>" : "";
    return true;
  }
  bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
  if (begins && ordered) {
    int start = cmark_node_get_list_start(list);
    html_ += start == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(start) + "\">\n";
  } else if (begins) {
    html_ += "<ul>\n";
  }
  auto task = task_mark(cmark_node_first_child(item));
  task_ = task;
  task_done_ = task == 'x';
  html_ += task ? "<li class=\"task\">" : "<li>";
  return true;
}

void Html::leave_item(cmark_node* item) {
  close_table();
  auto kind = kind_of(item);
  auto* list = cmark_node_parent(item);
  bool ends = kind_of(cmark_node_next(item)) != kind;
  outline_.end_block();
  if (kind == ItemKind::definition) {
    if (!(holds_definitions(list) && is(cmark_node_previous(list), CMARK_NODE_PARAGRAPH))) return;
    html_ += "</dd>\n";
    if (ends && !continues_definitions(list)) html_ += "</dl>\n";
    return;
  }
  html_ += "</li>\n";
  if (ends) html_ += cmark_node_get_list_type(list) == CMARK_ORDERED_LIST ? "</ol>\n" : "</ul>\n";
}

void Html::enter_paragraph(cmark_node* paragraph) {
  auto* next = cmark_node_next(paragraph);
  if (next && holds_definitions(next)) {
    new_line();
    term_break_ = last_break(paragraph);
    auto* before = cmark_node_previous(paragraph);
    bool continues = before && is(before, CMARK_NODE_LIST) && continues_definitions(before);
    html_ += term_break_ ? "<p>" : continues ? "<dt>" : "<dl>\n<dt>";
    closings_.push_back("</dt>\n");
    return;
  }
  auto* item = cmark_node_parent(paragraph);
  bool tight = is(item, CMARK_NODE_ITEM) && cmark_node_get_list_tight(cmark_node_parent(item)) && pending_.empty() &&
               kind_of(item) != ItemKind::footnote;
  if (!tight) {
    new_line();
    html_ += "<p>";
  }
  if (std::exchange(task_, false)) {
    skip_ = std::string_view("[x]").size();
    html_ +=
        task_done_ ? "<label><input type=\"checkbox\" disabled checked>" : "<label><input type=\"checkbox\" disabled>";
    closings_.push_back(tight ? "</label>" : "</label></p>\n");
  } else {
    closings_.push_back(tight ? "" : "</p>\n");
  }
  literal_text(std::exchange(pending_, {}));
}

void Html::enter_cell(const CellMark& mark) {
  static constexpr std::string_view alignments[] = {"", " class=\"align-left\"", " class=\"align-center\"",
                                                    " class=\"align-right\""};
  cell_ = mark.cell;
  skip_ = mark.length;
  if (!table_open_ || cell_->table_begins) {
    if (!row_open_) close_table();
    if (!table_open_) {
      new_line();
      html_ += "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"><table>\n";
      table_open_ = true;
    }
  }
  if (!cell_->header && !body_open_) {
    html_ += "<tbody>\n";
    body_open_ = true;
  }
  if (!row_open_) html_ += cell_->header ? "<thead>\n<tr>" : "<tr>";
  row_open_ = true;
  html_ += cell_->header ? "<th scope=\"col\"" : "<td";
  html_.append(alignments[std::size_t(cell_->align)]).append(">");
}

void Html::leave_cell() {
  auto& cell = *std::exchange(cell_, nullptr);
  skip_ = 0;
  html_ += cell.header ? "</th>" : "</td>";
  outline_.text(" ");
  if (!cell.last) return;
  for (unsigned i = 0; i < cell.missing; ++i) html_ += "<td></td>";
  html_ += cell.header ? "</tr>\n</thead>\n" : "</tr>\n";
  row_open_ = false;
  outline_.end_block();
  if (cell.table_ends) close_table();
}

void Html::close_table() {
  if (!table_open_) return;
  if (row_open_) html_ += "</tr>\n";
  html_ += body_open_ ? "</tbody>\n</table></div>\n" : "</table></div>\n";
  table_open_ = body_open_ = row_open_ = false;
}

}  // namespace wiki::markdown
