#include <search/german/analysis.hpp>
#include <search/german/compound.hpp>
#include <search/german/reference.hpp>
#include <search/german/stem.hpp>

#include <algorithm>

namespace search::german {
namespace {

constexpr std::size_t words_remembered = 50'000;
constexpr std::size_t joined_max = 60;  // bytes of a joined form
constexpr std::size_t token_max = 100;  // longer words are cut, as no one types them

void add_once(std::vector<std::string>& tokens, std::string token) {
  if (std::find(tokens.begin(), tokens.end(), token) == tokens.end()) tokens.push_back(std::move(token));
}

// "eAkte" and "BaföG-Antrag" are written together and yet two words.
void add_camel_parts(std::string_view word, std::vector<std::string>& tokens) {
  std::size_t from = 0;
  for (std::size_t at = 1; at <= word.size(); ++at) {
    bool edge = at == word.size() || (is_upper(word, at) && word[at - 1] >= 'a' && word[at - 1] <= 'z');
    if (!edge) continue;
    auto part = word.substr(from, at - from);
    if (part.size() >= 3 && part.size() < word.size() && part != "Innen") add_once(tokens, '+' + key_of(form_of(part)));
    from = at;
  }
}

void add_compound_parts(std::string_view form, std::vector<std::string>& tokens) {
  for (auto& part : parts_of(form)) add_once(tokens, '+' + key_of(form.substr(part.begin, part.end - part.begin)));
}

// Where a place in a law begins whose number or name is this word.
std::optional<std::size_t> place_begin(std::string_view text, Span word) {
  if (is_digit(text[word.begin])) {
    auto at = word.begin;
    if (at > 0 && text[at - 1] == ' ') --at;
    if (at >= 2 && text.substr(at - 2, 2) == "\u00A0") at -= 2;
    if (at < 2 || text.substr(at - 2, 2) != "§") return {};
    at -= 2;
    return at >= 2 && text.substr(at - 2, 2) == "§" ? at - 2 : at;
  }
  auto name = text.substr(word.begin, std::min<std::size_t>(word.end - word.begin, 4));
  bool begins = name == "Art" || name == "art" || name == "Arti" || name == "arti" || name == "Para" || name == "para";
  return begins ? std::optional(word.begin) : std::nullopt;
}

bool joins(std::string_view rest) {
  return rest.starts_with('-') || rest.starts_with("‐") || rest.starts_with("‑");
}

bool may_begin_file(std::string_view text, Span word) {
  bool number = is_digit(text[word.end - 1]);
  if (!number && !(word.end - word.begin <= 5 && word.end + 1 < text.size() && is_digit(text[word.end + 1])))
    return false;
  return text.substr(word.end, 24).find('/') != std::string_view::npos;
}

}  // namespace

std::vector<std::string> tokens_of(std::string_view word) {
  std::vector<std::string> tokens;
  auto form = form_of(word.substr(0, std::min(word.size(), token_max)));
  if (form.empty()) return tokens;
  tokens.push_back(key_of(form));
  add_camel_parts(word, tokens);
  add_compound_parts(masculine(form), tokens);
  return tokens;
}

Joined joined_at(std::string_view text, Span word) {
  bool letter = word.end - word.begin == 1 && text.substr(word.end).starts_with(' ') && is_upper(text, word.end + 1);
  if (letter && !is_digit(text[word.begin])) {
    auto next = *next_word(text, word.end);
    return {form_of(text.substr(word.begin, next.end - word.begin)), next.end};
  }
  bool dots = word.end - word.begin <= 3 && text.substr(word.end).starts_with('.');
  if (is_digit(text[word.begin]) || !(dots || joins(text.substr(word.end)))) return {};
  Joined out{form_of(text.substr(word.begin, word.end - word.begin)), word.end};
  std::string_view separator;
  for (int count = 0; count < 4; ++count) {
    auto next = next_word(text, out.end);
    if (!next || is_digit(text[next->begin])) break;
    auto between = text.substr(out.end, next->begin - out.end);
    bool abbreviated = next->end - next->begin <= 3 && text.substr(next->end).starts_with('.');
    if (dots ? !abbreviated || (between != "." && between != ". ") : !joins(between) || between.size() > 3) break;
    if (dots && count > 0 && between != separator) break;
    separator = between;
    out.form += form_of(text.substr(next->begin, next->end - next->begin));
    out.end = next->end;
  }
  if (separator.empty() || out.form.size() > joined_max) return {};
  return out;
}

Analyser::Known& Analyser::known(std::string_view word) {
  auto found = known_.find(word);
  if (found != known_.end()) return found->second;
  if (known_.size() >= words_remembered) known_.clear();
  Known made{form_of(word), {}, &uncounted_};
  for (auto& token : tokens_of(word)) made.tokens += (made.tokens.empty() ? "" : "\n") + token;
  if (counts_) made.uses = &counts_->uses[made.form];
  return known_.emplace(word, std::move(made)).first->second;
}

void Analyser::references(std::string_view text, Span word, const Sink& sink) {
  if (word.begin < read_until_) return;
  char first = text[word.begin];
  if (auto at = place_begin(text, word)) {
    if (auto found = law_reference(text, *at)) {
      for (auto& place : found->places) {
        for (auto& level : place.levels) {
          sink(level, word, true);
          if (!found->law.empty()) sink(level + '|' + found->law, word, true);
        }
        if (!place.family.empty()) sink(place.family, word, true);
      }
      read_until_ = found->span.end;
    }
  } else if (is_digit(first) || may_begin_file(text, word)) {
    if (auto day = date(text, word.begin)) {
      sink(day->token, word, true);
      read_until_ = day->end;
    } else if (may_begin_file(text, word)) {
      if (auto file = file_reference(text, word.begin)) {
        for (auto& token : file->tokens) sink(token, word, true);
        read_until_ = file->end;
      }
    }
  }
}

void Analyser::each(std::string_view text, const Sink& sink) {
  if (counts_ && epoch_ != counts_->epoch) {
    known_.clear();
    epoch_ = counts_->epoch;
  }
  read_until_ = 0;
  std::size_t joined_until = 0;
  bool title = text.starts_with(title_mark);
  for (auto word = next_word(text, 0); word; word = next_word(text, word->end)) {
    auto& known = this->known(text.substr(word->begin, word->end - word->begin));
    ++*known.uses;
    std::string_view tokens = known.tokens;
    for (bool colocated = false; !tokens.empty(); colocated = true) {
      auto end = std::min(tokens.find('\n'), tokens.size());
      sink(tokens.substr(0, end), *word, colocated);
      tokens.remove_prefix(std::min(end + 1, tokens.size()));
    }
    if (title) sink('=' + known.form, *word, true);
    if (word->begin >= joined_until)
      if (auto joined = joined_at(text, *word); !joined.form.empty()) {
        sink(key_of(joined.form), *word, true);
        joined_until = joined.end;
      }
    references(text, *word, sink);
  }
}

}  // namespace search::german
