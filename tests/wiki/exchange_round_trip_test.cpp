#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <auth/sessions.hpp>
#include <tests/wiki/support/exchange_fixture.hpp>
#include <wiki/exchange/export.hpp>
#include <wiki/pages/tree.hpp>

#include <cstdlib>

namespace {

const std::filesystem::path fixture = std::filesystem::path(STAFETTE_SOURCE_DIR) / "tests/fixtures/links";

wiki::ExportSummary exported(Exchange& exchange, const std::filesystem::path& to) {
  return wiki::run_export(exchange.store, exchange.blobs, {.folder = to, .space = wiki::Slug("recht")});
}

Files exported_files(Exchange& exchange, const std::string& name) {
  auto to = exchange.folder.path() / name;
  auto summary = exported(exchange, to);
  CHECK(summary.problems_total == 0);
  return read_files(to);
}

// The paths whose content differs or that are in one of them only.
std::vector<std::string> differing(const Files& left, const Files& right) {
  std::vector<std::string> paths;
  for (auto& [path, content] : left)
    if (!right.contains(path) || right.at(path) != content) paths.push_back(path);
  for (auto& [path, content] : right)
    if (!left.contains(path)) paths.push_back(path);
  return paths;
}

Id<wiki::Page> page_at(Exchange& exchange, const std::string& path) {
  return exchange.store.read([&](ReadTx& tx) {
    return tx.system("test").one<Id<wiki::Page>>("SELECT id FROM page WHERE path = $1 AND trashed_at IS NULL", path);
  });
}

void move(Exchange& exchange, const std::string& path, const wiki::MoveInput& to) {
  auto page = page_at(exchange, path);
  exchange.store.write([&](WriteTx& tx) { wiki::move_page(tx, auth::acting_as(tx, exchange.ada), page, to); });
}

}  // namespace

TEST_CASE("the fixture comes back byte for byte, also through a second instance with other ids") {
  auto original = read_files(fixture);
  Exchange first;
  auto summary = first.import(fixture);
  CHECK(summary.created >= 60);
  CHECK(summary.created + summary.attachments >= original.size());
  std::string problems;
  for (auto& problem : summary.problems) problems += problem.file + " " + problem.key + " " + problem.detail + "\n";
  CHECK(problems ==
        "index.md image_missing logo.svg\n"
        "ohne startseite/tiefer/noch tiefer/blatt.md link_target_missing ../../../../x.md\n"
        "sonderfälle/anlagen/index.md link_target_missing fehlt.pdf\n"
        "sonderfälle/index.md link_target_missing c#.md\n");
  auto out = exported_files(first, "out");
  CHECK(differing(original, out).empty());

  Exchange second;
  second.import(Files{{"vorher/index.md", "# Schon da\n"}, {"vorher/mehr.md", "# Mehr\n"}});
  second.import(first.folder.path() / "out", "zweiter");
  auto again = second.folder.path() / "again";
  wiki::run_export(second.store, second.blobs, {.folder = again, .space = wiki::Slug("zweiter")});
  CHECK(page_at(second, "bauamt") != page_at(first, "bauamt"));
  CHECK(differing(original, read_files(again)).empty());
}

TEST_CASE("after a rename exactly the affected links change") {
  Exchange exchange;
  exchange.import(fixture);
  auto before = exported_files(exchange, "before");
  move(exchange, "umwelt/abfall",
       {.parent = page_at(exchange, "umwelt"), .after = {}, .space = {}, .slug = Line<200>("muell")});
  auto after = exported_files(exchange, "after");
  CHECK(differing(before, after) == std::vector<std::string>{"personal/einarbeitung.md", "umwelt/abfall.md",
                                                             "umwelt/index.md", "umwelt/muell/index.md"});
  CHECK(after.at("umwelt/index.md").find("3. [Abfall](muell/index.md") != std::string::npos);
  // Code stays, the link moves, its anchor and title with it.
  auto& neighbour = after.at("personal/einarbeitung.md");
  CHECK(neighbour.find("`[Einarbeitung](abfall.md)`") != std::string::npos);
  CHECK(neighbour.find("    [auch hier](../umwelt/abfall.md)") != std::string::npos);
  CHECK(neighbour.find("[Abfall](../umwelt/muell/index.md#ablauf 'dort')") != std::string::npos);
  // The moved page itself lies one folder deeper: its own relative links follow.
  CHECK(after.at("umwelt/muell/index.md").find("[Raumplan](../../schule/raumplan.md#ablauf 'dort')") !=
        std::string::npos);

  Exchange third;
  third.import(exchange.folder.path() / "after");
  CHECK(differing(after, exported_files(third, "out")).empty());
}

TEST_CASE("importing an export into the same space changes nothing") {
  Exchange exchange;
  exchange.import(fixture);
  move(exchange, "umwelt/abfall", {.parent = {}, .after = {}, .space = {}, .slug = Line<200>("abfall")});
  auto out = exported_files(exchange, "out");
  auto summary = exchange.import(exchange.folder.path() / "out");
  CHECK(summary.created + summary.updated + summary.attachments == 0);
  CHECK(differing(out, exported_files(exchange, "again")).empty());
}

TEST_CASE("an import that was killed is finished by the next") {
  auto original = read_files(fixture);
  for (int progress : {1, 2, 10, 40, 70, 75}) {
    CAPTURE(progress);
    TemporaryFolder folder;
    int pipe[2];
    REQUIRE(::pipe(pipe) == 0);
    pid_t child = ::fork();
    if (child == 0) {
      SystemClock clock;
      storage::Store store({.folder = folder.path(), .protected_tables = auth::protected_tables(), .clock = &clock});
      storage::Blobs blobs(folder.path() / "blobs");
      auto ada = store.write([](WriteTx& tx) {
        return auth::create_account(tx, {{Line<60>("ada"), Line<200>("Ada"), {}, {}, true}, ""});
      });
      wiki::run_import(store, blobs, {.folder = fixture, .space = wiki::Slug("recht"), .author = ada, .threads = 2},
                       [&](const wiki::Progress&) { (void)!::write(pipe[1], "x", 1); });
      ::pause();
    }
    char byte;
    for (int i = 0; i < progress; ++i) REQUIRE(::read(pipe[0], &byte, 1) == 1);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ::close(pipe[0]);
    ::close(pipe[1]);

    SystemClock clock;
    storage::Store store({.folder = folder.path(), .protected_tables = auth::protected_tables(), .clock = &clock});
    storage::Blobs blobs(folder.path() / "blobs");
    auto ada = store.read([](ReadTx& tx) { return *auth::person_named(tx, "ada"); });
    wiki::run_import(store, blobs, {.folder = fixture, .space = wiki::Slug("recht"), .author = ada, .threads = 2});
    wiki::run_export(store, blobs, {.folder = folder.path() / "out", .space = wiki::Slug("recht")});
    CHECK(differing(original, read_files(folder.path() / "out")).empty());
  }
}

TEST_SUITE("long") {
  TEST_CASE("the corpus comes back byte for byte") {
    auto* corpus = std::getenv("STAFETTE_CORPUS");
    if (!corpus) {
      MESSAGE("skipped: STAFETTE_CORPUS is not set");
      return;
    }
    Exchange exchange;
    auto summary = exchange.import(std::filesystem::path(corpus));
    auto original = read_files(corpus);
    CHECK(summary.created == original.size());
    CHECK(differing(original, exported_files(exchange, "out")).empty());
  }
}
