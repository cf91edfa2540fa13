// Tables of XLSX: a line for each row. Cells name their text by its number in a list that all tables share.
#pragma once
#include <search/extract/text.hpp>

#include <vector>

namespace extract {

class Strings {
 public:
  Strings() = default;
  explicit Strings(std::string xml);  // Unreadable
  std::string_view at(std::string_view number) const;

 private:
  std::vector<std::string> values_;
};

void add_sheet_names(Text&, std::string workbook_xml);
void add_sheet(Text&, std::string xml, const Strings&);

}  // namespace extract
