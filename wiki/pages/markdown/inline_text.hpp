// What cmark leaves as text: ~~strike~~, bare addresses and footnote references. cmark joins adjacent text, so that a
// node holds everything between two elements; escaped characters carry a mark (prepare.hpp).
#pragma once
#include <wiki/pages/markdown/footnotes.hpp>
#include <wiki/pages/markdown/outline.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wiki::markdown {

class InlineText {
 public:
  InlineText(Rendered& out, Outline& outline, Footnotes& notes) : out_(out), outline_(outline), notes_(notes) {}

  // Writes a text node without its first `skip` bytes. Inside a link nothing becomes a link.
  void write(cmark_node* node, std::size_t skip, bool linked);
  // The text alone, without references and marks: for titles.
  void append_plain(std::string& out, std::string_view text) const;
  // Struck text ends with the inline element that it began in.
  void leave(cmark_node* element);
  void end_block();

 private:
  struct Strike {
    std::size_t at;  // in the HTML
    cmark_node* parent;
  };
  void plain(std::string_view);
  std::size_t strike(std::string_view text, std::size_t at, cmark_node* node);
  std::size_t footnote(std::string_view text, std::size_t at) const;
  void link(std::string_view shown, std::string_view prefix);

  Rendered& out_;
  Outline& outline_;
  Footnotes& notes_;
  std::vector<Strike> strikes_;
  std::size_t unmatched_ = std::string::npos;  // where in the HTML the first placeholder to remove stands
};

}  // namespace wiki::markdown
