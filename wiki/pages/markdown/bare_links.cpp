#include <wiki/pages/markdown/bare_links.hpp>

#include <algorithm>

namespace wiki::markdown {
namespace {

bool letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool letter_or_digit(char c) {
  return letter(c) || (c >= '0' && c <= '9') || (c & 0x80);
}

bool same_ignoring_case(std::string_view text, std::string_view lower) {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char t, char l) { return (letter(t) ? char(t | 0x20) : t) == l; });
}

bool ends_link(unsigned char c) {
  return c <= ' ' || c == '<' || c == '>' || c == '"';
}

// Typographic quotation marks end a sentence's link: U+2018 … U+201F.
bool ends_in_quotation_mark(std::string_view link) {
  if (link.size() < 3) return false;
  auto mark = link.substr(link.size() - 3);
  auto last = static_cast<unsigned char>(mark[2]);
  return mark[0] == '\xE2' && mark[1] == '\x80' && last >= 0x98 && last <= 0x9F;
}

// Without the punctuation that belongs to the sentence; a closing bracket stays when it was opened in the link.
std::string_view trimmed_link(std::string_view link) {
  auto opening = std::count(link.begin(), link.end(), '('), closing = std::count(link.begin(), link.end(), ')');
  while (!link.empty()) {
    if (ends_in_quotation_mark(link)) {
      link.remove_suffix(3);
      continue;
    }
    char last = link.back();
    if (last == ')') {
      if (closing <= opening) break;
      --closing;
    } else if (std::string_view("?!.,:;*_~'\"]").find(last) == std::string_view::npos) {
      break;
    }
    link.remove_suffix(1);
  }
  return link;
}

std::string_view link_at(std::string_view text, std::size_t begin) {
  auto end = begin;
  while (end < text.size() && !ends_link(static_cast<unsigned char>(text[end]))) ++end;
  return trimmed_link(text.substr(begin, end - begin));
}

}  // namespace

std::optional<BareLink> bare_url(std::string_view text, std::size_t at, std::size_t from) {
  if (!text.substr(at).starts_with("://")) return {};
  for (std::size_t length : {5, 4}) {
    if (at < from + length) continue;
    auto begin = at - length;
    if (!same_ignoring_case(text.substr(begin, length), length == 5 ? "https" : "http")) continue;
    if (begin > from && letter_or_digit(text[begin - 1])) return {};
    if (at + 3 >= text.size() || !letter_or_digit(text[at + 3])) return {};
    auto link = link_at(text, begin);
    if (link.size() <= length + 3) return {};
    return BareLink{begin, begin + link.size(), ""};
  }
  return {};
}

std::optional<BareLink> bare_www(std::string_view text, std::size_t at) {
  constexpr std::string_view start = "www.";
  if (!text.substr(at).starts_with(start)) return {};
  if (at && (letter_or_digit(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '/')) return {};
  // The host first: a failure must not cost a look at everything that follows.
  auto host_end = at + start.size();
  while (host_end < text.size() && (letter_or_digit(text[host_end]) || text[host_end] == '-' || text[host_end] == '.'))
    ++host_end;
  auto host = text.substr(at + start.size(), host_end - at - start.size());
  auto dot = host.find('.');
  if (dot == host.npos || dot == 0 || dot + 1 >= host.size() || host[dot + 1] == '.') return {};
  auto link = link_at(text, at);
  return BareLink{at, at + link.size(), "http://"};
}

std::optional<BareLink> bare_mail(std::string_view text, std::size_t at, std::size_t from) {
  auto ascii = [](char c) { return letter_or_digit(c) && !(c & 0x80); };
  auto begin = at, end = at + 1, dots = std::size_t(0);
  while (begin > from &&
         (ascii(text[begin - 1]) || std::string_view(".+-_").find(text[begin - 1]) != std::string_view::npos))
    --begin;
  while (begin < at && text[begin] == '.') ++begin;
  if (begin == at) return {};
  for (; end < text.size(); ++end) {
    if (text[end] == '.') {
      if (end + 1 >= text.size() || !ascii(text[end + 1]) || text[end - 1] == '@') break;
      ++dots;
    } else if (!ascii(text[end]) && text[end] != '-' && text[end] != '_') {
      break;
    }
  }
  if (!dots || !ascii(text[end - 1]) || (end < text.size() && text[end] == '@')) return {};
  return BareLink{begin, end, "mailto:"};
}

}  // namespace wiki::markdown
