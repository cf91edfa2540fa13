// Footnotes by label, numbered in the order of their first reference. Those without a reference come last: text that
// somebody wrote never disappears.
#pragma once
#include <wiki/pages/markdown/tree.hpp>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wiki::markdown {

class Footnotes {
 public:
  struct Note {
    cmark_node* item;
    int number = 0;  // 0 until referenced
    int references = 0;
  };

  explicit Footnotes(const Tree&);

  bool known(std::string_view label) const { return by_label_.contains(label); }
  // Appends the reference; the label must be known.
  void refer(std::string& html, std::string_view label);
  // The notes in order; grows while notes refer to further ones. nullptr when all were given.
  Note* next();
  // The links from the note back to its references.
  static void append_back_links(std::string& html, const Note&);

 private:
  std::vector<Note> notes_;
  std::vector<std::size_t> order_;
  std::size_t given_ = 0, unreferenced_ = 0;
  std::unordered_map<std::string_view, std::size_t> by_label_;
};

}  // namespace wiki::markdown
