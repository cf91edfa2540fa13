#include <search/german/laws.hpp>
#include <search/german/stem.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace search::german {
namespace {

struct Entry {
  std::string_view law, name;
};

// Names as they stand in the title of the law; articles and endings do not matter.
constexpr Entry entries[]{
    {"gg", "Grundgesetz"},
    {"bgb", "Bürgerliches Gesetzbuch"},
    {"hgb", "Handelsgesetzbuch"},
    {"stgb", "Strafgesetzbuch"},
    {"stpo", "Strafprozessordnung"},
    {"stpo", "Strafprozeßordnung"},
    {"zpo", "Zivilprozessordnung"},
    {"gvg", "Gerichtsverfassungsgesetz"},
    {"vwgo", "Verwaltungsgerichtsordnung"},
    {"vwvfg", "Verwaltungsverfahrensgesetz"},
    {"vwzg", "Verwaltungszustellungsgesetz"},
    {"vwvg", "Verwaltungs-Vollstreckungsgesetz"},
    {"ao", "Abgabenordnung"},
    {"estg", "Einkommensteuergesetz"},
    {"ustg", "Umsatzsteuergesetz"},
    {"kstg", "Körperschaftsteuergesetz"},
    {"gewstg", "Gewerbesteuergesetz"},
    {"owig", "Gesetz über Ordnungswidrigkeiten"},
    {"owig", "Ordnungswidrigkeitengesetz"},
    {"bbg", "Bundesbeamtengesetz"},
    {"beamtstg", "Beamtenstatusgesetz"},
    {"bbesg", "Bundesbesoldungsgesetz"},
    {"beamtvg", "Beamtenversorgungsgesetz"},
    {"bdg", "Bundesdisziplinargesetz"},
    {"bpersvg", "Bundespersonalvertretungsgesetz"},
    {"betrvg", "Betriebsverfassungsgesetz"},
    {"brkg", "Bundesreisekostengesetz"},
    {"bukg", "Bundesumzugskostengesetz"},
    {"burlg", "Bundesurlaubsgesetz"},
    {"eurlv", "Erholungsurlaubsverordnung"},
    {"arbzg", "Arbeitszeitgesetz"},
    {"arbschg", "Arbeitsschutzgesetz"},
    {"tzbfg", "Teilzeit- und Befristungsgesetz"},
    {"entgfg", "Entgeltfortzahlungsgesetz"},
    {"kschg", "Kündigungsschutzgesetz"},
    {"muschg", "Mutterschutzgesetz"},
    {"beeg", "Bundeselterngeld- und Elternzeitgesetz"},
    {"agg", "Allgemeines Gleichbehandlungsgesetz"},
    {"bgleig", "Bundesgleichstellungsgesetz"},
    {"bgg", "Behindertengleichstellungsgesetz"},
    {"bdsg", "Bundesdatenschutzgesetz"},
    {"dsgvo", "Datenschutz-Grundverordnung"},
    {"ifg", "Informationsfreiheitsgesetz"},
    {"uig", "Umweltinformationsgesetz"},
    {"bho", "Bundeshaushaltsordnung"},
    {"hgrg", "Haushaltsgrundsätzegesetz"},
    {"gwb", "Gesetz gegen Wettbewerbsbeschränkungen"},
    {"vgv", "Vergabeverordnung"},
    {"baugb", "Baugesetzbuch"},
    {"baunvo", "Baunutzungsverordnung"},
    {"bimschg", "Bundes-Immissionsschutzgesetz"},
    {"krwg", "Kreislaufwirtschaftsgesetz"},
    {"whg", "Wasserhaushaltsgesetz"},
    {"aufenthg", "Aufenthaltsgesetz"},
    {"asylg", "Asylgesetz"},
    {"stag", "Staatsangehörigkeitsgesetz"},
    {"bmg", "Bundesmeldegesetz"},
    {"pstg", "Personenstandsgesetz"},
    {"pauswg", "Personalausweisgesetz"},
    {"stvo", "Straßenverkehrs-Ordnung"},
    {"stvg", "Straßenverkehrsgesetz"},
    {"stvzo", "Straßenverkehrs-Zulassungs-Ordnung"},
    {"gewo", "Gewerbeordnung"},
    {"hwo", "Handwerksordnung"},
    {"inso", "Insolvenzordnung"},
    {"gmbhg", "Gesetz betreffend die Gesellschaften mit beschränkter Haftung"},
    {"aktg", "Aktiengesetz"},
    {"gbo", "Grundbuchordnung"},
    {"ifsg", "Infektionsschutzgesetz"},
    {"bafoeg", "Bundesausbildungsförderungsgesetz"},
    {"wogg", "Wohngeldgesetz"},
    {"uvpg", "Gesetz über die Umweltverträglichkeitsprüfung"},
    {"bbig", "Berufsbildungsgesetz"},
    {"egovg", "E-Government-Gesetz"},
    {"ozg", "Onlinezugangsgesetz"},
    {"barchg", "Bundesarchivgesetz"},
    {"jugschg", "Jugendschutzgesetz"},
    {"jarbschg", "Jugendarbeitsschutzgesetz"},
    {"rvg", "Rechtsanwaltsvergütungsgesetz"},
    {"famfg", "Gesetz über das Verfahren in Familiensachen"},
    {"sgg", "Sozialgerichtsgesetz"},
};

// Other abbreviations in use.
constexpr Entry aliases[]{{"entgfg", "efzg"}, {"bafoeg", "bafog"}, {"lfgb", "lmbg"}};

constexpr std::array<std::string_view, 14> books{"Erstes",   "Zweites",  "Drittes",     "Viertes",    "Fünftes",
                                                 "Sechstes", "Siebtes",  "Achtes",      "Neuntes",    "Zehntes",
                                                 "Elftes",   "Zwölftes", "Dreizehntes", "Vierzehntes"};

using Keys = std::vector<std::string>;

Keys keys_of(std::string_view text) {
  Keys keys;
  for (auto word = next_word(text, 0); word; word = next_word(text, word->end))
    keys.push_back(key_of(form_of(text.substr(word->begin, word->end - word->begin))));
  return keys;
}

struct List {
  std::unordered_map<std::string, std::vector<Keys>> names;                         // by law
  std::unordered_map<std::string, std::vector<std::pair<Keys, std::string>>> laws;  // by the first key of a name

  List() {
    for (auto& [law, name] : entries) add(std::string(law), keys_of(name));
    for (std::size_t i = 0; i < books.size(); ++i) {
      auto law = "sgb" + std::to_string(i + 1);
      add(law, keys_of(std::string(books[i]) + " Buch Sozialgesetzbuch"));
      names[law].push_back(keys_of("Sozialgesetzbuch " + std::string(books[i]) + " Buch"));
      names[law].push_back({"sgb", std::to_string(i + 1)});
    }
  }
  void add(std::string law, Keys keys) {
    names[law].push_back(keys);
    auto first = keys.front();
    laws[first].push_back({std::move(keys), std::move(law)});
  }
};

const List& list() {
  static const List made;
  return made;
}

bool blanks_only(std::string_view text) {
  return text.size() <= 3 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return c == ' ' || c == '\n' || c == 0xC2 || c == 0xA0;
         });
}

struct Next {
  std::string_view raw;
  Span span;
};

// The next word if only blanks, or a hyphen, stand before it.
std::optional<Next> near_word(std::string_view text, std::size_t from, bool hyphen = false) {
  auto word = next_word(text, from);
  if (!word) return {};
  auto between = text.substr(from, word->begin - from);
  if (!(blanks_only(between) || (hyphen && (between == "-" || between == "- ")))) return {};
  return Next{text.substr(word->begin, word->end - word->begin), *word};
}

int capitals(std::string_view word) {
  int count = 0;
  for (std::size_t i = 0; i < word.size(); ++i) count += is_upper(word, i);
  return count;
}

std::optional<LawName> by_name(std::string_view text, const Next& first) {
  auto found = list().laws.find(key_of(form_of(first.raw)));
  if (found == list().laws.end()) return {};
  for (auto& [keys, law] : found->second) {
    auto end = first.span.end;
    bool same = true;
    for (std::size_t i = 1; same && i < keys.size(); ++i) {
      auto next = near_word(text, end, true);
      same = next && key_of(form_of(next->raw)) == keys[i];
      if (same) end = next->span.end;
    }
    if (same) return LawName{law, end};
  }
  return {};
}

// "VIII" and "8".
int book_number(std::string_view word) {
  int number = roman(word);
  if (!number) std::from_chars(word.data(), word.data() + word.size(), number);
  return number >= 1 && number <= int(books.size()) ? number : 0;
}

std::optional<LawName> by_abbreviation(std::string_view text, const Next& first) {
  std::string law = folded(form_of(first.raw));
  auto end = first.span.end;
  int big = capitals(first.raw);
  while (text.substr(end).starts_with('-')) {
    auto next = near_word(text, end, true);
    if (!next || !is_upper(text, next->span.begin)) break;
    law += folded(form_of(next->raw));
    big += capitals(next->raw);
    end = next->span.end;
  }
  if (big < 2 && !list().names.contains(law) && law != "sgb") return {};
  if (law == "sgb") {
    auto book = near_word(text, end);
    if (int number = book ? book_number(book->raw) : 0) return LawName{"sgb" + std::to_string(number), book->span.end};
  }
  if (law.size() < 2 || law.size() > 24) return {};
  for (auto& [known, alias] : aliases)
    if (law == alias) law = known;
  return LawName{law, end};
}

}  // namespace

int roman(std::string_view text) {
  int total = 0, before = 0;
  if (text.empty() || text.size() > 7) return 0;
  for (auto c = text.rbegin(); c != text.rend(); ++c) {
    int value = *c == 'I' || *c == 'i' ? 1 : *c == 'V' || *c == 'v' ? 5 : *c == 'X' || *c == 'x' ? 10 : 0;
    if (!value) return 0;
    total += value < before ? -value : value;
    before = value;
  }
  return total;
}

std::optional<LawName> law_at(std::string_view text, std::size_t from) {
  auto first = near_word(text, from);
  if (first && (first->raw == "des" || first->raw == "der" || first->raw == "dem"))
    first = near_word(text, first->span.end);
  if (!first) return {};
  if (auto named = by_name(text, *first)) return named;
  return by_abbreviation(text, *first);
}

std::vector<std::vector<std::string>> names_of(std::string_view law) {
  auto found = list().names.find(std::string(law));
  auto names = found == list().names.end() ? std::vector<Keys>() : found->second;
  names.push_back({key_of(law)});
  return names;
}

}  // namespace search::german
