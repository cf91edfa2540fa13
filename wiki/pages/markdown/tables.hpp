// Pipe tables: splitting rows into cells. A cell is one line of inline text; \| is a pipe inside a cell.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wiki::markdown {

constexpr std::size_t table_columns_max = 64;
constexpr std::size_t table_cells_max = 100'000;  // of all tables of a page

enum class Align : unsigned char { none, left, center, right };

// The columns of a delimiter row such as "|:--|--:|"; nullopt for any other line and above 64 columns.
std::optional<std::vector<Align>> delimiter_row(std::string_view line);

// Views of the trimmed cells, at most `limit`.
std::vector<std::string_view> cells(std::string_view row, std::size_t limit);

// Appends the cell with \| written as |.
void append_cell(std::string& out, std::string_view cell);

}  // namespace wiki::markdown
