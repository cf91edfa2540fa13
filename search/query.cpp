#include <base/failure.hpp>
#include <base/text.hpp>
#include <search/german/abbreviations.hpp>
#include <search/german/analysis.hpp>
#include <search/german/function_words.hpp>
#include <search/german/laws.hpp>
#include <search/german/reference.hpp>
#include <search/german/stem.hpp>
#include <search/query.hpp>

#include <algorithm>
#include <utility>

namespace search {
namespace {

using german::Span;

constexpr double by_mention = 0.6, by_name = 0.5, by_family = 0.12, by_joined = 0.9, by_letters = 0.7;

struct Field {
  std::string_view german, english;
  std::optional<std::string> Filters::*value;
};
constexpr Field fields[]{{"bereich", "space", &Filters::space}, {"schlagwort", "label", &Filters::label},
                         {"etikett", "tag", &Filters::label},   {"von", "owner", &Filters::owner},
                         {"nach", "after", &Filters::after},    {"vor", "before", &Filters::before}};

bool is_blank(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7F;
}

struct Piece {
  std::string_view text;
  std::size_t begin = 0;
  std::string_view field = {};
  bool quoted = false, minus = false, star = false;
  bool plain() const { return field.empty() && !quoted && !minus && !star; }
};

// Cuts what was typed at blanks and quotation marks. An open quotation runs to the end.
class Cutter {
 public:
  explicit Cutter(std::string_view typed) : typed_(typed) {}
  std::vector<Piece> pieces() {
    std::vector<Piece> out;
    while (skip_blanks()) out.push_back(next());
    return out;
  }

 private:
  bool skip_blanks() {
    while (at_ < typed_.size() && is_blank(typed_[at_])) ++at_;
    return at_ < typed_.size();
  }

  Piece next() {
    Piece piece;
    if (typed_[at_] == '-') piece.minus = true, ++at_;
    if (auto colon = typed_.find(':', at_);
        colon != std::string_view::npos && is_field(typed_.substr(at_, colon - at_))) {
      piece.field = typed_.substr(at_, colon - at_);
      at_ = colon + 1;
    }
    piece.begin = at_;
    if (at_ < typed_.size() && typed_[at_] == '"') {
      piece.quoted = true;
      auto end = std::min(typed_.find('"', at_ + 1), typed_.size());
      piece.text = typed_.substr(at_ + 1, end - at_ - 1);
      at_ = std::min(end + 1, typed_.size());
    } else {
      auto end = at_;
      while (end < typed_.size() && !is_blank(typed_[end]) && typed_[end] != '"') ++end;
      piece.text = typed_.substr(at_, end - at_);
      at_ = end;
    }
    if (piece.text.ends_with('*')) piece.star = true;
    if (piece.quoted && at_ < typed_.size() && typed_[at_] == '*') piece.star = true, ++at_;
    return piece;
  }

  static bool is_field(std::string_view name) {
    auto form = german::form_of(name);
    if (form.size() != name.size()) return false;
    if (form == "titel" || form == "title" || form == "az" || form == "file") return true;
    return std::any_of(std::begin(fields), std::end(fields),
                       [&](auto& field) { return form == field.german || form == field.english; });
  }

  std::string_view typed_;
  std::size_t at_ = 0;
};

std::vector<std::string> forms_of(std::string_view text) {
  std::vector<std::string> forms;
  for (auto word = german::next_word(text, 0); word; word = german::next_word(text, word->end))
    forms.push_back(german::form_of(text.substr(word->begin, word->end - word->begin)));
  return forms;
}

// The keys of a phrase, as they follow each other in the index.
std::string keys_of(const std::vector<std::string>& forms) {
  std::string out;
  for (auto& form : forms) out += (out.empty() ? "" : " ") + german::key_of(form);
  return out;
}

AllOf only(std::string terms, double weight) {
  return {AnyOf{Phrase{std::move(terms), weight}}};
}

Concept of_phrase(std::string_view text) {
  Concept made;
  made.text = text;
  made.alternatives.push_back(only(keys_of(forms_of(text)), 1));
  return made;
}

// "E-Akte" is "eakte" and "e akte" alike.
Concept of_compound_spelling(std::string_view text, Span first) {
  auto made = of_phrase(text);
  auto one = german::joined_at(text, first);
  if (one.form.empty()) return made;
  for (auto& alternative : concept_of_word(one.form).alternatives) made.alternatives.push_back(alternative);
  return made;
}

Concept of_place(const german::LawReference& found, std::string_view text) {
  Concept made;
  made.text = text;
  for (auto& place : found.places) {
    auto narrowest = place.levels.back();
    if (found.law.empty()) {
      AnyOf any{Phrase{narrowest, 1}};
      if (place.levels.size() == 1 && place.family.empty()) any.push_back({narrowest + '+', by_family});
      made.alternatives.push_back({any});
      continue;
    }
    made.alternatives.push_back(only(narrowest + '|' + found.law, by_mention));
    // The law itself has the place in a heading, without its own name, which is the title.
    for (auto& name : german::names_of(found.law)) {
      AllOf all{AnyOf{Phrase{place.levels.front(), 1, true}}};
      for (auto& key : name) all.push_back(AnyOf{Phrase{key, by_name}});
      made.alternatives.push_back(all);
    }
  }
  return made;
}

// "1106/" is the beginning of files: they are one term each.
Concept of_file_beginning(std::string_view text) {
  Concept made;
  made.text = text;
  std::string term = "#";
  for (char c : text)
    if (c != ' ' && c != '*') term += char(std::tolower(static_cast<unsigned char>(c)));
  made.alternatives = {AllOf{AnyOf{Phrase{std::move(term), 1, false, true}}}};
  return made;
}

Concept of_file(const german::FileReference& found, std::string_view text) {
  Concept made;
  made.text = text;
  made.alternatives.push_back(AllOf(1));
  for (auto& token : found.tokens) made.alternatives[0][0].push_back({token, 1});
  return made;
}

// An entry of the list of abbreviations, ready to be compared.
struct Meaning {
  std::string letters;             // form
  std::vector<std::string> words;  // forms
  std::string phrase;              // keys of the words
  std::string words_text;
};

Meaning meaning_of(std::string_view letters, std::string_view words) {
  auto forms = forms_of(words);
  auto keys = keys_of(forms);
  return {german::form_of(letters), std::move(forms), std::move(keys), std::string(words)};
}

const std::vector<Meaning>& common_meanings() {
  static const std::vector<Meaning> made = [] {
    std::vector<Meaning> list;
    for (auto& [letters, words] : german::common_abbreviations()) list.push_back(meaning_of(letters, words));
    return list;
  }();
  return made;
}

class Parser {
 public:
  Parser(std::string_view typed, const Abbreviations& own) : typed_(typed), pieces_(Cutter(typed).pieces()) {
    for (auto& [letters, words] : own) own_.push_back(meaning_of(letters, words));
  }

  Query parse() {
    for (at_ = 0; at_ < pieces_.size(); ++at_) take(pieces_[at_]);
    drop_function_words();
    bool filtered = filters_any();
    if (query_.concepts.empty() && !filtered) throw Failure(Problem::invalid, "query_empty", "q");
    return std::move(query_);
  }

 private:
  bool filters_any() const {
    return std::any_of(std::begin(fields), std::end(fields),
                       [&](auto& field) { return (query_.filters.*field.value).has_value(); });
  }

  void take(const Piece& piece) {
    if (piece.plain() && (piece.text == "OR" || piece.text == "ODER")) {
      alternative_ = !query_.concepts.empty();
      return;
    }
    if (set_filter(piece)) return;
    if (auto name = german::form_of(piece.field); name == "az" || name == "file") return add_file(piece);
    if (piece.plain() && (take_reference(piece) || take_meaning() || take_dotted(piece))) return;
    for (auto& wanted : of_piece(piece)) add(std::move(wanted), piece.minus);
  }

  bool set_filter(const Piece& piece) {
    if (piece.field.empty()) return false;
    auto name = german::form_of(piece.field);
    for (auto& field : fields)
      if (name == field.german || name == field.english) {
        if (!piece.text.empty()) query_.filters.*field.value = std::string(piece.text);
        return true;
      }
    return false;
  }

  void add_file(const Piece& piece) {
    if (auto file = german::file_reference(piece.text, 0); file && file->end == piece.text.size())
      add(of_file(*file, piece.text), piece.minus);
    else if (german::next_word(piece.text, 0))
      add(of_file_beginning(piece.text), piece.minus);
  }

  // References go over blanks: they are read from what was typed, as far as plain pieces reach.
  bool take_reference(const Piece& piece) {
    auto last = at_;
    while (last + 1 < pieces_.size() && pieces_[last + 1].plain()) ++last;
    auto run = typed_.substr(0, pieces_[last].begin + pieces_[last].text.size());
    if (auto place = german::law_reference(run, piece.begin)) {
      auto text = run.substr(piece.begin, place->span.end - piece.begin);
      add(of_place(*place, text), false);
      return skip_to(place->span.end);
    }
    if (piece.text.ends_with('/') && german::is_digit(piece.text[0])) {
      add(of_file_beginning(piece.text), false);
      return true;
    }
    if (auto file = german::file_reference(run, piece.begin)) {
      add(of_file(*file, run.substr(piece.begin, file->end - piece.begin)), false);
      return skip_to(file->end);
    }
    if (auto day = german::date(run, piece.begin)) {
      Concept made;
      made.text = run.substr(piece.begin, day->end - piece.begin);
      made.alternatives = {only(day->token, 1)};
      add(std::move(made), false);
      return skip_to(day->end);
    }
    return false;
  }

  // "z. d. A." in several pieces.
  bool take_dotted(const Piece& piece) {
    auto first = german::next_word(typed_, piece.begin);
    if (!first || first->begin != piece.begin || !typed_.substr(first->end).starts_with('.')) return false;
    auto one = german::joined_at(typed_, *first);
    if (one.form.empty()) return false;
    auto made = of_word(one.form);
    made.text = typed_.substr(piece.begin, one.end - piece.begin);
    add(std::move(made), false);
    return skip_to(one.end);
  }

  bool skip_to(std::size_t end) {
    while (at_ + 1 < pieces_.size() && pieces_[at_ + 1].begin < end) ++at_;
    return true;
  }

  // "zu den Akten" typed in words is also "zdA".
  bool take_meaning() {
    for (const std::vector<Meaning>* list : {&std::as_const(own_), &common_meanings()})
      for (auto& one : *list) {
        if (one.words.size() < 2 || !typed_here(one.words)) continue;
        Concept made;
        made.text = one.words_text;
        made.alternatives = {only(one.phrase, 1), only(german::key_of(one.letters), by_joined)};
        add(std::move(made), false);
        at_ += one.words.size() - 1;
        return true;
      }
    return false;
  }

  bool typed_here(const std::vector<std::string>& words) const {
    if (at_ + words.size() > pieces_.size()) return false;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (!pieces_[at_ + i].plain() || german::form_of(pieces_[at_ + i].text) != words[i]) return false;
    return true;
  }

  std::vector<Concept> of_piece(const Piece& piece) {
    std::vector<Concept> out;
    auto first = german::next_word(piece.text, 0);
    if (!first) return out;
    bool single = !german::next_word(piece.text, first->end);
    if (piece.star) {
      auto forms = forms_of(piece.text);
      out.push_back(of_phrase(piece.text));
      if (forms.size() == 1 && code_points(forms[0]) >= Query::prefix_min)
        out[0].form = forms[0], out[0].prefix = true;
      else if (forms.size() == 1)
        out[0] = concept_of_word(piece.text.substr(first->begin, first->end - first->begin));
    } else if (piece.quoted) {
      out.push_back(of_phrase(piece.text));
    } else if (single) {
      out.push_back(of_word(piece.text.substr(first->begin, first->end - first->begin)));
      add_joined_with_next(out[0]);
    } else {
      out.push_back(of_compound_spelling(piece.text, *first));
      add_meanings(out[0], german::joined_at(piece.text, *first).form);
    }
    auto field = german::form_of(piece.field);
    for (auto& wanted : out) wanted.in_title = field == "titel" || field == "title";
    return out;
  }

  Concept of_word(std::string_view word) {
    auto made = concept_of_word(word);
    add_meanings(made, made.form);
    auto names = german::names_of(made.form);
    for (auto name = names.begin(); name + 1 != names.end(); ++name) {  // the last one is the abbreviation
      AllOf all;
      for (auto& key : *name) all.push_back(AnyOf{Phrase{key, by_letters}});
      made.alternatives.push_back(std::move(all));
    }
    return made;
  }

  // Both directions: the words of letters, and the letters of a word.
  void add_meanings(Concept& wanted, const std::string& form) {
    auto key = german::key_of(form);
    for (const std::vector<Meaning>* list : {&std::as_const(own_), &common_meanings()})
      for (auto& one : *list) {
        if (one.letters == form) wanted.alternatives.push_back(only(one.phrase, by_joined));
        if (one.words.size() == 1 && one.phrase == key)
          wanted.alternatives.push_back(only(german::key_of(one.letters), by_letters));
      }
  }

  // "e Akte" is also "eAkte".
  void add_joined_with_next(Concept& wanted) {
    if (code_points(wanted.form) > 2 || at_ + 1 >= pieces_.size() || !pieces_[at_ + 1].plain()) return;
    auto key = german::key_of(wanted.form + german::form_of(pieces_[at_ + 1].text));
    wanted.alternatives[0][0].push_back({key, by_joined});
  }

  void add(Concept wanted, bool minus) {
    words_ += std::size_t(std::count(wanted.text.begin(), wanted.text.end(), ' ')) + 1;
    if (++taken_ > Query::concepts_max || words_ > Query::words_max)
      throw Failure(Problem::invalid, "query_too_long", "q");
    if (minus) {
      query_.without.push_back(std::move(wanted));
    } else if (alternative_) {
      auto& before = query_.concepts.back();
      before.text += " OR " + wanted.text;
      before.form.clear();
      for (auto& one : wanted.alternatives) before.alternatives.push_back(std::move(one));
    } else {
      query_.concepts.push_back(std::move(wanted));
    }
    alternative_ = false;
  }

  void drop_function_words() {
    auto& all = query_.concepts;
    auto weak = [](auto& wanted) { return !wanted.prefix && german::is_function_word(wanted.form); };
    if (std::all_of(all.begin(), all.end(), weak)) return;
    std::erase_if(all, weak);
  }

  std::string_view typed_;
  std::vector<Piece> pieces_;
  std::vector<Meaning> own_;
  Query query_;
  std::size_t at_ = 0, taken_ = 0, words_ = 0;
  bool alternative_ = false;
};

}  // namespace

Query parse(std::string_view typed, const Abbreviations& own) {
  std::string text = is_utf8(typed) ? nfc(typed) : std::string(typed);
  return Parser(text, own).parse();
}

}  // namespace search
