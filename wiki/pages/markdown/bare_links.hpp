// Addresses written as plain text: http://…, https://…, www.… and mail addresses. Linear: no byte is read more than
// a few times, whatever follows whatever.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

namespace wiki::markdown {

struct BareLink {
  std::size_t begin, end;   // in the text
  std::string_view prefix;  // what the address lacks: "", "http://" or "mailto:"
};

// `at` is the position of ':', the first 'w' or '@'; nothing before `from` may belong to the link.
std::optional<BareLink> bare_url(std::string_view text, std::size_t at, std::size_t from);
std::optional<BareLink> bare_www(std::string_view text, std::size_t at);
std::optional<BareLink> bare_mail(std::string_view text, std::size_t at, std::size_t from);

}  // namespace wiki::markdown
