#include <wiki/pages/token.hpp>

namespace wiki::compare {
namespace {

bool ascii_word(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// The code point at `at`; a byte that starts none counts alone, so that damaged text still passes through unchanged.
std::size_t code_point_bytes(std::string_view text, std::size_t at) {
  auto lead = static_cast<unsigned char>(text[at]);
  std::size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  std::size_t got = 1;
  while (got < wanted && at + got < text.size() && (static_cast<unsigned char>(text[at + got]) & 0xC0) == 0x80) ++got;
  return got;
}

// U+0080–U+00BF and U+2000–U+2FFF hold quotation marks, dashes, §, « » and symbols; the joiners and the soft hyphen
// among them live inside words.
bool wide_punctuation(std::string_view point) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(point[i]); };
  if (point.size() == 2 && byte(0) == 0xC2) return byte(1) != 0xAD && byte(1) != 0xAA && byte(1) != 0xBA;
  if (point.size() != 3 || byte(0) != 0xE2) return false;
  bool joiner = byte(1) == 0x80 && byte(2) >= 0x8B && byte(2) <= 0x8D;
  return !joiner;
}

TokenKind kind_of(std::string_view point) {
  auto c = static_cast<unsigned char>(point[0]);
  if (c == '\n') return TokenKind::line_break;
  if (c == ' ' || c == '\t') return TokenKind::space;
  if (c < 0x80) return ascii_word(c) ? TokenKind::word : TokenKind::punctuation;
  return wide_punctuation(point) ? TokenKind::punctuation : TokenKind::word;
}

}  // namespace

std::optional<std::vector<Token>> tokens(std::string_view text, std::size_t tokens_max) {
  std::vector<Token> found;
  for (std::size_t at = 0; at < text.size();) {
    auto bytes = code_point_bytes(text, at);
    auto kind = kind_of(text.substr(at, bytes));
    auto end = at + bytes;
    while (end < text.size() && (kind == TokenKind::word || kind == TokenKind::space)) {
      auto next = code_point_bytes(text, end);
      if (kind_of(text.substr(end, next)) != kind) break;
      end += next;
    }
    if (found.size() == tokens_max) return {};
    found.push_back({text.substr(at, end - at), kind});
    at = end;
  }
  return found;
}

std::optional<std::vector<std::string_view>> lines(std::string_view text, std::size_t lines_max) {
  std::vector<std::string_view> found;
  for (std::size_t at = 0; at < text.size();) {
    auto line_break = text.find('\n', at);
    auto end = line_break == text.npos ? text.size() : line_break + 1;
    if (found.size() == lines_max) return {};
    found.push_back(text.substr(at, end - at));
    at = end;
  }
  return found;
}

std::vector<int> numbered(Numbering& numbering, const std::vector<Token>& tokens) {
  std::vector<int> numbers;
  numbers.reserve(tokens.size());
  for (auto& token : tokens) numbers.push_back(numbering.of(token.text));
  return numbers;
}

std::vector<int> numbered(Numbering& numbering, const std::vector<std::string_view>& lines) {
  std::vector<int> numbers;
  numbers.reserve(lines.size());
  for (auto line : lines) numbers.push_back(numbering.of(line));
  return numbers;
}

}  // namespace wiki::compare
