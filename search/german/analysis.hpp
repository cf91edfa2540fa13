// The terms of a text (Textanalyse): what the index stores at each word, and what a query looks for. One word, one
// position; everything else – parts of compounds, joined spellings, references – stands where its first word stands.
#pragma once
#include <search/german/letters.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace search::german {

// Kinds of terms:
//   haus          the key of Haus, Häuser, haeusern
//   +haus         a part of a compound, as a key
//   =häuser       the form itself, in titles and headings only, where exact words shall come first
//   §35a.2|sgb8   a place in a law;  #11032/4#7  a file;  @2024-03-01  a date

// A text that begins with it is a title or a heading.
inline constexpr char title_mark = '\x01';

// How often forms of words were read. Analysers hold places of `uses`: raise `epoch` when it is cleared.
struct FormCounts {
  std::unordered_map<std::string, std::int64_t> uses;
  std::uint64_t epoch = 0;
};

// What a single word gives, its key first.
std::vector<std::string> tokens_of(std::string_view word);

// The forms of "E-Akte", "e Akte" and "z. d. A." written in one: "eakte", "zda"; empty when nothing is joined at this
// word.
struct Joined {
  std::string form;
  std::size_t end = 0;
};
Joined joined_at(std::string_view text, Span word);

// Not safe for several threads at once. Remembers what words give, because a text repeats most of its words.
class Analyser {
 public:
  explicit Analyser(FormCounts* counts = nullptr) : counts_(counts) {}  // counts outlive the analyser
  // `colocated`: at the position of the word before. The token is valid during the call.
  using Sink = std::function<void(std::string_view token, Span, bool colocated)>;
  void each(std::string_view text, const Sink&);

 private:
  struct Known {
    std::string form, tokens;  // tokens joined by line feeds
    std::int64_t* uses;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>{}(word); }
  };
  Known& known(std::string_view word);
  void references(std::string_view text, Span word, const Sink&);

  FormCounts* counts_;
  std::unordered_map<std::string, Known, Hash, std::equal_to<>> known_;
  std::uint64_t epoch_ = 0;
  std::int64_t uncounted_ = 0;
  std::size_t read_until_ = 0;  // references before it are known
};

}  // namespace search::german
