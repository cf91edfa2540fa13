#include <doctest/doctest.h>

#include <tests/wiki/support/exchange_fixture.hpp>
#include <wiki/exchange/import_text.hpp>
#include <wiki/pages/revision.hpp>

namespace {

struct Row {
  Id<wiki::Page> id;
  std::string path, title;
  bool container;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, path, title, container))

std::map<std::string, Row> pages(Exchange& exchange) {
  std::map<std::string, Row> by_path;
  auto rows = exchange.store.read(
      [](ReadTx& tx) { return tx.system("test").all<Row>("SELECT id, path, title, container FROM page"); });
  for (auto& row : rows) by_path[row.path] = row;
  return by_path;
}

std::string text(Exchange& exchange, const std::string& path) {
  auto page = pages(exchange).at(path).id;
  return exchange.store.read([&](ReadTx& tx) { return wiki::head_text(tx, page); });
}

std::string problems(const wiki::ImportSummary& summary) {
  std::string all;
  for (auto& problem : summary.problems) all += problem.file + " " + problem.key + " " + problem.detail + "\n";
  return all;
}

}  // namespace

TEST_CASE("files become pages in a tree, named after their folders") {
  Exchange exchange;
  auto summary = exchange.import(Files{
      {"index.md", "# Willkommen\n"},
      {"b/bgb/index.md", "---\nTitle: Bürgerliches Gesetzbuch\njurabk: BGB\n---\n\n# Anderes\n"},
      {"b/bgb/anlage.md", "Erste Zeile\n\nMehr\n"},
      {"c.md", "# C als Datei"},
      {"c/index.md", "# C als Ordner"},
      {"c/d.md", ""},
      {"e.md", "# E"},
      {"e/f.md", "# F"},
      {".versteckt/x.md", "# X"},
  });
  CHECK(problems(summary) == "");
  CHECK(summary.created == 8);
  CHECK(summary.containers == 1);
  std::string found;
  for (auto& [path, row] : pages(exchange)) found += path + "=" + row.title + (row.container ? " (container)\n" : "\n");
  CHECK(found ==
        "b=b (container)\nb/bgb=Bürgerliches Gesetzbuch\nb/bgb/anlage=Erste Zeile\nc=C als Ordner\nc-2=C als Datei\n"
        "c/d=d\ne=E\ne/f=F\nwillkommen=Willkommen\n");
}

TEST_CASE("a second import takes over only what changed") {
  Exchange exchange;
  Files files{{"a.md", "# A\n\n[b](b.md) und [c](c.md)\n"}, {"b.md", "# B\n"}};
  auto summary = exchange.import(files);
  CHECK(problems(summary) == "a.md link_target_missing c.md\n");
  auto before = pages(exchange);

  summary = exchange.import(files);
  CHECK(summary.unchanged == 2);
  CHECK(summary.updated + summary.created == 0);

  files["b.md"] = "# B neu\n";
  files["c.md"] = "# C\n";
  summary = exchange.import(files);
  CHECK(summary.created == 1);
  CHECK(summary.updated == 2);  // b changed, a's link leads somewhere now
  CHECK(problems(summary) == "");
  auto after = pages(exchange);
  CHECK(after.at("a").id == before.at("a").id);
  CHECK(after.at("b").title == "B neu");
  CHECK(text(exchange, "a") ==
        "# A\n\n[b](/p/" + after.at("b").id.str() + ") und [c](/p/" + after.at("c").id.str() + ")\n");
}

TEST_CASE("what somebody edited since the import stays") {
  Exchange exchange;
  Files files{{"a.md", "# A\n"}, {"b.md", "# B\n"}};
  exchange.import(files);
  auto page = pages(exchange).at("a").id;
  exchange.store.write([&](WriteTx& tx) {
    auto head = tx.system("test").one<Id<wiki::Revision>>("SELECT head_revision FROM page WHERE id = $1", page);
    wiki::append_revision(tx, page, head, {"A", exchange.ada, "", false, {}},
                          wiki::prepare_text("# A von Hand\n", "# A\n", {}));
  });
  files["a.md"] = "# A aus dem Ordner\n";
  CHECK(problems(exchange.import(files)) == "a.md edited_since_import \n");
  CHECK(text(exchange, "a") == "# A von Hand\n");
  files["a.md"] = "# A von Hand\n";
  auto summary = exchange.import(files);
  CHECK(problems(summary) == "");
  CHECK(summary.unchanged == 2);
}

TEST_CASE("a file that cannot be taken is a problem, not the end") {
  Exchange exchange;
  auto summary = exchange.import(Files{
      {"gut.md", "# Gut\n"},
      {"latin.md",
       "# Gr\xFC\xDF"
       "e\n"},
      {"tief.md", std::string(200, '>') + " tief\n"},
      {"riesig.md", std::string(wiki::markdown_bytes_max + 1, 'x')},
      {"zeilen.md", "\xEF\xBB\xBF---\r\nTitle: Zeilen\r\n---\r\nText\r"},
  });
  CHECK(problems(summary) == "latin.md wrong_characters \nriesig.md markdown_too_large \ntief.md markdown_too_deep \n");
  CHECK(summary.created == 2);
  CHECK(text(exchange, "zeilen") == "---\nTitle: Zeilen\n---\nText\n");
}

TEST_CASE("files beside pages become attachments where they are shown") {
  Exchange exchange;
  auto summary = exchange.import(Files{
      {"a/index.md", "![da](bild.png) ![dort](../gemeinsam/plan.png) ![fehlt](weg.png) [liste](./t%20a/liste.csv)\n"},
      {"a/bild.png", "\x89PNG\r\n\x1A\n bild"},
      {"a/t a/liste.csv", "a;b\n"},
      {"a/ungenannt.txt", "Notiz\n"},
      {"gemeinsam/plan.png", "\x89PNG\r\n\x1A\n plan"},
      {"programm.sh", "#!/bin/sh\nrm -r /\n"},
  });
  CHECK(problems(summary) == "a/index.md image_missing weg.png\nprogramm.sh attachment_type_refused \n");
  CHECK(summary.attachments == 4);
  auto names = exchange.store.read([](ReadTx& tx) {
    std::string all;
    tx.system("test").each<std::string>("SELECT name FROM attachment ORDER BY name",
                                        [&](auto name) { all += name + "\n"; });
    return all;
  });
  CHECK(names == "bild.png\ngemeinsam/plan.png\nt a/liste.csv\nungenannt.txt\n");
  CHECK(text(exchange, "a") ==
        "![da](bild.png) ![dort](gemeinsam/plan.png) ![fehlt](weg.png) [liste](./t%20a/liste.csv)\n");
}

TEST_CASE("titles are one line of at most 1,000 characters") {
  struct Case {
    const char* what;
    std::string wanted, title;
  };
  for (auto& c : std::vector<Case>{
           {"as it is", "Gebührenordnung", "Gebührenordnung"},
           {"line breaks", "Erste\nZweite", "Erste Zweite"},
           {"invisible characters", "Haus\xC2\xADtür\xE2\x80\x8B", "Haustür"},
           {"nothing left", "\xE2\x80\x8B", "ordner"},
       }) {
    CAPTURE(c.what);
    CHECK(wiki::clean_title(c.wanted, "ordner") == c.title);
  }
  std::string longest;
  for (int i = 0; i < 1200; ++i) longest += "ä";
  CHECK(code_points(wiki::clean_title(longest, "ordner")) == 1000);
}
