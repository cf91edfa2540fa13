#include <search/extract/office.hpp>
#include <search/extract/package.hpp>
#include <search/extract/sheet.hpp>
#include <search/extract/xml.hpp>

#include <algorithm>
#include <array>

namespace extract {
namespace {

// In the order of reading; a number and ".xml" follow: "ppt/slides/slide12.xml".
enum Place { odf, document, footnotes, endnotes, comments, header, footer, strings, workbook, sheet, slide, note };
constexpr std::array<std::string_view, 12> places{
    "content",       "word/document",       "word/footnotes",   "word/endnotes",
    "word/comments", "word/header",         "word/footer",      "xl/sharedStrings",
    "xl/workbook",   "xl/worksheets/sheet", "ppt/slides/slide", "ppt/notesSlides/notesSlide"};

template <std::size_t N>
bool any(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Meaning in_open_document(std::string_view name) {
  if (name == "p" || name == "h") return Meaning::block;
  if (name == "s") return Meaning::blank;
  if (name == "tab") return Meaning::tab;
  if (name == "line-break" || name == "note") return Meaning::line;
  if (name == "table") return Meaning::table;
  return name == "tracked-changes" || name == "note-citation" ? Meaning::nothing : Meaning::inner;
}

Meaning in_office_open(std::string_view name) {
  constexpr std::array<std::string_view, 3> twice{"Fallback", "moveFrom", "rPh"};
  if (name == "t") return Meaning::text;
  if (name == "p") return Meaning::paragraph;
  if (name == "tab") return Meaning::tab;
  if (name == "br" || name == "cr") return Meaning::line;
  if (name == "noBreakHyphen") return Meaning::hyphen;
  return any(twice, name) ? Meaning::nothing : Meaning::inner;
}

}  // namespace

std::optional<std::string> office_text(std::string_view bytes) {
  auto parts = package_parts(bytes, places);
  auto has = [&](Place place) { return parts.lower_bound({place, 0}) != parts.lower_bound({place + 1, 0}); };
  if (!has(odf) && !has(document) && !has(workbook) && !has(slide)) return {};
  Text out;
  Strings shared;
  for (auto& [where, xml] : parts) {
    if (out.full()) break;
    auto place = where.first;
    if (place == strings)
      shared = Strings(std::move(xml));
    else if (place == workbook)
      add_sheet_names(out, std::move(xml));
    else if (place == sheet)
      add_sheet(out, std::move(xml), shared);
    else
      add_xml(out, std::move(xml), place == odf ? in_open_document : in_office_open);
  }
  return out.take();
}

}  // namespace extract
