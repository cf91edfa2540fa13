// A search query (Suchanfrage) as people type it: words (all of them), "phrases", OR between alternatives, -without,
// beginnings*. Never an error of syntax: what makes no sense is taken as words.
#pragma once
#include <search/fts5/tokenizer.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace search {

struct Term {
  std::string text;                // as typed, without operators
  std::vector<std::string> words;  // of the tokenizer, at least one
  bool prefix = false;             // the last word is a beginning, of at least prefix_min characters
};

struct Query {
  static constexpr std::size_t terms_max = 20;
  static constexpr std::size_t words_max = 60;         // in all, phrases included
  static constexpr std::size_t prefix_min = 2;         // shorter ones are taken as words
  static constexpr std::size_t prefix_min_bodies = 4;  // shorter ones are looked for in titles only

  std::vector<std::vector<Term>> groups;  // one of each group must be there
  std::vector<Term> without;

  std::vector<const Term*> terms() const;  // of the groups, in the order of expressions
  // Expressions of FTS5 for the two tables of the index. Terms of the groups come first.
  std::string title_expression() const;
  std::string section_expression() const;
};

// invalid "query_empty" when nothing remains to look for, "query_too_long" for more than terms_max terms or
// words_max words; field "q".
Query parse(std::string_view typed, const Tokenizer&);

// The expression of one term. `bodies`: short beginnings count as words.
std::string expression(const Term&, bool bodies);

}  // namespace search
