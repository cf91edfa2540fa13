#include <base/failure.hpp>
#include <base/text.hpp>
#include <search/query.hpp>

namespace search {
namespace {

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
}

struct Piece {
  std::string_view text;
  bool quoted = false, minus = false, star = false;
};

// Cuts what was typed at blanks and quotation marks. An open quotation runs to the end.
std::vector<Piece> pieces(std::string_view typed) {
  std::vector<Piece> out;
  std::size_t at = 0;
  while (at < typed.size()) {
    if (is_blank(typed[at])) {
      ++at;
      continue;
    }
    Piece piece;
    if (typed[at] == '-') {
      piece.minus = true;
      if (++at == typed.size()) break;
    }
    if (typed[at] == '"') {
      piece.quoted = true;
      auto end = std::min(typed.find('"', at + 1), typed.size());
      piece.text = typed.substr(at + 1, end - at - 1);
      at = std::min(end + 1, typed.size());
      if (at < typed.size() && typed[at] == '*') piece.star = true, ++at;
    } else {
      auto end = at;
      while (end < typed.size() && !is_blank(typed[end]) && typed[end] != '"') ++end;
      piece.text = typed.substr(at, end - at);
      at = end;
      if (piece.text.ends_with('*')) piece.star = true;
    }
    out.push_back(piece);
  }
  return out;
}

bool is_or(const Piece& piece) {
  return !piece.quoted && !piece.minus && (piece.text == "OR" || piece.text == "ODER");
}

Term term_of(const Piece& piece, const Tokenizer& tokenizer) {
  Term term;
  // NUL would end FTS5's expression early.
  for (char c : piece.text) term.text += is_blank(c) ? ' ' : c;
  term.words = tokenizer.words(term.text, piece.star ? Tokenizer::Mode::prefix : Tokenizer::Mode::query);
  term.prefix = piece.star && !term.words.empty() && code_points(term.words.back()) >= Query::prefix_min;
  return term;
}

std::string all_of(const Query& query, bool bodies) {
  std::string out;
  for (auto& group : query.groups) {
    out += out.empty() ? "(" : " AND (";
    for (std::size_t i = 0; i < group.size(); ++i) out += (i ? " OR " : "") + expression(group[i], bodies);
    out += ')';
  }
  return out;
}

std::string with_without(std::string wanted, const std::vector<Term>& without) {
  if (without.empty()) return wanted;
  std::string out = "(" + wanted + ") NOT (";
  for (std::size_t i = 0; i < without.size(); ++i) out += (i ? " OR " : "") + expression(without[i], true);
  return out + ")";
}

}  // namespace

std::string expression(const Term& term, bool bodies) {
  std::string out = "\"";
  for (char c : term.text) out += c == '"' ? "\"\"" : std::string(1, c);
  out += '"';
  if (term.prefix && (!bodies || code_points(term.words.back()) >= Query::prefix_min_bodies)) out += " *";
  return out;
}

std::vector<const Term*> Query::terms() const {
  std::vector<const Term*> out;
  for (auto& group : groups)
    for (auto& term : group) out.push_back(&term);
  return out;
}

std::string Query::title_expression() const {
  return with_without(all_of(*this, false), without);
}

// The words of the title stand beside every section, so that "BGB Verjährung" finds one. Looking for one word needs
// no such section: the stage of titles has them all.
std::string Query::section_expression() const {
  auto wanted = all_of(*this, true);
  return with_without(groups.size() == 1 ? "{heading body} : (" + wanted + ")" : wanted, without);
}

Query parse(std::string_view typed, const Tokenizer& tokenizer) {
  Query query;
  std::size_t terms = 0, words = 0;
  bool alternative = false;
  for (auto& piece : pieces(typed)) {
    if (is_or(piece)) {
      alternative = !query.groups.empty();
      continue;
    }
    auto term = term_of(piece, tokenizer);
    if (term.words.empty()) continue;
    words += term.words.size();
    if (++terms > Query::terms_max || words > Query::words_max) throw Failure(Problem::invalid, "query_too_long", "q");
    if (piece.minus)
      query.without.push_back(std::move(term));
    else if (alternative)
      query.groups.back().push_back(std::move(term));
    else
      query.groups.push_back({std::move(term)});
    alternative = false;
  }
  if (query.groups.empty()) throw Failure(Problem::invalid, "query_empty", "q");
  return query;
}

}  // namespace search
