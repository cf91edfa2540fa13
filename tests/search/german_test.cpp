#include <doctest/doctest.h>

#include <search/german/analysis.hpp>
#include <search/german/compound.hpp>
#include <search/german/stem.hpp>
#include <tests/search/support/library.hpp>

#include <algorithm>
#include <fstream>

namespace {

using Pages = std::vector<std::int64_t>;

struct Agency : Library {
  Id<auth::Zone> open_zone = zone();
  Id<auth::Person> ada = person("ada");
  Agency() { grant(open_zone, ada, auth::Level::read); }
  std::int64_t page(const std::string& text) { return add(open_zone, "Blatt " + std::to_string(++number_), text); }
  bool finds(const std::string& query, std::int64_t page) {
    auto found = pages(ada, query);
    return std::find(found.begin(), found.end(), page) != found.end();
  }
  // Every word of the table finds every other.
  void meet(const std::vector<std::string>& words) {
    std::vector<std::int64_t> written;
    for (auto& word : words) written.push_back(page("Hier steht " + word + " im Satz."));
    REQUIRE(index->catch_up());
    for (auto& query : words)
      for (std::size_t i = 0; i < words.size(); ++i) {
        CAPTURE(query);
        CAPTURE(words[i]);
        CHECK(finds(query, written[i]));
      }
  }

 private:
  int number_ = 0;
};

std::string parts(std::string_view word) {
  std::string out;
  for (auto& part : search::german::parts_of(word))
    out += (out.empty() ? "" : "+") + std::string(word.substr(part.begin, part.end - part.begin));
  return out;
}

}  // namespace

TEST_CASE("compounds are taken apart, words that only look like one are not") {
  struct Case {
    const char* word;
    const char* parts;
  };
  for (auto& c : std::vector<Case>{
           {"aufenthaltsgenehmigung", "aufenthalt+genehmigung"},
           {"reisekostenabrechnung", "reise+kosten+abrechnung"},
           {"bauantragsverfahren", "bau+antrag+verfahren"},
           {"gewerbesteuerhebesatz", "gewerbe+steuer+hebe+satz"},
           {"krankenhäuser", "kranken+häuser"},
           {"elternzeit", "eltern+zeit"},
           {"gesamtkosten", "gesamt+kosten"},
           {"dienstreise", "dienst+reise"},
           {"gesellschaft", ""},
           {"verordnung", ""},
           {"unternehmen", ""},
           {"beziehungsweise", ""},
           {"dokumente", ""},
           {"handlungen", ""},
           {"abteilungen", ""},
           {"verbraucher", ""},
           {"amt", ""},
           {"x", ""},
           {"", ""},
       }) {
    CAPTURE(std::string(c.word));
    CHECK(parts(c.word) == c.parts);
  }
}

TEST_CASE("forms of a word have one key, different words have different ones") {
  struct Case {
    std::vector<const char*> forms;
  };
  using search::german::key_of;
  for (auto& c : std::vector<Case>{
           {{"haus", "häuser", "häusern", "haeuser", "hauses"}},
           {{"bescheid", "bescheide", "bescheids", "bescheiden"}},
           {{"straße", "strasse", "straßen", "strassen"}},
           {{"müller", "mueller", "muller"}},
           {{"abstimmen", "abstimmung", "abstimmungen"}},
           {{"mitarbeiter", "mitarbeiterin", "mitarbeiterinnen", "mitarbeitende", "mitarbeitenden", "mitarbeitern"}},
           {{"rechtsanwalt", "rechtsanwältin", "rechtsanwältinnen"}}})
    for (auto form : c.forms) {
      CAPTURE(std::string(form));
      CHECK(key_of(form) == key_of(c.forms[0]));
    }
  CHECK(key_of("duell") != key_of("düll"));
  CHECK(key_of("steuer") != key_of("stur"));
  CHECK(key_of("termin") != key_of("term"));
  CHECK(key_of("35a") == "35a");
}

TEST_CASE("umlauts, sharp s and case meet (A-176)") {
  Agency a;
  SUBCASE("Bürgerbüro") {
    a.meet({"Bürgerbüro", "Buergerbuero", "BÜRGERBÜRO"});
  }
  SUBCASE("Straße") {
    a.meet({"Straße", "Strasse", "strasse"});
  }
  SUBCASE("Müller") {
    a.meet({"Müller", "Mueller"});
  }
  SUBCASE("no more than that") {
    auto duel = a.page("Ein Duell im Morgengrauen."), town = a.page("Die Stadt Gütersloh."),
         goods = a.page("Alle Güter.");
    REQUIRE(a.index->catch_up());
    CHECK_FALSE(a.finds("\"Düll\"", duel));
    CHECK(a.pages(a.ada, "gütersloh") == Pages{town});
    CHECK_FALSE(a.finds("Güter", town));
    CHECK(a.finds("Güter", goods));
  }
  SUBCASE("the exact form comes first") {
    auto other = a.add(a.open_zone, "Mueller", "Zwei."), exact = a.add(a.open_zone, "Müller", "Eins.");
    REQUIRE(a.index->catch_up());
    CHECK(a.pages(a.ada, "Müller").front() == exact);
    CHECK(a.pages(a.ada, "Mueller").front() == other);
  }
}

TEST_CASE("compounds are found by their parts and by other spellings (A-177)") {
  Agency a;
  auto permit = a.page("Die Aufenthaltsgenehmigung gilt."), travel = a.page("Die Reisekostenabrechnung kommt.");
  auto file = a.page("Die E-Akte ist da."), joined = a.page("Die eAkte ist da."), apart = a.page("Die e Akte ist da.");
  auto total = a.page("Die Gesamtkosten steigen."), apart_cost = a.page("Die Abrechnung der Reisekosten.");
  REQUIRE(a.index->catch_up());
  CHECK(a.pages(a.ada, "Genehmigung") == Pages{permit});
  CHECK(a.finds("Kosten", travel));
  CHECK(a.finds("Reisekosten Abrechnung", travel));
  CHECK(a.finds("Reisekosten-Abrechnung", travel));
  CHECK(a.finds("Reisekostenabrechnung", apart_cost));
  for (auto query : {"eAkte", "E-Akte", "e Akte", "eakte"})
    for (auto page : {file, joined, apart}) {
      CAPTURE(std::string(query));
      CHECK(a.finds(query, page));
    }
  CHECK_FALSE(a.finds("Amt", total));
}

TEST_CASE("the whole word ranks before a compound of it") {
  Agency a;
  auto part = a.page("Die Aufenthaltsgenehmigung gilt."), whole = a.page("Die Genehmigung gilt.");
  REQUIRE(a.index->catch_up());
  CHECK(a.pages(a.ada, "Genehmigung") == Pages{whole, part});
}

TEST_CASE("inflected forms meet (A-178)") {
  Agency a;
  SUBCASE("Haus") {
    a.meet({"Haus", "Häuser", "Häusern"});
  }
  SUBCASE("Bescheid") {
    a.meet({"Bescheid", "Bescheide"});
  }
  SUBCASE("abstimmen") {
    a.meet({"abstimmen", "Abstimmung"});
  }
}

TEST_CASE("gender forms are one term (A-179)") {
  Agency a;
  a.meet({"Mitarbeiter", "Mitarbeiterin", "Mitarbeiterinnen", "Mitarbeiter:innen", "Mitarbeiter*innen",
          "Mitarbeiter_innen", "MitarbeiterInnen", "Mitarbeitende", "Mitarbeiter/-innen"});
}

TEST_CASE("places in laws are one term however they are written (A-180)") {
  auto tokens = [](const std::string& text) {
    std::vector<std::string> out;
    search::german::Analyser().each(text, [&](std::string_view token, auto, bool) {
      bool article = token.starts_with("art") && token.size() > 3 && search::german::is_digit(token[3]);
      if (token.starts_with("§") || article) out.emplace_back(token);
    });
    std::sort(out.begin(), out.end());
    return out;
  };
  std::ifstream table(std::string(STAFETTE_SOURCE_DIR) + "/tests/search/references.tsv");
  std::size_t references = 0;
  for (std::string line; std::getline(table, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells;
    for (std::size_t at = 0; at <= line.size();) {
      auto end = std::min(line.find('\t', at), line.size());
      cells.push_back(line.substr(at, end - at));
      at = end + 1;
    }
    ++references;
    auto canonical = tokens(cells[0]);
    CAPTURE(cells[0]);
    CHECK_FALSE(canonical.empty());
    for (std::size_t i = 1; i < cells.size(); ++i) {
      CAPTURE(cells[i]);
      if (cells[i].starts_with("≠ ")) {
        CHECK(tokens(cells[i].substr(std::string("≠ ").size())) != canonical);
      } else if (cells[i].starts_with("+ ")) {
        auto more = tokens(cells[i].substr(2));
        CHECK(std::includes(more.begin(), more.end(), canonical.begin(), canonical.end()));
      } else {
        CHECK(tokens(cells[i]) == canonical);
      }
    }
  }
  CHECK(references >= 50);
}

TEST_CASE("a place is found in mentions and in its law, the broader one finds the narrower") {
  Agency a;
  auto mention = a.page("Nach § 35a Abs. 2 SGB VIII wird geholfen.");
  auto law =
      a.add(a.open_zone, "Sozialgesetzbuch (SGB) - Achtes Buch (VIII)", "# § 35a Eingliederungshilfe\n(2) Die Hilfe.");
  auto other = a.page("Nach § 35 SGB VIII wird geholfen.");
  REQUIRE(a.index->catch_up());
  for (auto query :
       {"§ 35a Abs. 2 SGB VIII", "§35a II SGB VIII", "§ 35 a Absatz 2 SGB 8", "Paragraf 35a Abs 2 SGB VIII"}) {
    CAPTURE(std::string(query));
    auto found = a.pages(a.ada, query);
    CHECK(found == Pages{law, mention});
  }
  CHECK(a.pages(a.ada, "§ 35a SGB VIII") == Pages{law, mention});
  CHECK(a.pages(a.ada, "§ 35").front() == other);
  CHECK(a.finds("§ 35", mention));  // below
}

TEST_CASE("files are one term, tolerant of blanks and dashes (A-181)") {
  Agency a;
  auto one = a.page("Az. Z 12 – 11032/4#7 liegt vor."), two = a.page("Az. 1106/2 liegt vor."),
       three = a.page("Az. 1106/13.");
  a.page("Im Jahr 11032 waren es 4 von 7.");
  REQUIRE(a.index->catch_up());
  CHECK(a.pages(a.ada, "Z12-11032/4#7") == Pages{one});
  CHECK(a.pages(a.ada, "az:Z12-11032/4#7") == Pages{one});
  for (auto query : {"1106/", "az:1106/", "file:1106/"}) {
    CAPTURE(std::string(query));
    CHECK(a.pages(a.ada, query) == Pages{three, two});
  }
}

TEST_CASE("abbreviations and what they stand for (A-182)") {
  Agency a;
  a.meet({"zdA", "z. d. A.", "z.d.A.", "zu den Akten"});
  SUBCASE("of the house") {
    auto page = a.page("Die Projektsteuerungsgruppe tagt.");
    REQUIRE(a.index->catch_up());
    auto found = a.store->read([&](ReadTx& tx) {
      search::Request request{.query = search::parse("PSG", {{"PSG", "Projektsteuerungsgruppe"}})};
      return search::find(tx, auth::acting_as(tx, a.ada), request).pages;
    });
    CHECK(found == Pages{page});
  }
}

TEST_CASE("dates are one term") {
  Agency a;
  a.meet({"1. März 2024", "01.03.2024", "2024-03-01", "1.3.2024"});
}

TEST_CASE("a typing error is corrected when nobody finds the word, and the answer says so (A-183)") {
  Agency a;
  auto page = a.page("Die Genehmigung gilt.");
  REQUIRE(a.index->catch_up());
  for (auto typed : {"Genehmigng", "Geenhmigung", "Genehmigumg", "Genehmmigung"}) {
    CAPTURE(std::string(typed));
    auto found = a.find(a.ada, typed);
    CHECK(found.pages == Pages{page});
    CHECK(found.corrected == "genehmigung");
  }
  CHECK(a.find(a.ada, "Genehmigung").corrected == std::nullopt);
  CHECK(a.find(a.ada, "gilz").pages.empty());  // too short
}

TEST_CASE("where all words find too little, rarer ones decide, and the answer says what was left out") {
  Agency a;
  auto travel = a.add(a.open_zone, "Reisekosten", "Die Kosten der Dienstreise trägt die Behörde.");
  for (int i = 0; i < 5; ++i) a.page("Wer etwas trägt, der trägt.");
  REQUIRE(a.index->catch_up());
  CHECK(a.pages(a.ada, "Wer trägt die Kosten einer Dienstreise?").front() == travel);
  auto found = a.find(a.ada, "Dienstreise Reisekosten Quittungsblock");
  CHECK(found.pages == Pages{travel});
  CHECK(found.left_out == std::vector<std::string>{"Quittungsblock"});
  CHECK(a.find(a.ada, "Kosten Dienstreise").left_out.empty());
}

TEST_CASE("fields of a query") {
  Agency a;
  auto titled = a.add(a.open_zone, "Urlaub", "Text."), other = a.page("Urlaub im Text.");
  REQUIRE(a.index->catch_up());
  CHECK(a.pages(a.ada, "titel:Urlaub") == Pages{titled});
  CHECK(a.pages(a.ada, "title:urlaub") == Pages{titled});
  CHECK(a.pages(a.ada, "text titel:Urlaub") == Pages{titled, other});
  CHECK(a.finds("Urlaub", other));
  auto query = search::parse("urlaub bereich:recht etikett:\"nur intern\" von:Weber nach:2024 vor:2025-06-01");
  CHECK(query.filters.space == "recht");
  CHECK(query.filters.label == "nur intern");
  CHECK(query.filters.owner == "Weber");
  CHECK(query.filters.after == "2024");
  CHECK(query.filters.before == "2025-06-01");
  CHECK(query.concepts.size() == 1);
  CHECK(search::parse("wort:zahl").filters.space == std::nullopt);  // no field: words
}
