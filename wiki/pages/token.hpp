// What comparison and merge see of a text: lines, and the words, spaces, line breaks and marks inside them.
// Concatenating the pieces gives the text, byte for byte, and no piece ever ends inside a code point.
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace wiki::compare {

// A word is a run of letters and digits of any script, a space a run of blanks and tabs; line breaks and punctuation
// are one code point each.
enum class TokenKind : char { word, space, line_break, punctuation };

struct Token {
  std::string_view text;
  TokenKind kind;
};

// Nothing when there are more than `tokens_max`, so that nobody pays for a text that is too long to compare by words.
std::optional<std::vector<Token>> tokens(std::string_view text, std::size_t tokens_max);

// Each with its line break; only the last may lack one. Nothing when there are more than `lines_max`.
std::optional<std::vector<std::string_view>> lines(std::string_view text, std::size_t lines_max);

// Gives equal pieces equal numbers, counting from 0. The pieces must outlive it.
class Numbering {
 public:
  int of(std::string_view piece) {
    return numbers_.try_emplace(piece, static_cast<int>(numbers_.size())).first->second;
  }

 private:
  std::unordered_map<std::string_view, int> numbers_;
};

std::vector<int> numbered(Numbering&, const std::vector<Token>&);
std::vector<int> numbered(Numbering&, const std::vector<std::string_view>& lines);

}  // namespace wiki::compare
