#include <wiki/pages/markdown/tables.hpp>

namespace wiki::markdown {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<std::string_view> cells(std::string_view row, std::size_t limit) {
  std::vector<std::string_view> found;
  row = trimmed(row);
  if (!row.empty() && row.front() == '|') row.remove_prefix(1);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < row.size() && found.size() < limit; ++i) {
    if (row[i] == '\\')
      ++i;
    else if (row[i] == '|') {
      found.push_back(trimmed(row.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (found.size() < limit && (begin < row.size() || found.empty())) found.push_back(trimmed(row.substr(begin)));
  return found;
}

std::optional<std::vector<Align>> delimiter_row(std::string_view line) {
  bool pipe = false;
  for (char c : line) {
    if (c == '|')
      pipe = true;
    else if (c != '-' && c != ':' && c != ' ' && c != '\t')
      return {};
  }
  if (!pipe) return {};
  std::vector<Align> columns;
  for (auto cell : cells(line, table_columns_max + 1)) {
    bool left = cell.starts_with(':'), right = cell.size() > 1 && cell.ends_with(':');
    auto dashes = cell.substr(left, cell.size() - left - right);
    if (dashes.empty() || dashes.find_first_not_of('-') != dashes.npos) return {};
    columns.push_back(left && right ? Align::center : left ? Align::left : right ? Align::right : Align::none);
  }
  if (columns.size() > table_columns_max) return {};
  return columns;
}

void append_cell(std::string& out, std::string_view cell) {
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (cell[i] == '\\' && i + 1 < cell.size()) {
      if (cell[i + 1] != '|') out += '\\';
      ++i;
    }
    out += cell[i];
  }
}

}  // namespace wiki::markdown
