// Which addresses a page may lead to: http, https, mailto, tel, an anchor, our own pages and attachments. Everything
// else that is absolute is no link; what is relative must be resolved by the page.
#pragma once
#include <string>
#include <string_view>

namespace wiki::markdown {

enum class Target { own, external, contact, relative, refused };

Target target_of(std::string_view url);

// Escaped for a double-quoted attribute; addresses also percent-encoded.
void append_attribute(std::string& out, std::string_view text);
void append_href(std::string& out, std::string_view url);
// Escaped for text; control characters vanish.
void append_text(std::string& out, std::string_view text);

}  // namespace wiki::markdown
