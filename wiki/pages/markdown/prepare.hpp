// From our dialect to CommonMark. What cmark does not know is rewritten line by line into blocks that it does know,
// marked by control characters (which no page may contain): table cells become headings, definitions and footnotes
// become list items. Whatever turns out to stand in code is put back by restored(), so a wrong guess never shows.
#pragma once
#include <wiki/pages/markdown/check.hpp>
#include <wiki/pages/markdown/tables.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace wiki::markdown {

constexpr std::size_t nesting_max = 32;
constexpr char item_mark = '\x05';  // "<!--\x05" number "-->": first child of a definition or footnote
constexpr char cell_mark = '\x02';  // "\x02" number "\x03 ": begins the text of a cell
constexpr char mark_end = '\x03';
constexpr char escape_mark = '\x11';  // behind an escaped character that begins one of our constructs

struct Cell {
  Align align;
  bool header;
  bool first, last;               // in its row
  bool table_begins, table_ends;  // with this cell's row
  unsigned missing;               // cells that the row lacks after this one
  std::string_view row;           // as written, in the first cell
};

struct Item {
  bool footnote;
  std::string_view label;  // of a footnote
  std::string_view start;  // as written, up to the text
};

// The views point into the text given to prepare().
struct Prepared {
  std::string text;  // empty when nothing had to change
  std::vector<Cell> cells;
  std::vector<Item> items;
};

// Throws Failure "markdown_too_deep" and "markdown_too_complex" (too many cells).
Prepared prepare(std::string_view text, Cost cost);

// The text with marks behind \[ \~ \@ \: – empty when it has none.
std::string with_escape_marks(std::string_view text);

// Without any control characters, which are all marks.
std::string without_marks(std::string_view text);

// Literal text of code or HTML as it was written.
std::string restored(std::string_view literal, const Prepared&);

}  // namespace wiki::markdown
