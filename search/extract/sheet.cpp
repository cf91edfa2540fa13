#include <search/extract/sheet.hpp>
#include <search/extract/xml.hpp>

#include <pugixml.hpp>

#include <charconv>

namespace extract {
namespace {

// The element children of that name, whatever its prefix.
template <class F>
void each(const pugi::xml_node& parent, std::string_view name, F&& f) {
  for (auto& child : parent.children())
    if (local_name(child) == name) f(child);
}

// Text lies in <t>, alone or in runs; what shows how to pronounce it lies in <rPh>.
std::string rich_text(const pugi::xml_node& item) {
  std::string text;
  each(item, "t", [&](auto& t) { text += t.child_value(); });
  each(item, "r", [&](auto& run) { each(run, "t", [&](auto& t) { text += t.child_value(); }); });
  return text;
}

void add_cell(Text& out, const pugi::xml_node& cell, const Strings& shared) {
  std::string_view type = cell.attribute("t").value();
  each(cell, "v", [&](auto& v) { out.add(type == "s" ? shared.at(v.child_value()) : v.child_value()); });
  each(cell, "is", [&](auto& is) { out.add(rich_text(is)); });
  out.add("\t");
}

}  // namespace

Strings::Strings(std::string xml) {
  Xml parsed(std::move(xml));
  each(*parsed.document, "sst",
       [&](auto& sst) { each(sst, "si", [&](auto& item) { values_.push_back(rich_text(item)); }); });
}

std::string_view Strings::at(std::string_view number) const {
  std::size_t index = values_.size();
  std::from_chars(number.data(), number.data() + number.size(), index);
  return index < values_.size() ? std::string_view(values_[index]) : std::string_view();
}

void add_sheet_names(Text& out, std::string xml) {
  Xml parsed(std::move(xml));
  each(*parsed.document, "workbook", [&](auto& workbook) {
    each(workbook, "sheets", [&](auto& sheets) {
      each(sheets, "sheet", [&](auto& sheet) {
        out.add(sheet.attribute("name").value());
        out.add("\n");
      });
    });
  });
}

void add_sheet(Text& out, std::string xml, const Strings& shared) {
  Xml parsed(std::move(xml));
  each(*parsed.document, "worksheet", [&](auto& worksheet) {
    each(worksheet, "sheetData", [&](auto& data) {
      each(data, "row", [&](auto& row) {
        if (out.full()) return;
        each(row, "c", [&](auto& cell) { add_cell(out, cell, shared); });
        out.add("\n");
      });
    });
  });
  out.add("\n");
}

}  // namespace extract
