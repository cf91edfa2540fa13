#include <wiki/pages/markdown.hpp>
#include <wiki/pages/markdown/check.hpp>
#include <wiki/pages/markdown/tree.hpp>

#include <algorithm>
#include <charconv>

namespace wiki {
namespace {

constexpr std::size_t candidates_max = 20'000;
// "\x0F" number "\x0F" in front of what may be a destination. It changes nothing about how the text around it parses,
// so a destination is real exactly if the mark turns up at the start of an address in the tree.
constexpr char mark = '\x0F';

bool space(char c) {
  return c == ' ' || c == '\t';
}

// Where the destination after "](" or "]:" begins; npos when it would not be on this line or the next.
std::size_t begin_after(std::string_view text, std::size_t at) {
  while (at < text.size() && space(text[at])) ++at;
  if (at < text.size() && text[at] == '\n') {
    ++at;
    while (at < text.size() && (space(text[at]) || text[at] == '>')) ++at;
    // The mark must not hide that a new block begins here.
    if (at < text.size() && std::string_view("\n<=~`#-+*").find(text[at]) != std::string_view::npos) return text.npos;
    if (at < text.size() && text[at] >= '0' && text[at] <= '9') return text.npos;
  }
  if (at >= text.size() || text[at] == '\n') return text.npos;
  return at;
}

// Behind the destination that begins at `at`, by the rules of CommonMark. It is known to be one.
std::size_t end_of(std::string_view text, std::size_t at) {
  bool bracketed = at < text.size() && text[at] == '<';
  int depth = 0;
  for (at += bracketed; at < text.size(); ++at) {
    char c = text[at];
    if (c == '\\' && at + 1 < text.size() && text[at + 1] != '\n') {
      ++at;
    } else if (bracketed) {
      if (c == '>') return at + 1;
    } else {
      if (space(c) || c == '\n' || (c == ')' && depth == 0)) break;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
  }
  return std::min(at, text.size());
}

// Offsets behind every "](" and "]:" that might be followed by a destination.
std::vector<std::size_t> candidates(std::string_view text, std::size_t from) {
  std::vector<std::size_t> found;
  for (auto at = text.find(']', from); at != text.npos; at = text.find(']', at + 1)) {
    if (at + 1 >= text.size() || (text[at + 1] != '(' && text[at + 1] != ':')) continue;
    auto begin = begin_after(text, at + 2);
    if (begin == text.npos) continue;
    if (found.size() == candidates_max) markdown::refuse("markdown_too_complex");
    if (found.empty() || found.back() != begin) found.push_back(begin);
  }
  return found;
}

std::string marked(std::string_view text, std::size_t from, const std::vector<std::size_t>& places) {
  std::string out;
  out.reserve(text.size() - from + places.size() * 8);
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto at = places[i] + (text[places[i]] == '<');
    out.append(text, from, at - from).append(1, mark).append(std::to_string(i)).append(1, mark);
    from = at;
  }
  return out.append(text, from);
}

std::string unmarked(std::string_view url) {
  std::string out;
  for (std::size_t at = 0;;) {
    auto begin = std::min(url.find(mark, at), url.size());
    out += markdown::without_marks(url.substr(at, begin - at));
    if (begin == url.size()) return out;
    at = std::min(url.find(mark, begin + 1), url.size() - 1) + 1;
  }
}

}  // namespace

std::vector<Destination> destinations(std::string_view text) {
  auto cost = markdown::check(text);
  auto from = front_matter_bytes(text);
  auto places = candidates(text, from);
  if (places.empty()) return {};
  auto source = marked(text, from, places);
  auto tree = markdown::parse(source, cost);
  std::vector<Destination> by_place(places.size(), Destination{-1, {}, false, 0, 0});
  for (auto* node = tree->root; node; node = markdown::next_below(tree->root, node)) {
    auto type = cmark_node_get_type(node);
    if (type != CMARK_NODE_LINK && type != CMARK_NODE_IMAGE) continue;
    std::string_view url = cmark_node_get_url(node);
    std::size_t place = 0;
    if (url.empty() || url.front() != mark) continue;
    std::from_chars(url.data() + 1, url.data() + url.size(), place);
    auto& found = by_place.at(place);
    if (found.length || found.ordinal == 0) continue;  // a definition that is used again
    found = {0, unmarked(url), type == CMARK_NODE_IMAGE, places[place], end_of(text, places[place]) - places[place]};
  }
  std::vector<Destination> real;
  for (auto& found : by_place) {
    if (found.ordinal < 0) continue;
    found.ordinal = int(real.size());
    real.push_back(std::move(found));
  }
  return real;
}

namespace {

bool balanced(std::string_view target) {
  int depth = 0;
  for (char c : target) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0 || depth > 30) return false;
  }
  return depth == 0;
}

// As a destination that reads back as `target`, wherever it stands: a bare pipe would end the cell of a table.
std::string written(std::string_view target, bool bracketed) {
  bracketed |= target.empty() || target.front() == '<' || target.find(' ') != target.npos || !balanced(target);
  std::string out = bracketed ? "<" : "";
  for (std::size_t i = 0; i < target.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(target[i]);
    if (c < 0x20 || c == 0x7F || c == '|') {
      constexpr const char* digits = "0123456789ABCDEF";
      out.append(1, '%').append(1, digits[c >> 4]).append(1, digits[c & 15]);
      continue;
    }
    bool entity = c == '&' && i + 1 < target.size() &&
                  (std::isalpha(static_cast<unsigned char>(target[i + 1])) || target[i + 1] == '#');
    if (c == '\\' || c == '`' || c == '<' || c == '>') out += '\\';
    out += entity ? std::string("&amp;") : std::string(1, char(c));
  }
  return bracketed ? out + ">" : out;
}

}  // namespace

std::string replace_destinations(std::string_view text,
                                 const std::vector<std::pair<Destination, std::string>>& changes) {
  std::string out;
  std::size_t done = 0;
  for (auto& [place, target] : changes) {
    if (target == place.target) continue;
    out.append(text, done, place.offset - done);
    out += written(target, place.length && text[place.offset] == '<');
    done = place.offset + place.length;
  }
  return out.append(text, done);
}

}  // namespace wiki
