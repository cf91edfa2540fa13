#include <wiki/pages/markdown/check.hpp>
#include <wiki/pages/markdown/lines.hpp>
#include <wiki/pages/markdown/prepare.hpp>

#include <algorithm>

namespace wiki::markdown {
namespace {

constexpr int code_indent = 4;

bool space(char c) {
  return c == ' ' || c == '\t';
}

bool thematic_break(std::string_view line) {
  char mark = line.empty() ? ' ' : line.front();
  if (mark != '-' && mark != '*' && mark != '_') return false;
  std::size_t count = 0;
  for (char c : line) {
    if (c == mark)
      ++count;
    else if (!space(c))
      return false;
  }
  return count >= 3;
}

bool heading(std::string_view line) {
  auto level = std::min(line.find_first_not_of('#'), line.size());
  return level >= 1 && level <= 6 && (level == line.size() || space(line[level]));
}

// Length of a list mark at the start, 0 for none. A list that does not start with 1 cannot interrupt a paragraph.
std::size_t list_mark(std::string_view line, bool in_paragraph) {
  std::size_t length = 0;
  if (line.starts_with('-') || line.starts_with('+') || line.starts_with('*')) {
    length = 1;
  } else {
    while (length < line.size() && length < 9 && line[length] >= '0' && line[length] <= '9') ++length;
    if (!length || length == line.size() || (line[length] != '.' && line[length] != ')')) return 0;
    if (in_paragraph && line.substr(0, length) != "1") return 0;
    ++length;
  }
  if (length < line.size() && !space(line[length])) return 0;
  if (in_paragraph && line.find_first_not_of(" \t", length) == line.npos) return 0;
  return length;
}

}  // namespace

int Cursor::indent() const {
  int to = column;
  for (auto i = at; i < end && space(text[i]); ++i) to = text[i] == ' ' ? to + 1 : (to / 4 + 1) * 4;
  return to - column;
}

void Cursor::skip(int columns) {
  while (columns > 0 && at < end) {
    int width = text[at] == '\t' ? 4 - column % 4 : 1;
    if (width > columns) {
      column += columns;
      return;
    }
    column += width;
    columns -= width;
    ++at;
  }
}

bool Cursor::blank() const {
  auto i = at;
  while (i < end && space(text[i])) ++i;
  return i == end;
}

std::string_view Cursor::rest() const {
  auto i = at;
  while (i < end && space(text[i])) ++i;
  return text.substr(i, end - i);
}

Leaf Containers::read(std::string_view text, std::size_t begin, std::size_t end) {
  cursor_ = {text, begin, end, 0};
  opened_ = false;
  auto kept = match();
  matched_ = kept == stack_.size();
  if (fence_) {
    if (kept >= fence_depth_) {
      if (closes_fence()) fence_ = 0;
      return Leaf::code;
    }
    fence_ = 0;
  }
  if (cursor_.blank()) {
    stack_.resize(kept);
    paragraph_ = false;
    return Leaf::blank;
  }
  open(kept);
  return leaf(opened_ ? stack_.size() : kept);
}

Leaf Containers::read_item(std::string_view text, std::size_t begin, std::size_t end, int width) {
  stack_.clear();
  stack_.push_back({width});
  fence_ = 0;
  paragraph_ = false;
  cursor_ = {text, begin, end, width};
  opened_ = matched_ = true;
  if (cursor_.blank()) return Leaf::blank;
  open(1);
  return leaf(stack_.size());
}

std::size_t Containers::match() {
  std::size_t kept = 0;
  for (; kept < stack_.size(); ++kept) {
    int indent = cursor_.indent();
    if (stack_[kept].width) {
      if (cursor_.blank()) continue;
      if (indent < stack_[kept].width) break;
      cursor_.skip(stack_[kept].width);
    } else {
      if (indent >= code_indent || !cursor_.rest().starts_with('>')) break;
      cursor_.skip(indent + 1);
      if (cursor_.indent() > 0) cursor_.skip(1);
    }
  }
  return kept;
}

void Containers::open(std::size_t kept) {
  while (cursor_.indent() < code_indent && (open_quote(kept) || open_item(kept))) {
  }
}

void Containers::push(std::size_t& kept, int width) {
  stack_.resize(kept);
  stack_.push_back({width});
  if (stack_.size() > nesting_max) refuse("markdown_too_deep");
  kept = stack_.size();
  opened_ = true;
  paragraph_ = false;
}

bool Containers::open_quote(std::size_t& kept) {
  if (!cursor_.rest().starts_with('>')) return false;
  cursor_.skip(cursor_.indent() + 1);
  if (cursor_.indent() > 0) cursor_.skip(1);
  push(kept, 0);
  return true;
}

bool Containers::open_item(std::size_t& kept) {
  auto line = cursor_.rest();
  auto mark = list_mark(line, paragraph_ && kept == stack_.size());
  if (!mark || thematic_break(line)) return false;
  int indent = cursor_.indent();
  cursor_.skip(indent + int(mark));
  int padding = cursor_.indent();
  if (padding > code_indent || cursor_.blank()) padding = 1;
  cursor_.skip(padding);
  push(kept, indent + int(mark) + padding);
  return true;
}

Leaf Containers::leaf(std::size_t kept) {
  bool continues = paragraph_ && !opened_;
  auto line = cursor_.rest();
  bool indented = cursor_.indent() >= code_indent;
  if (line.empty()) {
    paragraph_ = false;
    return Leaf::blank;
  }
  bool text = continues && indented;
  bool rule = !indented && (heading(line) || thematic_break(line));
  if (!text && !indented && !rule) {
    if (opens_fence(kept)) return Leaf::code;
    text = true;
  }
  if (!(text && continues)) stack_.resize(kept);  // else the line may continue a paragraph lazily
  paragraph_ = text;
  return text ? Leaf::text : rule ? Leaf::other : Leaf::code;
}

bool Containers::closes_fence() const {
  auto line = cursor_.rest();
  if (cursor_.indent() >= code_indent) return false;
  auto length = std::min(line.find_first_not_of(fence_), line.size());
  return length >= fence_length_ && line.find_first_not_of(" \t", length) == line.npos;
}

bool Containers::opens_fence(std::size_t kept) {
  auto line = cursor_.rest();
  char mark = line.front();
  if (mark != '`' && mark != '~') return false;
  auto length = std::min(line.find_first_not_of(mark), line.size());
  if (length < 3 || (mark == '`' && line.find('`', length) != line.npos)) return false;
  fence_ = mark;
  fence_length_ = length;
  fence_depth_ = kept;
  stack_.resize(kept);
  paragraph_ = false;
  return true;
}

}  // namespace wiki::markdown
