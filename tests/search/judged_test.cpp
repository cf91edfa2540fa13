#include <doctest/doctest.h>
#include <tests/bench/quality/judged.hpp>

namespace {

using quality::Hit;
using quality::Query;

quality::Pages demo_pages() {
  quality::Pages pages;
  auto spaces = std::filesystem::path(STAFETTE_SOURCE_DIR) / "demo/spaces";
  for (auto& entry : std::filesystem::recursive_directory_iterator(spaces)) {
    if (entry.path().extension() != ".md") continue;
    auto name = std::filesystem::relative(entry.path(), spaces).replace_extension();
    pages.push_back({name.filename() == "index" ? name.parent_path().string() : name.string(), {}, {}, {}});
  }
  return pages;
}

}  // namespace

TEST_CASE("queries over the demo agency want pages that it has") {
  auto queries = quality::read_queries(std::filesystem::path(STAFETTE_SOURCE_DIR) / "tests/bench/queries/agency.tsv",
                                       demo_pages());
  CHECK(queries.size() >= 120);
  CHECK_THROWS(
      quality::read_queries(std::filesystem::path(STAFETTE_SOURCE_DIR) / "tests/bench/queries/agency.tsv", {}));
}

TEST_CASE("a list of hits is measured by what was wanted") {
  Query query{"topics", "urlaub elternzeit", {{"urlaub", 2}, {"elternzeit", 2}, {"fristen", 1}}, ""};
  struct Case {
    const char* what;
    std::vector<Hit> hits;
    double success_1, success_3, reciprocal_rank, gain, recall, precision;
  };
  for (auto& c : std::vector<Case>{
           {"nothing", {}, 0, 0, 0, 0, 0, 0},
           {"all, best first", {{"elternzeit", ""}, {"urlaub", ""}, {"fristen", ""}}, 1, 1, 1, 1, 1, 1},
           {"the lesser one first", {{"fristen", ""}}, 1, 1, 1, 0.1854, 1 / 3.0, 1 / 3.0},
           {"second", {{"haushalt", ""}, {"urlaub", ""}}, 0, 1, 0.5, 0.351, 1 / 3.0, 1 / 3.0},
       }) {
    CAPTURE(c.what);
    auto score = quality::score(query, c.hits);
    CHECK(score.success_1 == c.success_1);
    CHECK(score.success_3 == c.success_3);
    CHECK(score.reciprocal_rank == c.reciprocal_rank);
    CHECK(score.gain == doctest::Approx(c.gain).epsilon(0.001));
    CHECK(score.recall == doctest::Approx(c.recall));
    CHECK(score.precision == doctest::Approx(c.precision));
  }
}

TEST_CASE("a wanted section is the one of the first wanted page, by its whole number") {
  Query query{"reference", "§ 35 SGB VIII", {{"sgb_8", 2}}, "§ 35"};
  CHECK(quality::right_section(query, {{"bgb", "§ 1"}, {"sgb_8", "Zweites Kapitel › § 35 Betreuung"}}));
  CHECK_FALSE(quality::right_section(query, {{"sgb_8", "Zweites Kapitel › § 35a Eingliederungshilfe"}}));
  CHECK_FALSE(quality::right_section(query, {{"sgb_8", "§ 36 Mitwirkung"}, {"sgb_8", "§ 35 Betreuung"}}));
  CHECK_FALSE(quality::right_section(query, {{"bgb", "§ 35 Sonderrechte"}}));
}

TEST_CASE("a difference is certain only when it is larger than chance") {
  std::vector<double> same(50, 0.5), better(50, 0.7), mixed;
  for (int i = 0; i < 50; ++i) mixed.push_back(i % 2 ? 1 : 0);
  auto none = quality::difference(same, same);
  CHECK(none.low == 0);
  CHECK(none.high == 0);
  CHECK(quality::difference(better, same).low == doctest::Approx(0.2));
  auto chance = quality::difference(mixed, same);
  CHECK(chance.mean == 0);
  CHECK(chance.low < 0);
  CHECK(chance.high > 0);
}
