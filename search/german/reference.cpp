#include <search/german/laws.hpp>
#include <search/german/reference.hpp>
#include <search/german/stem.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace search::german {
namespace {

constexpr std::size_t places_max = 12;
constexpr std::string_view section_sign = "§";

// Reads on from a place of the text; what does not fit leaves it where it was.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}
  std::size_t at() const { return at_; }
  void back(std::size_t at) { at_ = at; }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || rest().starts_with("\u00A0"))) ++at_;
    if (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) == 0xA0) ++at_;
  }
  bool sign(std::string_view wanted) {
    if (!rest().starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }
  bool peek(std::string_view wanted) const { return rest().starts_with(wanted); }
  std::string digits(std::size_t max) {
    auto from = at_;
    while (at_ < text_.size() && at_ - from < max && is_digit(text_[at_])) ++at_;
    if (at_ < text_.size() && is_digit(text_[at_])) at_ = from;  // longer than that
    return std::string(text_.substr(from, at_ - from));
  }
  // A word right here, without its full stop, which is read over.
  std::string_view word() {
    auto span = next_word(text_, at_);
    if (!span || span->begin != at_) return {};
    at_ = span->end;
    auto read = text_.substr(span->begin, span->end - span->begin);
    sign(".");
    return read;
  }
  std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }

 private:
  std::string_view text_;
  std::size_t at_;
};

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  auto form = form_of(word);
  return std::find(words.begin(), words.end(), form) != words.end();
}

// "35", "35a", "35 a": a letter apart belongs to it when it stands alone and is no word.
std::string number(Reader& reader) {
  auto out = reader.digits(4);
  if (out.empty()) return out;
  auto before = reader.at();
  reader.blanks();
  bool apart = reader.at() != before;
  auto word = next_word(reader.rest(), 0);
  bool letter = word && word->begin == 0 && word->end == 1 && reader.rest()[0] >= 'a' && reader.rest()[0] <= 'z';
  if (letter && !(apart && reader.rest().substr(1).starts_with(')'))) {
    out += reader.rest()[0];
    reader.back(reader.at() + 1);
  } else {
    reader.back(before);
  }
  return out;
}

struct Levels {
  std::string paragraph, sentence, item;  // Absatz, Satz, Nummer or Buchstabe
};

// One step such as "Abs. 2", "II", "Satz 1", "Nr. 3", "lit. e"; false when none follows.
bool step(Reader& reader, Levels& levels, bool& after_roman) {
  auto start = reader.at();
  reader.blanks();
  auto word = reader.word();
  if (one_of(word, {"abs", "absatz", "absatzes"})) {
    reader.blanks();
    if (auto read = number(reader); !read.empty()) return levels.paragraph = read, true;
  } else if (one_of(word, {"satz", "satzes", "s"})) {
    reader.blanks();
    if (auto read = reader.digits(3); !read.empty()) return levels.sentence = read, true;
  } else if (one_of(word, {"halbsatz", "hs", "hsatz", "uabs", "unterabs", "unterabsatz", "var"})) {
    reader.blanks();
    if (!reader.digits(3).empty()) return true;
  } else if (one_of(word, {"nr", "nummer", "nummern", "ziff", "ziffer"})) {
    reader.blanks();
    if (auto read = number(reader); !read.empty()) return levels.item = read, true;
  } else if (one_of(word, {"buchst", "buchstabe", "lit", "bst"})) {
    reader.blanks();
    if (auto read = reader.word(); !read.empty() && read.size() <= 2) return levels.item = form_of(read), true;
  } else if (levels.paragraph.empty() && !word.empty() && is_upper(word, 0) && roman(word)) {
    return levels.paragraph = std::to_string(roman(word)), after_roman = true, true;
  } else if (after_roman && !word.empty() && std::all_of(word.begin(), word.end(), is_digit)) {
    return levels.sentence = std::string(word), true;  // of "II 1"
  } else if (after_roman && word.size() == 1 && word[0] >= 'a' && word[0] <= 'z') {
    return levels.item = std::string(word), true;
  } else if (one_of(word, {"ff", "f", "fortfolgende"})) {
    return true;
  }
  reader.back(start);
  return false;
}

LawReference::Place place(std::string_view unit, const std::string& number, const Levels& levels) {
  LawReference::Place out;
  auto token = std::string(unit) + number;
  out.levels.push_back(token);
  if (!levels.paragraph.empty()) out.levels.push_back(token += '.' + levels.paragraph);
  if (!levels.sentence.empty() && levels.item.empty()) out.levels.push_back(token += ".s" + levels.sentence);
  if (!levels.item.empty()) out.levels.push_back(token += (levels.paragraph.empty() ? ".." : ".") + levels.item);
  if (!is_digit(number.back())) out.family = std::string(unit) + number.substr(0, number.size() - 1) + '+';
  return out;
}

enum class Next { none, another, range };

// "," "und" "oder" "bis" before another number.
Next goes_on(Reader& reader) {
  auto start = reader.at();
  reader.blanks();
  bool comma = reader.sign(","), dash = reader.sign("–") || reader.sign("-");
  reader.blanks();
  auto before = reader.at();
  auto word = reader.word();
  bool to = dash || one_of(word, {"bis"}), more = one_of(word, {"und", "oder", "sowie", "u"});
  if (dash || !(to || more)) reader.back(before);
  reader.blanks();
  if ((comma || to || more) && !reader.rest().empty() && is_digit(reader.rest()[0]))
    return to ? Next::range : Next::another;
  reader.back(start);
  return Next::none;
}

int value(std::string_view digits) {
  int out = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), out);
  return out;
}

// What the reference begins with: its unit, and whether several may follow.
struct Start {
  std::string_view unit;
  bool several;
};

std::optional<Start> start_of(Reader& reader) {
  if (reader.sign(section_sign)) {
    bool several = reader.sign(section_sign);
    return Start{section_sign, several};
  }
  auto word = reader.word();
  if (one_of(word, {"art", "artikel", "artikels", "artikeln"})) return Start{"art", true};
  if (one_of(word, {"paragraf", "paragraph", "paragrafen", "paragraphen"})) return Start{section_sign, true};
  return {};
}

constexpr std::array<std::string_view, 12> months{"januar", "februar", "märz",      "april",   "mai",      "juni",
                                                  "juli",   "august",  "september", "oktober", "november", "dezember"};

int month_of(std::string_view word) {
  auto form = form_of(word);
  for (std::size_t i = 0; i < months.size(); ++i)
    if (form == months[i] || (i == 2 && form == "maerz") || (i == 0 && form == "jänner")) return int(i) + 1;
  return 0;
}

std::optional<Date> date_of(int year, int month, int day, std::size_t end) {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return {};
  return Date{fmt::format("@{:04}-{:02}-{:02}", year, month, day), end};
}

}  // namespace

std::optional<LawReference> law_reference(std::string_view text, std::size_t at) {
  Reader reader(text, at);
  auto start = start_of(reader);
  if (!start) return {};
  LawReference out;
  int last = 0;
  for (auto next = Next::another; next != Next::none && out.places.size() < places_max;) {
    reader.blanks();
    auto read = number(reader);
    if (read.empty()) break;
    if (next == Next::range)
      for (int between = last + 1; between < value(read) && out.places.size() < places_max; ++between)
        out.places.push_back(place(start->unit, std::to_string(between), {}));
    Levels levels;
    for (bool after_roman = false; step(reader, levels, after_roman);) {
    }
    out.places.push_back(place(start->unit, read, levels));
    last = value(read);
    next = start->several ? goes_on(reader) : Next::none;
  }
  if (out.places.empty()) return {};
  out.span = {at, reader.at()};
  if (auto law = law_at(text, reader.at())) out.law = law->law, out.span.end = law->end;
  return out;
}

std::optional<FileReference> file_reference(std::string_view text, std::size_t at) {
  Reader reader(text, at);
  std::string unit;
  while (unit.size() < 6 && !reader.rest().empty() && std::isalpha(static_cast<unsigned char>(reader.rest()[0]))) {
    unit += char(std::tolower(static_cast<unsigned char>(reader.rest()[0])));
    reader.back(reader.at() + 1);
  }
  if (!unit.empty()) reader.sign(" ");
  auto body = reader.digits(6);
  if (body.empty()) return {};
  std::size_t digits = body.size(), slashes = 0, tail = 0;
  auto end = reader.at();
  for (;;) {
    bool blank = reader.sign(" ");
    std::string_view sign;
    for (std::string_view one : {"-", "–", "/", "#", "."})
      if (reader.sign(one)) sign = one;
    if (sign.empty() || (blank && sign == ".")) break;
    if (blank && !reader.sign(" ")) break;
    auto group = reader.digits(6);
    if (group.empty()) break;
    if (sign == "-" || sign == "–") tail = tail || slashes ? tail : body.size() + 1;
    slashes += sign == "/";
    digits += group.size();
    body += (sign == "–" ? std::string_view("-") : sign);
    body += group;
    end = reader.at();
  }
  if (!slashes || digits < 4) return {};
  FileReference out{{'#' + unit + body}, end};
  if (tail)
    out.tokens.push_back('#' + body.substr(tail));
  else if (!unit.empty())
    out.tokens.push_back('#' + body);
  return out;
}

std::optional<Date> date(std::string_view text, std::size_t at) {
  Reader reader(text, at);
  auto first = reader.digits(4);
  if (first.size() == 4 && reader.sign("-")) {
    auto month = reader.digits(2);
    if (!reader.sign("-")) return {};
    auto day = reader.digits(2);
    return date_of(value(first), value(month), value(day), reader.at());
  }
  if (first.empty() || first.size() > 2 || !reader.sign(".")) return {};
  reader.blanks();
  auto digits = reader.digits(2);
  auto month = digits.empty() ? month_of(reader.word()) : value(digits);
  if (!digits.empty() && !reader.sign(".")) return {};
  reader.blanks();
  auto year = reader.digits(4);
  return date_of(value(year), month, value(first), reader.at());
}

}  // namespace search::german
