#include <doctest/doctest.h>

#include <tests/search/support/library.hpp>

#include <atomic>
#include <fstream>

namespace {

using Pages = std::vector<std::int64_t>;

struct Shelf : Library {
  Id<auth::Zone> all = zone();
  Id<auth::Person> ada = person("ada");
  Shelf() { grant(all, ada, auth::Level::read); }
  std::int64_t generation() { return search::generations_in(folder->path()).front(); }
};

// As if the last transactions of the index had been lost: content is newer than the cursor.
void set_cursor(const std::filesystem::path& file, std::int64_t epoch_step, std::int64_t seq_step) {
  storage::Connection connection(file.string(), storage::Connection::Mode::read_write);
  connection.execute("UPDATE state SET epoch = epoch + " + std::to_string(epoch_step) + ", seq = max(0, seq + " +
                     std::to_string(seq_step) + ")");
}

}  // namespace

TEST_CASE("what was changed, renamed or removed is found as it is now") {
  Shelf s;
  auto page = s.add(s.all, "Ofen", "Der alte Text.");
  auto other = s.add(s.all, "Herd", "Bleibt stehen.");
  REQUIRE(s.index->catch_up());
  CHECK(s.pages(s.ada, "alte") == Pages{page});
  s.edit(page, "Kamin", "Der neue Text.");
  REQUIRE(s.index->catch_up());
  CHECK(s.pages(s.ada, "alte").empty());
  CHECK(s.pages(s.ada, "ofen").empty());
  CHECK(s.pages(s.ada, "neue") == Pages{page});
  CHECK(s.pages(s.ada, "kamin") == Pages{page});
  s.remove(page);
  REQUIRE(s.index->catch_up());
  CHECK(s.pages(s.ada, "neue").empty());
  CHECK(s.pages(s.ada, "stehen") == Pages{other});
  auto report = s.index->check();
  CHECK(report.fault.empty());
  CHECK(report.counts.documents == 1);
  CHECK(report.behind == 0);
}

TEST_CASE("many sections over several chunks lead back to the right one") {
  Shelf s;
  std::string text;
  for (int i = 0; i < 300; ++i)
    text += "# Abschnitt " + std::to_string(i) + "\nkennwort" + std::to_string(i) + " " + std::string(400, 'x') + "\n";
  auto page = s.add(s.all, "Sammlung", text);
  REQUIRE(s.index->catch_up());
  for (int i : {0, 1, 77, 150, 298, 299}) {
    auto found = s.find(s.ada, "kennwort" + std::to_string(i));
    REQUIRE(found.hits.size() == 1);
    CHECK(found.hits[0].sections[0].heading == "Abschnitt " + std::to_string(i));
    CHECK(found.hits[0].sections[0].snippet.find("<mark>kennwort" + std::to_string(i) + "</mark>") != std::string::npos);
  }
  s.edit(page, "Sammlung", "kurz");
  REQUIRE(s.index->catch_up());
  CHECK(s.pages(s.ada, "kennwort77").empty());
  CHECK(s.index->check().counts.sections == 1);
}

TEST_CASE("a document that cannot be read does not stop the others") {
  Shelf s;
  s.add(s.all, "Kaputt", "unreadable");
  auto fine = s.add(s.all, "Ganz", "lesbar");
  REQUIRE(s.index->catch_up());
  CHECK(s.pages(s.ada, "lesbar") == Pages{fine});
  CHECK(s.index->skipped() == 1);
  CHECK(s.index->healthy());
}

TEST_CASE("a rebuild goes on beside reading and writing") {
  Shelf s;
  for (int i = 0; i < 500; ++i) s.add(s.all, "Vorgang", "Ein Satz mit Inhalt.");
  REQUIRE(s.index->catch_up());
  auto before = s.generation();
  std::atomic<bool> done{false};
  std::atomic<int> searches{0}, wrong{0};
  std::thread reader([&] {
    while (!done) {
      if (s.find(s.ada, "inhalt").total < 500) ++wrong;
      ++searches;
    }
  });
  s.index->reindex();
  for (int i = 0; i < 50; ++i) s.add(s.all, "Nachtrag", "Noch ein Satz mit Inhalt.");
  CHECK(s.index->catch_up());
  done = true;
  reader.join();
  CHECK(wrong == 0);
  CHECK(searches > 0);
  CHECK(s.find(s.ada, "inhalt").total == 550);
  CHECK(s.generation() == before + 1);
  CHECK(s.index->check().fault.empty());
  // The old file goes with its last reader: an idle connection lets go of it when it is used next.
  s.store->read([&](ReadTx&) { s.store->read([&](ReadTx&) { s.store->read([](ReadTx&) {}); }); });
  CHECK(search::generations_in(s.folder->path()).size() == 1);
}

TEST_CASE("what stands on disk after a crash") {
  Shelf s;
  auto page = s.add(s.all, "Erste", "Anfang.");
  auto second = s.add(s.all, "Zweite", "Mitte.");
  s.remove(page);
  REQUIRE(s.index->settle());
  auto before = s.generation();
  auto file = search::generation_file(s.folder->path(), before);

  SUBCASE("an older cursor: the same changes once more") {
    s.reopen([&](auto&) { set_cursor(file, 0, -1000); });
    CHECK(s.generation() == before);
  }
  SUBCASE("another epoch") {
    s.reopen([&](auto&) { set_cursor(file, 1, 0); });
    CHECK(s.generation() == before + 1);
  }
  SUBCASE("a cursor beyond the feed") {
    s.reopen([&](auto&) { set_cursor(file, 0, 1000); });
    CHECK(s.generation() == before + 1);
  }
  SUBCASE("no file") {
    s.reopen([&](auto& folder) { search::remove_generation(folder, before); });
    CHECK(s.generation() == 1);
  }
  SUBCASE("a file that is no database") {
    s.reopen([&](auto&) { std::ofstream(file) << std::string(8192, 'x'); });
    CHECK(s.generation() == before + 1);
  }
  SUBCASE("lost segments") {
    s.reopen([&](auto&) {
      storage::Connection connection(file.string(), storage::Connection::Mode::read_write);
      connection.execute("DELETE FROM section_index_data WHERE id > 10");
    });
    CHECK(s.generation() == before + 1);
  }
  SUBCASE("a build that was interrupted") {
    s.reopen([&](auto&) {
      storage::Connection connection(file.string(), storage::Connection::Mode::read_write);
      connection.execute("UPDATE state SET built = 0, source = 0, after = 0");
    });
    CHECK(s.generation() == before);
  }
  REQUIRE(s.index->catch_up());
  CHECK(s.pages(s.ada, "anfang").empty());
  CHECK(s.pages(s.ada, "mitte") == Pages{second});
  auto report = s.index->check();
  CHECK(report.fault.empty());
  CHECK(report.counts.documents == 1);
  CHECK(search::generations_in(s.folder->path()).size() == 1);
}

TEST_CASE("a file that breaks while the program runs is replaced") {
  Shelf s;
  auto page = s.add(s.all, "Erste", "Anfang.");
  REQUIRE(s.index->settle());
  auto before = s.generation();
  {
    storage::Connection connection(search::generation_file(s.folder->path(), before).string(),
                                   storage::Connection::Mode::read_write);
    connection.execute("UPDATE chunk SET texts = x'00'");
  }
  CHECK_FALSE(s.index->check().fault.empty());
  s.edit(page, "Erste", "Neuer Anfang.");
  REQUIRE(s.index->catch_up());
  CHECK(s.generation() > before);
  CHECK(s.pages(s.ada, "neuer") == Pages{page});
  CHECK(s.index->check().fault.empty());
}
