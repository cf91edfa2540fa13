// HTML as text: without tags, scripts and styles. No parser: what browsers would show differently is still found.
#pragma once
#include <string>
#include <string_view>

namespace extract {

bool is_html(std::string_view text);
std::string html_text(std::string_view html);

}  // namespace extract
