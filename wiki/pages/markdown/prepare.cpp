#include <wiki/pages/markdown/lines.hpp>
#include <wiki/pages/markdown/prepare.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace wiki::markdown {
namespace {

constexpr std::size_t label_bytes_max = 200;

// The start "[^label]:" of a footnote; empty when the line is none.
std::string_view footnote_label(std::string_view line) {
  if (!line.starts_with("[^")) return {};
  auto end = line.substr(0, label_bytes_max).find(']');
  if (end == line.npos || end == 2 || end + 1 >= line.size() || line[end + 1] != ':') return {};
  auto label = line.substr(2, end - 2);
  return label.find_first_of(" \t[\\`<") == label.npos ? label : std::string_view();
}

class Preparation {
 public:
  Preparation(std::string_view text, Cost cost) : text_(text), cost_(cost) {}

  Prepared run() {
    for (std::size_t begin = 0; begin < text_.size();) {
      auto end = std::min(text_.find('\n', begin), text_.size());
      line(begin, end);
      begin = end + 1;
    }
    if (!columns_.empty()) result_.cells.back().table_ends = true;
    if (copied_) keep(text_.size());
    return std::move(result_);
  }

 private:
  struct Line {
    std::size_t begin = 0, content = 0, end = 0, depth = 0;
    int item_width = 0;  // of a definition or footnote that begins here
    bool text = false;
  };

  void line(std::size_t begin, std::size_t end);
  void count(const Line&);
  bool item(Line&);
  bool table_begins(const Line& now);
  void row(const Line&, bool header);
  void keep(std::size_t upto) {
    result_.text.append(text_, copied_, upto - copied_);
    copied_ = upto;
  }
  void number(std::size_t value) {
    char digits[20];
    result_.text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
  }

  std::string_view text_;
  Cost cost_;
  std::size_t copied_ = 0;  // everything before stands in result_.text
  Prepared result_;
  Containers containers_;
  Line previous_;
  std::vector<Align> columns_;  // of the table that the last line belonged to
};

void Preparation::line(std::size_t begin, std::size_t end) {
  Line now{begin, begin, end, 0, 0, false};
  if (!item(now)) {
    auto leaf = containers_.read(text_, begin, end);
    now.text = leaf == Leaf::text;
    now.content = containers_.at();
  }
  now.depth = containers_.depth();
  count(now);
  bool inside = now.text && containers_.matched() && !containers_.opened() && now.depth == previous_.depth;
  if (inside && !columns_.empty()) {
    row(now, false);
    containers_.end_paragraph();
  } else {
    if (!columns_.empty()) {
      result_.cells.back().table_ends = true;
      columns_.clear();
    }
    if (inside && previous_.text && table_begins(now)) containers_.end_paragraph();
  }
  previous_ = now;
}

void Preparation::count(const Line& now) {
  bool blank = now.begin == now.end;
  cost_.add((blank ? Cost::blank_line : Cost::line) + now.depth * Cost::container_per_line);
  if (!blank && !(now.text && previous_.text)) cost_.add(Cost::block);
  if (containers_.opened()) cost_.add(Cost::block * 2);
  if (now.item_width) cost_.add(Cost::definition);
}

// ":   text" or "[^label]: text" in the first column becomes a list item around an HTML comment that says so.
bool Preparation::item(Line& now) {
  char first = now.begin < now.end ? text_[now.begin] : ' ';
  if ((first != ':' && first != '[') || containers_.in_top_fence()) return false;
  auto line = text_.substr(now.begin, now.end - now.begin);
  Item item{first == '[', footnote_label(line), {}};
  if (item.footnote ? item.label.empty() : line.size() < 2 || (line[1] != ' ' && line[1] != '\t')) return false;
  auto mark = item.footnote ? item.label.size() + 4 : 1;
  auto rest = std::min(line.find_first_not_of(" \t", mark), line.size());
  if (!item.footnote && rest == line.size()) return false;
  item.start = line.substr(0, rest);
  now.item_width = item.footnote || line[1] == '\t' || rest > 4 ? 4 : int(rest);

  keep(now.begin);
  auto& out = result_.text;
  out += '+';
  out.append(std::size_t(now.item_width - 1), ' ');
  out += "<!--";
  out += item_mark;
  number(result_.items.size());
  out += "-->";
  if (rest < line.size()) out.append("\n").append(std::size_t(now.item_width), ' ');
  copied_ = now.begin + rest;
  result_.items.push_back(item);
  now.text = containers_.read_item(text_, copied_, now.end, now.item_width) == Leaf::text;
  now.content = containers_.at();
  return true;
}

bool Preparation::table_begins(const Line& now) {
  char first = now.content < now.end ? text_[now.content] : ' ';
  if (first != '|' && first != '-' && first != ':' && first != ' ') return false;
  auto columns = delimiter_row(text_.substr(now.content, now.end - now.content));
  if (!columns) return false;
  auto header = text_.substr(previous_.content, previous_.end - previous_.content);
  if (cells(header, table_columns_max + 1).size() != columns->size()) return false;
  columns_ = std::move(*columns);
  row(previous_, true);
  copied_ = now.end;
  return true;
}

void Preparation::row(const Line& line, bool header) {
  keep(line.content);
  auto written = text_.substr(line.content, line.end - line.content);
  auto found = cells(written, columns_.size());
  cost_.add(columns_.size() * Cost::cell);
  if (result_.cells.size() + columns_.size() > table_cells_max) refuse("markdown_too_complex");
  std::string indent;
  if (line.item_width) {
    indent.assign(std::size_t(line.item_width), ' ');
  } else {
    for (char c : text_.substr(line.begin, line.content - line.begin)) indent += c == '>' || c == '\t' ? c : ' ';
  }
  auto& out = result_.text;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (i) out.append("\n").append(indent);
    out.append("###### ") += cell_mark;
    number(result_.cells.size());
    (out += mark_end) += ' ';
    append_cell(out, found[i]);
    if (found[i].ends_with('#')) (out += ' ') += mark_end;  // else a closing sequence of the heading
    bool last = i + 1 == found.size();
    result_.cells.push_back({columns_[i], header, i == 0, last, header, false,
                             last ? unsigned(columns_.size() - found.size()) : 0, i ? std::string_view() : written});
  }
  copied_ = line.end;
}

// Reads the number between `mark` and the next non-digit; moves `at` behind it.
std::size_t mark_number(std::string_view text, std::size_t& at) {
  std::size_t value = 0;
  at = std::size_t(std::from_chars(text.data() + at, text.data() + text.size(), value).ptr - text.data());
  return value;
}

}  // namespace

Prepared prepare(std::string_view text, Cost cost) {
  return Preparation(text, cost).run();
}

// cmark hands out "\[x]" and "[x]" as the same text.
std::string with_escape_marks(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  for (auto at = text.find('\\'); at < text.size(); at = text.find('\\', at + 2)) {
    if (at + 1 == text.size()) break;
    char escaped = text[at + 1];
    if (escaped != '[' && escaped != '~' && escaped != '@' && escaped != ':') continue;
    out.append(text, copied, at + 2 - copied) += escape_mark;
    copied = at + 2;
  }
  return copied ? out.append(text, copied) : out;
}

std::string without_marks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t'; });
  return out;
}

std::string restored(std::string_view literal, const Prepared& prepared) {
  std::string out;
  for (std::size_t begin = 0; begin < literal.size();) {
    auto end = std::min(literal.find('\n', begin), literal.size());
    auto line = literal.substr(begin, end - begin);
    begin = end + 1;
    if (auto at = line.find(item_mark); at != line.npos) {
      auto& item = prepared.items.at(mark_number(line, ++at));
      out.append(line.substr(0, line.find('+'))).append(item.start);
      begin = std::min(literal.find_first_not_of(' ', begin), literal.size());
      continue;
    }
    if (auto at = line.find(cell_mark); at != line.npos) {
      auto mark = at;
      auto& cell = prepared.cells.at(mark_number(line, ++at));
      if (!cell.first) continue;
      out.append(line.substr(0, mark - std::min<std::size_t>(mark, 7))).append(cell.row);
    } else {
      out.append(line);
    }
    if (end < literal.size()) out += '\n';
  }
  return out;
}

}  // namespace wiki::markdown
