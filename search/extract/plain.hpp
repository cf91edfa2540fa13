// Text files: UTF-8, UTF-16 with its mark, else Windows-1252, which covers ISO 8859-1 as far as text uses it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace extract {

// As UTF-8; nullopt when the bytes are no text. At most a little more than text_bytes_max is looked at.
std::optional<std::string> plain_text(std::string_view bytes);

// UTF-8 with broken places replaced, controls and soft hyphens gone, words joined that a line break divides, at most
// one blank between words and one empty line between paragraphs.
std::string readable(std::string_view text);

}  // namespace extract
