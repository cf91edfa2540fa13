#include <wiki/pages/markdown/check.hpp>
#include <wiki/pages/markdown/href.hpp>
#include <wiki/pages/markdown/html.hpp>

namespace wiki::markdown {

Html::Html(Tree& tree, std::size_t limit_bytes, const Resolve& resolve, Rendered& out)
    : tree_(tree),
      limit_bytes_(limit_bytes),
      resolve_(resolve),
      out_(out),
      html_(out.html),
      outline_(out),
      notes_(tree),
      inline_(out, outline_, notes_) {}

void Html::write() {
  walk(tree_.root);
  footnotes();
  outline_.finish();
}

void Html::walk(cmark_node* from) {
  for (auto* node = from;;) {
    if (enter(node)) {
      if (auto* child = cmark_node_first_child(node)) {
        node = child;
        continue;
      }
      leave(node);
    }
    if (node == from) return;
    for (;;) {
      if (auto* next = cmark_node_next(node)) {
        node = next;
        break;
      }
      node = cmark_node_parent(node);
      leave(node);
      if (node == from) return;
    }
  }
}

bool Html::enter(cmark_node* node) {
  return cmark_node_get_type(node) <= CMARK_NODE_LAST_BLOCK ? enter_block(node) : enter_inline(node);
}

bool Html::enter_block(cmark_node* node) {
  auto type = cmark_node_get_type(node);
  if (table_open_ && type != CMARK_NODE_HEADING) close_table();
  if (html_.size() > limit_bytes_) refuse("markdown_too_complex");
  switch (type) {
    case CMARK_NODE_DOCUMENT:
    case CMARK_NODE_LIST:
      return true;
    case CMARK_NODE_BLOCK_QUOTE:
      enter_quote(node);
      return true;
    case CMARK_NODE_ITEM:
      return enter_item(node);
    case CMARK_NODE_PARAGRAPH:
      enter_paragraph(node);
      return true;
    case CMARK_NODE_HEADING:
      enter_heading(node);
      return true;
    case CMARK_NODE_CODE_BLOCK:
      code_block(node);
      return false;
    case CMARK_NODE_HTML_BLOCK:
      raw_html(node);
      return false;
    case CMARK_NODE_THEMATIC_BREAK:
      new_line();
      html_ += "<hr>\n";
      return false;
    default:
      return false;
  }
}

bool Html::enter_inline(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT:
      inline_.write(node, std::exchange(skip_, 0), anchors_ > 0);
      return false;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
      line_break(node);
      return false;
    case CMARK_NODE_CODE:
      html_ += "<code>";
      literal_text(literal(node));
      html_ += "</code>";
      return false;
    case CMARK_NODE_HTML_INLINE:
      literal_text(literal(node));
      return false;
    case CMARK_NODE_EMPH:
      html_ += "<em>";
      return true;
    case CMARK_NODE_STRONG:
      html_ += "<strong>";
      return true;
    case CMARK_NODE_LINK:
      enter_link(node);
      return true;
    case CMARK_NODE_IMAGE:
      image(node);
      return false;
    default:
      return false;
  }
}

void Html::leave(cmark_node* node) {
  auto type = cmark_node_get_type(node);
  if (type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_LIST) {
    close_table();
    return;
  }
  if (type == CMARK_NODE_ITEM) return leave_item(node);
  if (type == CMARK_NODE_BLOCK_QUOTE) close_table();
  if (type > CMARK_NODE_LAST_BLOCK || type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) inline_.leave(node);
  if (type == CMARK_NODE_EMPH) {
    html_ += "</em>";
  } else if (type == CMARK_NODE_STRONG) {
    html_ += "</strong>";
  } else {
    if (type <= CMARK_NODE_LAST_BLOCK) inline_.end_block();
    if (cell_ && type == CMARK_NODE_HEADING) return leave_cell();
    auto closing = closings_.back();
    closings_.pop_back();
    html_ += closing;
    if (type == CMARK_NODE_LINK) {
      anchors_ -= !closing.empty();
      return;
    }
    if (type == CMARK_NODE_HEADING) outline_.end_heading();
    outline_.end_block();
  }
}

void Html::enter_heading(cmark_node* heading) {
  if (auto mark = cell_of(heading, tree_.prepared); mark.cell) return enter_cell(mark);
  close_table();
  static constexpr std::string_view closings[] = {"</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"};
  int level = cmark_node_get_heading_level(heading);
  auto& id = outline_.heading(level, plain_text(heading));
  new_line();
  html_.append("<h").append(1, char('0' + level)).append(" id=\"").append(id).append("\">");
  closings_.push_back(closings[level - 1]);
}

void Html::code_block(cmark_node* node) {
  new_line();
  std::string_view info = cmark_node_get_fence_info(node);
  info = info.substr(0, info.find_first_of(" \t"));
  html_ += "<pre><code";
  if (!info.empty()) {
    html_ += " class=\"language-";
    append_attribute(html_, info);
    html_ += '"';
  }
  html_ += '>';
  literal_text(literal(node));
  html_ += "</code></pre>\n";
  outline_.end_block();
}

// Shown as it was written. The comment that marks a definition or footnote is ours.
void Html::raw_html(cmark_node* node) {
  if (!cmark_node_previous(node) && item_of(cmark_node_parent(node), tree_.prepared)) return;
  new_line();
  auto text = literal(node);
  while (text.ends_with('\n')) text.remove_suffix(1);
  html_ += "<p class=\"raw-html\">";
  literal_text(text);
  html_ += "</p>\n";
  outline_.end_block();
}

void Html::literal_text(std::string_view text) {
  std::string written;
  if (text.find(item_mark) != text.npos || text.find(cell_mark) != text.npos) {
    written = restored(text, tree_.prepared);
    text = written;
  }
  if (text.find(escape_mark) != text.npos) text = written = without_marks(text);
  append_text(html_, text);
  outline_.text(text);
}

void Html::line_break(cmark_node* node) {
  outline_.text(" ");
  if (node == term_break_) {
    term_break_ = nullptr;
    html_ += "</p>\n<dl>\n<dt>";
  } else {
    html_ += cmark_node_get_type(node) == CMARK_NODE_LINEBREAK ? "<br>\n" : "\n";
  }
}

std::string Html::plain_text(cmark_node* element) const {
  std::string text;
  for (auto* node = next_below(element, element); node; node = next_below(element, node)) {
    auto type = cmark_node_get_type(node);
    if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      text += ' ';
    } else if (type == CMARK_NODE_TEXT) {
      inline_.append_plain(text, literal(node));
    } else {
      text += literal(node);
    }
  }
  return text;
}

void Html::footnotes() {
  bool first = true;
  while (auto* note = notes_.next()) {
    html_ += first ? "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n" : "";
    first = false;
    html_.append("<li id=\"fn-").append(std::to_string(note->number)).append("\">\n");
    for (auto* block = cmark_node_first_child(note->item); block; block = cmark_node_next(block)) walk(block);
    close_table();
    constexpr std::string_view end = "</p>\n";
    bool paragraph = html_.ends_with(end);
    if (paragraph) html_.resize(html_.size() - end.size());
    Footnotes::append_back_links(html_, *note);
    html_ += paragraph ? end : "";
    new_line();
    html_ += "</li>\n";
  }
  if (html_.size() > limit_bytes_) refuse("markdown_too_complex");
  if (!first) html_ += "</ol>\n</section>\n";
}

}  // namespace wiki::markdown
