// Office files: DOCX, XLSX, PPTX, ODT, ODS, ODP: zip files with XML inside. Only the parts with text are opened.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace extract {

// nullopt for a zip file that is none of these. Unreadable.
std::optional<std::string> office_text(std::string_view bytes);

}  // namespace extract
