// The syntax tree as HTML, by an allow-list: every tag and attribute that a page may contain is written here.
#pragma once
#include <wiki/pages/markdown/href.hpp>
#include <wiki/pages/markdown/inline_text.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wiki::markdown {

class Html {
 public:
  // `limit_bytes` bounds the HTML. Throws Failure "markdown_too_complex" above it.
  Html(Tree& tree, std::size_t limit_bytes, const Resolve& resolve, Rendered& out);
  void write();

 private:
  void walk(cmark_node* from);
  // Writes what precedes the children; false to pass over them.
  bool enter(cmark_node* node);
  bool enter_block(cmark_node* node);
  bool enter_inline(cmark_node* node);
  void leave(cmark_node* node);

  bool enter_item(cmark_node* item);
  void leave_item(cmark_node* item);
  void enter_quote(cmark_node* quote);
  void enter_paragraph(cmark_node* paragraph);
  void enter_heading(cmark_node* heading);
  void enter_cell(const CellMark& mark);
  void leave_cell();
  void close_table();
  void code_block(cmark_node* node);
  void raw_html(cmark_node* node);
  void line_break(cmark_node* node);
  void enter_link(cmark_node* link);
  void image(cmark_node* image);
  void footnotes();

  enum class ItemKind { none, plain, definition, footnote };
  ItemKind kind_of(cmark_node* item) const;
  bool holds_definitions(cmark_node* list) const;
  bool continues_definitions(cmark_node* list) const;
  struct Address {
    std::string href;  // empty when refused or unresolved
    Target target;
  };
  Address address(std::string_view destination, bool image) const;
  void open_anchor(const Address& address, std::string_view title);
  std::string plain_text(cmark_node* element) const;
  void literal_text(std::string_view text);
  void new_line() {
    if (!html_.empty() && html_.back() != '\n') html_ += '\n';
  }

  Tree& tree_;
  std::size_t limit_bytes_;
  const Resolve& resolve_;
  Rendered& out_;
  std::string& html_;
  Outline outline_;
  Footnotes notes_;
  InlineText inline_;
  std::vector<std::string_view> closings_;  // of open elements whose end depends on their beginning
  std::string_view pending_;                // the ":" of a definition that defines nothing
  cmark_node* term_break_ = nullptr;        // where a paragraph ends and the term of a definition begins
  const Cell* cell_ = nullptr;
  std::size_t skip_ = 0;  // bytes of a mark at the start of the next text
  bool table_open_ = false, body_open_ = false, row_open_ = false;
  bool task_ = false, task_done_ = false;  // of the item whose paragraph comes next
  int anchors_ = 0;                        // open links
};

}  // namespace wiki::markdown
