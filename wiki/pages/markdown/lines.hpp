// The containers (quotes and list items) that each line of a page lies in, after the block rules of CommonMark 0.30.
// Bounds the nesting before cmark works, because cmark 0.30 is quadratic in it.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace wiki::markdown {

enum class Leaf { blank, text, code, other };  // other: heading, rule

// A place in a line with its column; a tab may be half consumed.
struct Cursor {
  std::string_view text;
  std::size_t at = 0, end = 0;
  int column = 0;

  int indent() const;  // columns of white space
  void skip(int columns);
  bool blank() const;
  std::string_view rest() const;  // without leading white space
};

class Containers {
 public:
  // Reads the line [begin, end) and says what it holds; at() is then behind the container marks.
  Leaf read(std::string_view text, std::size_t begin, std::size_t end);
  // Closes everything and reads the rest of the line as the start of a list item of that width.
  Leaf read_item(std::string_view text, std::size_t begin, std::size_t end, int width);

  bool in_top_fence() const { return fence_ && fence_depth_ == 0; }
  bool in_paragraph() const { return paragraph_; }
  void end_paragraph() { paragraph_ = false; }
  bool opened() const { return opened_; }    // a container began on the line
  bool matched() const { return matched_; }  // the line carries the marks of all open containers
  std::size_t depth() const { return stack_.size(); }
  std::size_t at() const { return cursor_.at; }

 private:
  struct Container {
    int width;  // of an item; 0 for a quote
  };
  std::size_t match();
  void open(std::size_t kept);
  bool open_quote(std::size_t& kept);
  bool open_item(std::size_t& kept);
  void push(std::size_t& kept, int width);
  Leaf leaf(std::size_t kept);
  bool closes_fence() const;
  bool opens_fence(std::size_t kept);

  std::vector<Container> stack_;
  Cursor cursor_;
  bool paragraph_ = false, opened_ = false, matched_ = true;
  char fence_ = 0;
  std::size_t fence_length_ = 0, fence_depth_ = 0;
};

}  // namespace wiki::markdown
