#include <wiki/pages/block_kinds.hpp>

#include <cmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace wiki::compare {
namespace {

// cmark 0.30 takes quadratic time for brackets within a paragraph and for lines within nested containers; these bounds
// keep either below about 0.1 s.
constexpr std::size_t lines_max = 200'000;
constexpr std::size_t marks_max = 400'000;
constexpr std::size_t brackets_squared_max = 200'000'000;
constexpr std::size_t depth_max = 32;
constexpr std::size_t lines_times_depth_max = 8'000'000;

struct FreeNode {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
};

struct Depth {
  std::size_t markers = 0;
  std::size_t indent = 0;
};

// How many containers a line may open by its markers or continue by its indent: upper bounds, counted without parsing.
Depth depth_of(std::string_view line) {
  Depth depth;
  auto blank = [&](std::size_t i) { return i >= line.size() || line[i] == ' ' || line[i] == '\t'; };
  for (std::size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (blank(i)) {
      ++depth.indent;
    } else if (c == '>' || ((c == '-' || c == '*' || c == '+' || c == '.' || c == ')') && blank(i + 1))) {
      ++depth.markers;
    } else if (c < '0' || c > '9') {
      break;
    }
  }
  return depth;
}

bool parses_in_time(std::string_view text, const std::vector<std::size_t>& starts) {
  std::size_t marks = 0, brackets = 0, squared = 0, deepest = 1;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    auto end = i + 1 < starts.size() ? starts[i + 1] : text.size();
    auto line = text.substr(starts[i], end - starts[i]);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == line.npos) {
      squared += brackets * brackets;
      brackets = 0;
      continue;
    }
    auto depth = depth_of(line);
    if (depth.markers > depth_max) return false;
    deepest = std::max(deepest, depth.markers + depth.indent / 2);
    for (char c : line) {
      if (c == '[' || c == ']') ++brackets;
      if (std::string_view("[]*_`<&!\\").find(c) != std::string_view::npos) ++marks;
    }
  }
  squared += brackets * brackets;
  return marks <= marks_max && squared <= brackets_squared_max && starts.size() * deepest <= lines_times_depth_max;
}

// Where each line begins, by the line endings that cmark knows.
std::vector<std::size_t> line_starts(std::string_view text) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i < text.size() && starts.size() <= lines_max; ++i) {
    bool ends = text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (ends && i + 1 < text.size()) starts.push_back(i + 1);
  }
  return starts;
}

std::string_view trimmed(std::string_view line) {
  auto begin = line.find_first_not_of(" \t\r\n");
  if (begin == line.npos) return {};
  return line.substr(begin, line.find_last_not_of(" \t\r\n") - begin + 1);
}

std::size_t cells(std::string_view row) {
  row = trimmed(row);
  if (row.starts_with('|')) row.remove_prefix(1);
  if (row.ends_with('|') && !row.ends_with("\\|")) row.remove_suffix(1);
  std::size_t count = 1;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] == '\\') {
      ++i;
    } else if (row[i] == '|') {
      ++count;
    }
  }
  return count;
}

bool delimiter_row(std::string_view row) {
  row = trimmed(row);
  return row.find('-') != row.npos && row.find('|') != row.npos && row.find_first_not_of("|-: \t") == row.npos;
}

// cmark knows no pipe tables: to it they are paragraphs.
std::string paragraph_kind(const std::vector<std::string_view>& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (!delimiter_row(lines[i]) || cells(lines[i]) != cells(lines[i - 1])) continue;
    auto columns = cells(lines[i]);
    bool even = std::all_of(lines.begin() + static_cast<std::ptrdiff_t>(i) + 1, lines.end(),
                            [&](auto row) { return cells(row) == columns; });
    return fmt::format("table {}{}", columns, even ? "" : " uneven");
  }
  return "paragraph";
}

class Reader {
 public:
  Reader(std::string_view text, std::vector<std::size_t> starts) : text_(text), starts_(std::move(starts)) {}

  std::vector<Block> read(cmark_node* document) {
    for (auto* node = cmark_node_first_child(document); node; node = cmark_node_next(node)) {
      if (cmark_node_get_type(node) != CMARK_NODE_LIST) {
        add(node, kind_of(node));
        continue;
      }
      auto kind = cmark_node_get_list_type(node) == CMARK_BULLET_LIST ? "item" : "numbered item";
      for (auto* item = cmark_node_first_child(node); item; item = cmark_node_next(item)) add(item, kind);
    }
    if (!text_.empty() && (blocks_.empty() || blocks_.front().begin != 0)) blocks_.insert(blocks_.begin(), {0, ""});
    return std::move(blocks_);
  }

 private:
  void add(cmark_node* node, std::string kind) {
    auto begin = starts_.at(static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1);
    if (blocks_.empty() || blocks_.back().begin < begin) blocks_.push_back({begin, std::move(kind)});
  }

  std::string kind_of(cmark_node* node) const {
    if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH) return cmark_node_get_type_string(node);
    std::vector<std::string_view> lines;
    auto last = std::min(static_cast<std::size_t>(cmark_node_get_end_line(node)), starts_.size());
    for (auto i = static_cast<std::size_t>(cmark_node_get_start_line(node)) - 1; i < last; ++i) {
      auto end = i + 1 < starts_.size() ? starts_[i + 1] : text_.size();
      lines.push_back(text_.substr(starts_[i], end - starts_[i]));
    }
    return paragraph_kind(lines);
  }

  std::string_view text_;
  std::vector<std::size_t> starts_;
  std::vector<Block> blocks_;
};

}  // namespace

std::optional<std::vector<Block>> top_level_blocks(std::string_view text) {
  auto starts = line_starts(text);
  if (starts.size() > lines_max || !parses_in_time(text, starts)) return {};
  std::unique_ptr<cmark_node, FreeNode> document(cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
  return Reader(text, std::move(starts)).read(document.get());
}

}  // namespace wiki::compare
