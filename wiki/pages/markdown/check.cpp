#include <base/failure.hpp>
#include <base/text.hpp>
#include <wiki/pages/markdown.hpp>
#include <wiki/pages/markdown/check.hpp>

#include <array>
#include <cstdint>

namespace wiki::markdown {
namespace {

// cmark 0.30 walks all open image brackets of a paragraph at each link: quadratic in "![[]()".
constexpr std::uint64_t bracket_pairs_max = 30'000'000;

enum Class : std::uint8_t { plain, special, newline, high, wrong };

constexpr std::array<Class, 256> classes = [] {
  std::array<Class, 256> table{};
  for (int c = 0; c < 0x20; ++c) table[std::size_t(c)] = wrong;
  for (int c = 0x80; c < 0x100; ++c) table[std::size_t(c)] = high;
  for (char c : std::string_view("*_[]!<&`\\\"'")) table[std::size_t(c)] = special;
  table['\n'] = newline;
  table['\t'] = plain;
  table[0x7F] = wrong;
  return table;
}();

bool blank_line_at(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t' || text[at] == '>')) ++at;
  return at == text.size() || text[at] == '\n';
}

}  // namespace

void refuse(const char* key) {
  throw Failure(Problem::invalid, key, "/markdown");
}

Cost check(std::string_view text) {
  if (text.size() > markdown_bytes_max) refuse("markdown_too_large");
  std::size_t specials = 0;
  std::uint64_t images = 0, closings = 0, pairs = 0;
  bool ascii = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto kind = classes[static_cast<unsigned char>(text[i])];
    if (kind == plain) continue;
    if (kind == high) {
      ascii = false;
    } else if (kind == wrong) {
      refuse("wrong_characters");
    } else if (kind == special) {
      ++specials;
      if (text[i] == '!' && i + 1 < text.size() && text[i + 1] == '[') ++images;
      if (text[i] == ']') ++closings;
    } else if (images && blank_line_at(text, i + 1)) {
      pairs += images * closings;
      images = closings = 0;
    } else if (!images) {
      closings = 0;
    }
  }
  pairs += images * closings;
  if (!ascii && !is_utf8(text)) refuse("wrong_characters");
  if (pairs > bracket_pairs_max) refuse("markdown_too_complex");
  Cost cost;
  cost.add(specials * Cost::special);
  return cost;
}

}  // namespace wiki::markdown
