#include <search/german/compound.hpp>
#include <search/german/lexicon.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace search::german {
namespace {

constexpr std::size_t form_max = 100, part_min = 4, again_min = 8;
constexpr int impossible = 1'000'000;

using Words = std::unordered_set<std::string_view>;

// Short words that are parts nevertheless.
const Words short_parts{"amt", "bau", "rat", "tag", "hof", "ort", "weg", "tod", "zug", "rad",
                        "gas", "bad", "ehe", "uhr", "arm", "eid", "hut", "eis", "see", "tor",
                        "typ", "tee", "neu", "alt", "rot", "abi", "lkw", "pkw", "kfz", "öl"};

// Words of the lexicon that are prefixes, endings or accidents where they stand in another word.
const Words no_parts{
    "unter",    "über",    "nach",     "gegen",  "wider",  "neben", "zwischen", "hinter", "durch", "ohne",   "zurück",
    "entgegen", "schaft",  "schaften", "keit",   "heit",   "ling",  "lings",    "lich",   "liche", "licher", "lichen",
    "isch",     "ische",   "tion",     "tionen", "ionen",  "ende",  "enden",    "ungen",  "rung",  "rungen", "lung",
    "lungen",   "tung",    "tungen",   "gung",   "sung",   "dung",  "nung",     "nungen", "erin",  "innen",  "inne",
    "rinne",    "rinnen",  "ismus",    "ität",   "ieren",  "iert",  "weise",    "weisen", "haft",  "haften", "sam",
    "same",     "stel",    "gesell",   "tens",   "sten",   "ster",  "sche",     "scher",  "schen", "nisse",  "nis",
    "selben",   "selbe",   "eren",     "erem",   "erer",   "ander", "andere",   "dies",   "diese", "jene",   "jede",
    "sein",     "seine",   "wird",     "werden", "worden", "haben", "kann",     "soll",   "sind",  "eine",   "einer",
    "eines",    "dien",    "dritt",    "viert",  "antr",   "gens",  "gene",     "tele",   "inter", "ober",   "samt",
    "beim",     "zum",     "dar",      "hin",    "her",    "herr",  "mark",     "rang",   "lage",  "lagen",  "tier",
    "ohm",      "elle",    "elles",    "alls",   "falls",  "halb",  "halber",   "teils",  "male",  "mals",   "verb",
    "zuge",     "elektro", "erst",     "vera",   "verl",   "vers",  "spezi",    "klau",   "doku",  "tran",   "opti",
    "para",     "kombi",   "abtei",    "lunge",  "lungen", "mahl",  "rest",     "rester", "este",  "esten",  "erste",
    "ersten",   "reich",   "reiche",   "lehn",   "essen",  "kette"};

// Not to be taken apart.
const Words whole{"gesellschaft", "beziehungsweise", "gegenstand",     "gegenstände",  "verordnung",
                  "unternehmen",  "angelegenheit",   "wirtschaft",     "wissenschaft", "landwirtschaft",
                  "mannschaft",   "eigenschaft",     "mitgliedschaft", "gewerkschaft", "körperschaft",
                  "bereitschaft", "genossenschaft",  "wohnung",        "standard",     "standards",
                  "abteilung",    "beteiligung",     "verteidigung",   "erklärung",    "personal",
                  "regional",     "national",        "international",  "konzept",      "rezept",
                  "kontrolle",    "transport",       "dokument",       "instrument",   "parlament",
                  "argument",     "experiment",      "minister"};

// What may stand between two parts, and what it costs.
struct Link {
  std::string_view text;
  int cost;
};
constexpr Link links[]{{"", 0}, {"s", 1}, {"es", 2}, {"n", 1}, {"en", 1}, {"er", 4}, {"e", 4}};
// Endings of the last part.
constexpr std::string_view endings[]{"", "e", "en", "er", "es", "s", "n", "em", "ern", "nen", "in", "innen"};

bool is_start(char c) {
  return (c & 0xC0) != 0x80;
}

// The cheaper, the likelier is a word of the lexicon as a part.
int part_cost(std::string_view word, int weight) {
  if (no_parts.contains(word)) return impossible;
  auto length = std::count_if(word.begin(), word.end(), is_start);
  if (std::size_t(length) < part_min && !short_parts.contains(word)) return impossible;
  return 22 - std::min(weight, 16) + (length < 5 ? 4 : 0);
}

struct Cut {
  int cost = impossible;
  std::size_t from = 0, end = 0;  // the last part: [from, end), before what links it to the next
};
using Cuts = std::array<Cut, form_max + 1>;

// Every way to go on from `begin` with one part.
void extend(std::string_view form, std::size_t begin, Cuts& cuts) {
  WordHash hash;
  for (auto end = begin; end < form.size();) {
    do hash.add(form[end++]);
    while (end < form.size() && !is_start(form[end]));
    if (begin == 0 && end == form.size()) break;  // the word itself
    auto known = weight(hash);
    if (!known) continue;
    auto cost = part_cost(form.substr(begin, end - begin), known);
    if (cost == impossible) continue;
    cost += cuts[begin].cost;
    auto rest = form.substr(end);
    auto reach = [&](std::size_t at, int price) {
      if (cost + price < cuts[at].cost) cuts[at] = {cost + price, begin, end};
    };
    for (auto& [text, price] : links)
      if (rest.size() > text.size() && rest.starts_with(text)) reach(end + text.size(), price);
    for (auto ending : endings)
      if (begin > 0 && rest == ending) reach(form.size(), int(ending.size()));
  }
}

std::vector<Span> cheapest(std::string_view form) {
  Cuts cuts;
  cuts[0].cost = 0;
  for (std::size_t at = 0; at < form.size(); ++at)
    if (cuts[at].cost < impossible) extend(form, at, cuts);
  std::vector<Span> parts;
  if (cuts[form.size()].cost == impossible) return parts;
  for (auto at = form.size(); at > 0; at = cuts[at].from) {
    auto& cut = cuts[at];
    parts.insert(parts.begin(), {cut.from, at == form.size() ? at : cut.end});
  }
  return parts;
}

void split(std::string_view form, std::size_t offset, std::vector<Span>& out) {
  std::vector<Span> parts;
  if (form.size() >= again_min && !whole.contains(form)) parts = cheapest(form);
  if (parts.size() < 2) return out.push_back({offset, offset + form.size()});
  for (auto& part : parts) split(form.substr(part.begin, part.end - part.begin), offset + part.begin, out);
}

}  // namespace

std::vector<Span> parts_of(std::string_view form) {
  std::vector<Span> parts;
  if (form.size() > form_max || std::any_of(form.begin(), form.end(), is_digit)) return parts;
  split(form, 0, parts);
  if (parts.size() < 2) parts.clear();
  return parts;
}

}  // namespace search::german
