#include <wiki/pages/markdown/bare_links.hpp>
#include <wiki/pages/markdown/href.hpp>
#include <wiki/pages/markdown/inline_text.hpp>

#include <algorithm>
#include <array>

namespace wiki::markdown {
namespace {

// Stands in the HTML for an opening ~~ until its end is found, as long as "<del>", so that nothing has to move then.
constexpr char filler = '\x10';
constexpr std::string_view opening = "~~\x10\x10\x10";

enum Trigger : unsigned char { none, escape, tilde, colon, www, at_sign, bracket, control };

constexpr std::array<Trigger, 256> triggers = [] {
  std::array<Trigger, 256> table{};
  for (int c = 0; c < 0x20; ++c) table[std::size_t(c)] = control;
  table['\n'] = table['\t'] = none;
  table['<'] = table['>'] = table['&'] = escape;
  table['~'] = tilde;
  table[':'] = colon;
  table['w'] = www;
  table['@'] = at_sign;
  table['['] = bracket;
  return table;
}();

bool space(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}
bool punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

bool space_or_nothing(cmark_node* node) {
  if (!node) return true;
  auto type = cmark_node_get_type(node);
  return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

}  // namespace

void InlineText::plain(std::string_view text) {
  out_.html += text;
  outline_.text(text);
}

void InlineText::write(cmark_node* node, std::size_t skip, bool linked) {
  auto text = literal(node);
  text.remove_prefix(std::min(skip, text.size()));
  std::size_t done = 0;
  auto flush = [&](std::size_t upto) {
    if (upto > done) plain(text.substr(done, upto - done));
  };
  auto add_link = [&](const std::optional<BareLink>& found, std::size_t& i) {
    if (!found) return;
    flush(found->begin);
    link(text.substr(found->begin, found->end - found->begin), found->prefix);
    done = found->end;
    i = done - 1;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto trigger = triggers[static_cast<unsigned char>(text[i])];
    if (trigger == none) continue;
    if (trigger == escape) {
      flush(i);
      append_text(out_.html, text.substr(i, 1));
      outline_.text(text.substr(i, 1));
      done = i + 1;
    } else if (trigger == control) {
      bool cell_end = text[i] == mark_end && i && text[i - 1] == ' ';
      flush(cell_end ? std::max(i - 1, done) : i);
      done = i + 1;
    } else if (trigger == tilde) {
      flush(i);
      i = done = strike(text, i, node);
      --i;
    } else if (trigger == bracket && !linked) {
      if (auto end = footnote(text, i); end > i) {
        flush(i);
        notes_.refer(out_.html, text.substr(i + 2, end - i - 3));
        i = done = end;
        --i;
      }
    } else if (trigger == colon && !linked) {
      add_link(bare_url(text, i, done), i);
    } else if (trigger == www && !linked && i + 1 < text.size() && text[i + 1] == 'w') {
      add_link(bare_www(text, i), i);
    } else if (trigger == at_sign && !linked) {
      add_link(bare_mail(text, i, done), i);
    }
  }
  flush(text.size());
}

// Writes the tildes at `at` and returns the position behind them.
std::size_t InlineText::strike(std::string_view text, std::size_t at, cmark_node* node) {
  auto end = std::min(text.find_first_not_of('~', at), text.size());
  auto tildes = text.substr(at, end - at);
  if (tildes.size() != 2 || (at && text[at - 1] == escape_mark)) {
    plain(tildes);
    return end;
  }
  auto* parent = cmark_node_parent(node);
  char before = at ? text[at - 1] : space_or_nothing(cmark_node_previous(node)) ? ' ' : 'x';
  char after = end < text.size() ? text[end] : space_or_nothing(cmark_node_next(node)) ? ' ' : 'x';
  bool opens = !space(after) && (!punctuation(after) || space(before) || punctuation(before));
  bool closes = !space(before) && (!punctuation(before) || space(after) || punctuation(after));
  if (closes && !strikes_.empty() && strikes_.back().parent == parent) {
    out_.html.replace(strikes_.back().at, opening.size(), "<del>");
    strikes_.pop_back();
    out_.html += "</del>";
  } else if (opens) {
    strikes_.push_back({out_.html.size(), parent});
    out_.html += opening;
  } else {
    plain(tildes);
  }
  return end;
}

void InlineText::leave(cmark_node* element) {
  while (!strikes_.empty() && strikes_.back().parent == element) {
    unmatched_ = std::min(unmatched_, strikes_.back().at);
    strikes_.pop_back();
  }
}

void InlineText::end_block() {
  if (unmatched_ == std::string::npos) return;
  auto& html = out_.html;
  html.erase(std::remove(html.begin() + std::ptrdiff_t(unmatched_), html.end(), filler), html.end());
  unmatched_ = std::string::npos;
}

// The position behind the reference that begins at `at`, or `at`.
std::size_t InlineText::footnote(std::string_view text, std::size_t at) const {
  constexpr std::size_t length_max = 210;
  if (!text.substr(at).starts_with("[^")) return at;
  auto length = text.substr(at, length_max).find(']');
  if (length == text.npos || !notes_.known(text.substr(at + 2, length - 2))) return at;
  return at + length + 1;
}

void InlineText::append_plain(std::string& out, std::string_view text) const {
  if (text.find('[') == text.npos) {
    out += text;
    return;
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (auto end = text[i] == '[' ? footnote(text, i) : i; end > i)
      i = end - 1;
    else if (text[i] != escape_mark)
      out += text[i];
  }
}

void InlineText::link(std::string_view shown, std::string_view prefix) {
  auto target = std::string(prefix).append(shown);
  bool external = prefix != "mailto:";
  out_.html += "<a href=\"";
  append_href(out_.html, target);
  out_.html += external ? "\" class=\"external\" rel=\"noopener noreferrer\">" : "\">";
  append_text(out_.html, shown);
  out_.html += "</a>";
  outline_.text(shown);
  out_.links.push_back({int(out_.links.size()), std::move(target), false});
}

}  // namespace wiki::markdown
