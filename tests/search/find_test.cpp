#include <doctest/doctest.h>

#include <base/failure.hpp>
#include <tests/search/support/library.hpp>

namespace {

using Pages = std::vector<std::int64_t>;

// Ada reads the open zone and edits the closed one, Eve reads the open zone only.
struct Agency : Library {
  Id<auth::Zone> open_zone = zone(), closed_zone = zone();
  Id<auth::Person> ada = person("ada"), eve = person("eve");
  Agency() {
    grant(open_zone, ada, auth::Level::read);
    grant(open_zone, eve, auth::Level::read);
    grant(closed_zone, ada, auth::Level::edit);
  }
};

}  // namespace

TEST_CASE("titles come before bodies, a page once, with its best section") {
  Agency a;
  auto body = a.add(a.open_zone, "Haushalt",
                    "Vorwort.\n# Fristen\nDer Antrag auf Urlaub, Urlaub und noch Urlaub.\n# Ende\nUrlaub.");
  auto title = a.add(a.open_zone, "Urlaub und Sonderurlaub", "Wer freie Tage nimmt, sagt es vorher.");
  auto exact = a.add(a.open_zone, "Urlaub", "Kurz.");
  REQUIRE(a.index->catch_up());
  auto found = a.find(a.ada, "urlaub");
  REQUIRE(found.hits.size() == 3);
  CHECK(found.hits[0].page == exact);
  CHECK(found.hits[1].page == title);
  CHECK(found.hits[2].page == body);
  CHECK(found.hits[1].sections[0].anchor.empty());
  CHECK(found.hits[1].sections[0].snippet == "Wer freie Tage nimmt, sagt es vorher.");
  CHECK(found.hits[2].sections[0].anchor == "s1");
  CHECK(found.hits[2].sections[0].heading == "Fristen");
  CHECK(found.hits[2].sections[0].snippet ==
        "Der Antrag auf <mark>Urlaub</mark>, <mark>Urlaub</mark> und noch <mark>Urlaub</mark>.");
  CHECK(found.total == 3);
  CHECK(found.total_is_exact);
  CHECK_FALSE(found.next);
}

TEST_CASE("a heading without text of its own shows the text below it") {
  Agency a;
  auto page = a.add(a.open_zone, "Verfahren", "# Antrag\n# Form\nDer Antrag ist schriftlich.");
  REQUIRE(a.index->catch_up());
  auto found = a.find(a.ada, "antrag verfahren");
  REQUIRE(found.hits.size() == 1);
  CHECK(found.hits[0].page == page);
  CHECK(found.hits[0].sections[0].anchor == "s1");
  CHECK(found.hits[0].sections[0].snippet == "Der <mark>Antrag</mark> ist schriftlich.");
}

TEST_CASE("the language of queries") {
  Agency a;
  auto bgb = a.add(a.open_zone, "Bürgerliches Gesetzbuch",
                   "# Verjährung\nDie regelmäßige Frist beträgt drei Jahre.\n# Kauf\nDer Verkäufer übergibt.");
  auto miete = a.add(a.open_zone, "Mietrecht", "# Kündigung\nDie gesetzliche Frist beträgt drei Monate.");
  auto tarif = a.add(a.open_zone, "Tarif", "# Arbeitszeit\nIm Jahre drei nach der Frist, C++ und E-Mail.");
  REQUIRE(a.index->catch_up());
  struct Case {
    const char* what;
    const char* text;
    Pages pages;
  };
  for (auto& c : std::vector<Case>{
           {"all words, and then without one", "frist beträgt", {miete, bgb, tarif}},
           {"a word of the title and one of a section", "gesetzbuch verjährung", {bgb}},
           {"a phrase", "\"drei Jahre\"", {bgb}},
           {"an open phrase", "\"drei Jahre", {bgb}},
           {"without", "frist -monate -tarif -nach", {bgb}},
           {"without a phrase", "frist -\"drei Jahre\" -jahre", {miete}},
           {"one or the other", "verkäufer OR kündigung", {miete, bgb}},
           {"oder", "verkäufer ODER kündigung", {miete, bgb}},
           {"OR binds more closely", "frist monate OR vermögen", {miete, tarif, bgb}},
           {"OR without a left side", "OR kündigung", {miete}},
           {"OR without a right side", "kündigung OR", {miete}},
           {"a beginning", "künd*", {miete}},
           {"a short beginning looks into titles", "mi*", {miete}},
           {"case and umlauts", "KUNDIGUNG", {miete}},
           {"hyphens make a phrase", "e-mail", {tarif}},
           {"only the part that has words", "c++ ###", {tarif}},
           {"a column of FTS5 is a word", "body:kündigung", {}},
           {"NEAR is a word", "NEAR(kündigung)", {}},
           {"a lonely quotation mark", "\" kündigung", {miete}},
       }) {
    CAPTURE(std::string(c.what));
    auto pages = a.pages(a.ada, c.text);
    std::sort(pages.begin(), pages.end());
    auto wanted = c.pages;
    std::sort(wanted.begin(), wanted.end());
    CHECK(pages == wanted);
  }
}

TEST_CASE("hostile queries are refused or find nothing, and never break") {
  Agency a;
  a.add(a.open_zone, "Frist", "Eine Frist.");
  REQUIRE(a.index->catch_up());
  std::string many_words, many_terms;
  for (int i = 0; i < 21; ++i) many_terms += "wort" + std::to_string(i) + ' ';
  for (int i = 0; i < 80; ++i) many_words += "a b ";
  many_words = '"' + many_words + '"';
  struct Case {
    const char* what;
    std::string text;
    const char* problem;
  };
  for (auto& c : std::vector<Case>{
           {"nothing", "", "query_empty"},
           {"blanks", " \t ", "query_empty"},
           {"only without", "-frist", "query_empty"},
           {"only a minus", "-", "query_empty"},
           {"only minuses", "- -- ---", "query_empty"},
           {"only OR", "OR OR", "query_empty"},
           {"quotation marks", "\"\"\"\"\"", "query_empty"},
           {"brackets", std::string(10'000, '('), "query_empty"},
           {"both brackets", "((((frist))))", ""},
           {"emoji", "😀😀", "query_empty"},
           {"emoji beside a word", "😀frist😀", ""},
           {"star", "*", "query_empty"},
           {"stars", "*** *f* f*", ""},
           {"NUL", std::string("fr\0ist \"a\0b", 11), ""},
           {"invalid UTF-8", "\xff\xfe frist \xc3", ""},
           {"syntax of FTS5", "frist AND NOT {title}: ^x + \"y\" NEAR/2 z)", ""},
           {"SQL", "'; DROP TABLE page; --", ""},
           {"escapes", "\\\"frist\\\"", ""},
           {"too many terms", many_terms, "query_too_long"},
           {"too many words", many_words, "query_too_long"},
           {"a long word", std::string(10'000, 'x'), ""},
       }) {
    CAPTURE(std::string(c.what));
    std::string problem;
    try {
      a.find(a.ada, c.text);
    } catch (const Failure& failure) {
      problem = failure.key();
      REQUIRE(failure.errors().size() == 1);
      CHECK(failure.errors()[0].field == "q");
    }
    CHECK(problem == c.problem);
    CHECK_NOTHROW(a.suggest(a.ada, c.text));
  }
}

TEST_CASE("hits, totals, snippets and suggestions are trimmed by rights") {
  Agency a;
  auto open = a.add(a.open_zone, "Offene Akte", "Kaffee für alle.");
  auto closed = a.add(a.closed_zone, "Geschlossene Akte", "Kaffee nur für uns.");
  auto unreleased = a.add(a.open_zone, "Unfertige Akte", "Kaffee im Entwurf.", auth::Level::edit);
  auto draft = a.add(a.closed_zone, "Entwurf einer Akte", "Kaffee im Entwurf.", auth::Level::edit);
  REQUIRE(a.index->catch_up());

  CHECK(a.pages(a.eve, "kaffee") == Pages{open});
  CHECK(a.find(a.eve, "kaffee").total == 1);
  CHECK(a.find(a.eve, "akte").total == 1);
  CHECK(a.suggest(a.eve, "ak") == Pages{open});
  CHECK(a.find(a.ada, "kaffee").total == 3);
  CHECK(a.find(a.ada, "akte").total == 3);
  CHECK(a.pages(a.ada, "entwurf") == Pages{draft});

  SUBCASE("a page that moved is right at once") {
    a.move(closed, a.open_zone);
    CHECK(a.find(a.eve, "kaffee").total == 2);
    a.move(open, a.closed_zone);
    CHECK(a.pages(a.eve, "kaffee") == Pages{closed});
    CHECK(a.suggest(a.eve, "ak") == Pages{closed});
  }
  SUBCASE("a right that was granted counts at once") {
    a.grant(a.open_zone, a.eve, auth::Level::edit);
    CHECK(a.find(a.eve, "kaffee").total == 2);
    CHECK(a.pages(a.eve, "unfertige") == Pages{unreleased});
  }
  SUBCASE("hidden hits do not use up the candidates") {
    for (int i = 0; i < 30; ++i) a.add(a.closed_zone, "Bericht", "Kaffee, Kaffee, Kaffee.");
    REQUIRE(a.index->catch_up());
    CHECK(a.find(a.eve, "kaffee").total == 1);
    CHECK(a.find(a.ada, "kaffee").total == 33);
  }
}

TEST_CASE("filters and pages of results") {
  Agency a;
  Pages all;
  for (int i = 0; i < 45; ++i) all.push_back(a.add(i % 3 ? a.open_zone : a.closed_zone, "Blatt", "Ein Vermerk."));
  REQUIRE(a.index->catch_up());
  CHECK(a.find(a.ada, "vermerk", {.zones = std::vector{a.closed_zone}}).total == 15);
  CHECK(a.find(a.eve, "vermerk", {.zones = std::vector{a.closed_zone}}).total == 0);
  CHECK(a.find(a.ada, "vermerk", {.admits = [&](auto page) { return page <= all[1]; }}).total == 2);
  CHECK(a.find(a.eve, "vermerk", {.admits = [&](auto page) { return page <= all[1]; }}).total == 1);

  Pages seen;
  std::optional<std::size_t> at = 0;
  while (at) {
    auto found = a.find(a.ada, "vermerk", {.limit = 20, .offset = *at});
    for (auto& hit : found.hits) seen.push_back(hit.page);
    CHECK(found.total == 45);
    at = found.next;
  }
  std::sort(seen.begin(), seen.end());
  CHECK(seen == all);
  CHECK(a.find(a.ada, "vermerk", {.limit = 20, .offset = 1'000'000}).hits.empty());
}

TEST_CASE("suggestions") {
  Agency a;
  auto plan = a.add(a.open_zone, "Aktenplan", "");
  auto office = a.add(a.open_zone, "Büro und Akten", "");
  auto notes = a.add(a.open_zone, "Akten", "Aktenvermerk im Text.");
  REQUIRE(a.index->catch_up());
  struct Case {
    const char* typed;
    Pages pages;
  };
  for (auto& c : std::vector<Case>{
           {"", {}},
           {" ", {}},
           {"akt", {notes, plan, office}},
           {"Akten", {notes, plan, office}},
           {"akten ", {notes, office, plan}},
           {"buro ak", {office}},
           {"vermerk", {}},
           {"x", {}},
       }) {
    CAPTURE(std::string(c.typed));
    CHECK(a.suggest(a.ada, c.typed) == c.pages);
  }
}

TEST_CASE("without an index only searching is refused") {
  TemporaryFolder folder;
  SystemClock clock;
  search::Hook hook;
  storage::Store store({.folder = folder.path(), .protected_tables = {}, .clock = &clock, .reader_hook = &hook});
  store.read([](ReadTx& tx) {
    CHECK(tx.one<int>("SELECT 1") == 1);
    CHECK_THROWS_WITH_AS(search::require_attached(tx), "search_not_ready", Failure);
  });
}

TEST_CASE("what is closed changes nothing that an outsider is told") {
  auto answers = [](bool with_closed) {
    Agency a;
    a.add(a.open_zone, "Personalplanung", "Die Genehmigung der Dienstreise liegt vor, ebenso die Quittung.");
    a.add(a.open_zone, "Aktenplan", "Der Aktenplan gilt für alle Akten der Behörde.");
    auto closed = a.add(with_closed ? a.closed_zone : a.open_zone, "Geheimschutzübung Zypresse",
                        "Die Genehmigng der Zypressenübung nach § 48 VwVfG, Az. 1106/2, am 1. März 2024.");
    if (!with_closed) a.remove(closed);
    REQUIRE(a.index->catch_up());
    std::vector<std::string> out;
    for (auto typed : {"Zypresse", "Zypressenübung", "zypr*", "Zypresze", "Genehmigng", "Genehmigung", "§ 48 VwVfG",
                       "az:1106/", "1. März 2024", "Dienstreise Zypresse", "Genehmigng Dienstreise", "Zypresse OR Akten",
                       "Geheimschutz", "\"der Zypressenübung\"", "Quittung -Zypresse", "titel:Zypresse"}) {
      auto found = a.find(a.eve, typed);
      std::string told = std::string(typed) + ": " + std::to_string(found.total) + (found.total_is_exact ? "" : "+");
      told += " pages " + std::to_string(found.pages.size());
      for (auto& hit : found.hits) told += " | " + hit.sections[0].snippet;
      for (auto& word : found.left_out) told += " without " + word;
      told += " corrected " + found.corrected.value_or("");
      told += " suggested " + std::to_string(a.suggest(a.eve, typed).size());
      out.push_back(told);
    }
    return out;
  };
  CHECK(answers(true) == answers(false));
}
