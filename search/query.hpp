// A search query (Suchanfrage) as people type it: words (all wanted), "phrases", OR between alternatives, -without,
// beginnings*, field:value. Never an error of syntax: what makes no sense is taken as words. A word is looked for in
// its form, by its key, as a part of compounds, and in other spellings that mean the same (german/analysis.hpp).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace search {

// Terms of the index in a row, separated by blanks, and how much a match of them counts (at most 1, the word itself).
struct Phrase {
  std::string terms;
  double weight = 1;
  bool in_heading = false;  // stands in headings only; titles have none
  bool beginning = false;   // the last term may go on
};
using AnyOf = std::vector<Phrase>;
using AllOf = std::vector<AnyOf>;

// One thing that is looked for: one of its alternatives must be there.
struct Concept {
  std::string text;  // as typed
  std::vector<AllOf> alternatives;
  std::string form;       // of a single plain word, else empty
  bool prefix = false;    // `form` is a beginning; its alternatives come from the vocabulary
  bool in_title = false;  // only in titles
};

// Values of the fields that the caller looks up; titel: and az: are answered here.
struct Filters {
  std::optional<std::string> space, label, owner, after, before;
};

// Short forms of the house and their words, added to the common ones.
using Abbreviations = std::vector<std::pair<std::string, std::string>>;

struct Query {
  static constexpr std::size_t concepts_max = 20;
  static constexpr std::size_t words_max = 60;  // in all, phrases included
  static constexpr std::size_t prefix_min = 2;  // shorter beginnings are taken as words

  std::vector<Concept> concepts, without;
  Filters filters;
};

// Concepts may be empty where a field is given. invalid "query_empty" when nothing remains to look for,
// "query_too_long" for more than concepts_max concepts or words_max words; field "q".
Query parse(std::string_view typed, const Abbreviations& = {});

// Expressions of FTS5 and what their phrases stand for, in order.
struct Expression {
  struct Part {
    std::size_t term;
    double weight;
  };
  std::string text;
  std::vector<Part> parts;  // of the concepts, not of what is left out
};
// `skipped`: concepts, by number, that need not be there.
enum class Table { titles, sections };
Expression expression(const Query&, Table, const std::vector<bool>& skipped = {});
Expression expression(const Concept&, Table);

// A word, with the other ways to write it and the parts that it is made of.
Concept concept_of_word(std::string_view word);

}  // namespace search
