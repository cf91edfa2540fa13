#include <doctest/doctest.h>

#include <auth/sessions.hpp>
#include <tests/wiki/support/exchange_fixture.hpp>
#include <wiki/exchange/export.hpp>
#include <wiki/exchange/source_path.hpp>
#include <wiki/pages/tree.hpp>

namespace {

Id<wiki::Page> create(Exchange& exchange, const std::string& space, const std::string& title, const std::string& text,
                      std::optional<Id<wiki::Page>> parent = {}) {
  return exchange.store.write([&](WriteTx& tx) {
    auto ada = auth::acting_as(tx, exchange.ada);
    auto prepared =
        wiki::prepare_page(tx, ada, wiki::Slug(space), {wiki::Title(title), parent, {}, wiki::Markdown(text), {}});
    return wiki::create_page(tx, ada, wiki::Slug(space), prepared).id;
  });
}

wiki::ExportSummary exported(Exchange& exchange, std::optional<wiki::Slug> space) {
  return wiki::run_export(exchange.store, exchange.blobs, {.folder = exchange.folder.path() / "out", .space = space});
}

Files out(Exchange& exchange) {
  return read_files(exchange.folder.path() / "out");
}

}  // namespace

TEST_CASE("pages made here lie where the tree says, with their titles") {
  Exchange exchange;
  exchange.import(Files{{"amt/index.md", "# Amt\n"}, {"amt/regel.md", "# Regel\n"}});
  auto amt = exchange.store.read(
      [](ReadTx& tx) { return tx.system("test").one<Id<wiki::Page>>("SELECT id FROM page WHERE path = 'amt'"); });
  auto urlaub = create(exchange, "recht", "Urlaub & Kur", "Ohne Überschrift\n", amt);
  create(exchange, "recht", "Dienstreise", "# Dienstreise\n\n[Urlaub](/p/" + urlaub.str() + "#x), [weg](/p/99999)\n");
  create(exchange, "recht", "Neuer Titel", "---\nStand: heute\n---\nText\n");
  auto summary = exported(exchange, wiki::Slug("recht"));
  CHECK(summary.problems_total == 0);
  CHECK(out(exchange) ==
        Files{{"amt/index.md", "# Amt\n"},
              {"amt/regel.md", "# Regel\n"},
              {"amt/urlaub-kur/index.md", "---\ntitle: Urlaub & Kur\n---\nOhne Überschrift\n"},
              {"dienstreise/index.md", "# Dienstreise\n\n[Urlaub](../amt/urlaub-kur/index.md#x), [weg](/p/99999)\n"},
              {"neuer-titel/index.md", "---\ntitle: Neuer Titel\nStand: heute\n---\nText\n"}});
}

TEST_CASE("everything is exported as one folder a space, with links between them") {
  Exchange exchange;
  auto source = exchange.folder.path() / "source";
  write_files(source, {{"a.md", "# A\n"}});
  exchange.import(source, "eins");
  exchange.import(source, "zwei");
  auto a = exchange.store.read([](ReadTx& tx) {
    return tx.system("test").one<Id<wiki::Page>>(
        "SELECT p.id FROM page p JOIN space s ON s.id = p.space_id WHERE s.slug = 'eins'");
  });
  create(exchange, "zwei", "B", "# B\n\n[A](/p/" + a.str() + ")\n");
  exported(exchange, {});
  CHECK(out(exchange) ==
        Files{{"eins/a.md", "# A\n"}, {"zwei/a.md", "# A\n"}, {"zwei/b/index.md", "# B\n\n[A](../../eins/a.md)\n"}});
}

TEST_CASE("nothing is written outside the folder, whatever an address says") {
  struct Case {
    const char* slug;
    const char* file;
  };
  for (auto& c : std::vector<Case>{{"..", "boese/index.md"},
                                   {"../../boese", "boese/index.md"},
                                   {"/etc/boese", "boese/index.md"},
                                   {".git", "boese/index.md"},
                                   {"a/../../b", "boese/index.md"},
                                   {"harmlos", "harmlos/index.md"}}) {
    CAPTURE(c.slug);
    Exchange exchange;
    exchange.import(Files{{"rest.md", "# Rest\n"}});
    auto page = create(exchange, "recht", "Böse", "# Böse\n");
    exchange.store.write([&](WriteTx& tx) {
      tx.run("UPDATE page SET slug = $2, path = $2 WHERE id = $1", page, std::string(c.slug));
      tx.run("UPDATE import_file SET file = '../rest.md'");
    });
    exported(exchange, wiki::Slug("recht"));
    CHECK(out(exchange) == Files{{c.file, "# Böse\n"}, {"rest/index.md", "# Rest\n"}});
    CHECK(!std::filesystem::exists(exchange.folder.path() / "rest.md"));
  }
}

TEST_CASE("what is in the folder already is kept, replaced or reported") {
  Exchange exchange;
  exchange.import(Files{{"a.md", "# A\n"}, {"b.md", "# B\n"}, {"c/d.md", "# D\n"}, {"e.md", "# E\n"}});
  auto folder = exchange.folder.path() / "out";
  auto elsewhere = exchange.folder.path() / "elsewhere";
  write_files(folder, {{"a.md", "# A\n"}, {"b.md", "alt\n"}, {"fremd.txt", "bleibt\n"}, {".git/x", "bleibt\n"}});
  std::filesystem::create_directories(elsewhere);
  std::filesystem::create_directory_symlink(elsewhere, folder / "c");
  auto summary = exported(exchange, wiki::Slug("recht"));
  CHECK(summary.files == 3);
  CHECK(summary.unchanged == 1);
  CHECK(summary.replaced == 1);
  CHECK(summary.foreign == 2);  // the text and the symbolic link
  REQUIRE(summary.problems.size() == 1);
  CHECK(summary.problems[0].file == "c/d.md");
  CHECK(summary.problems[0].key == "symbolic_link_in_the_way");
  CHECK(std::filesystem::is_empty(elsewhere));
  CHECK(out(exchange).at("fremd.txt") == "bleibt\n");
  CHECK(out(exchange).at("b.md") == "# B\n");
}

TEST_CASE("paths and destinations") {
  CHECK(wiki::relative_path("a/b", "a/c/d.md") == "../c/d.md");
  CHECK(wiki::relative_path("", "a.md") == "a.md");
  CHECK(wiki::relative_path("a", "a") == "../a");
  CHECK(wiki::joined_path("a/b", "../../c/./d.md") == "c/d.md");
  CHECK(!wiki::joined_path("a", "../../c.md"));
  CHECK(wiki::percent_encoded("ä b(1)#?%.md") == "ä%20b%281%29%23%3F%25.md");
  CHECK(wiki::percent_decoded("%C3%A4%20b%zz%") == "ä b%zz%");
  struct Case {
    const char* path;
    bool plain;
  };
  for (auto& c : std::vector<Case>{{"a/b.md", true},
                                   {"a//b", false},
                                   {"../a", false},
                                   {"a/..", false},
                                   {"/a", false},
                                   {"", false},
                                   {"a/", false},
                                   {".a/b", false},
                                   {"ä b/c", true}}) {
    CAPTURE(c.path);
    CHECK(wiki::is_plain_path(c.path) == c.plain);
  }
}
