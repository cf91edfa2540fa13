#include <doctest/doctest.h>
#include <tests/tidy/support/rules.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

// The rules applied to the repository itself. A finding is mended in the code; rules change only with the design.

namespace {

const std::string root = STAFETTE_SOURCE_DIR;

const std::vector<tidy::Source>& tree() {
  static const auto sources = tidy::read_tree(root);
  return sources;
}

std::string text_of(std::string_view path) {
  const auto found =
      std::find_if(tree().begin(), tree().end(), [&](const auto& source) { return source.path == path; });
  return found == tree().end() ? std::string() : found->text;
}

void expect_none(const tidy::Findings& findings) {
  for (const auto& finding : findings) {
    ADD_FAIL_CHECK_AT(finding.path.c_str(), finding.line, finding.message);
  }
}

}  // namespace

TEST_CASE("the tree is the repository") {
  CHECK_FALSE(text_of("CMakeLists.txt").empty());
  CHECK_FALSE(text_of("base/failure.hpp").empty());
  CHECK(std::none_of(tree().begin(), tree().end(), [](const auto& source) {
    return source.path.starts_with("build/") || source.path.find("node_modules") != std::string::npos;
  }));
}

TEST_CASE("every file keeps the rules") {
  for (auto rule :
       {tidy::arrows, tidy::bans, tidy::leftovers, tidy::machine_traces, tidy::coroutine_temporaries, tidy::shape,
        tidy::function_lengths, tidy::size, tidy::includes, tidy::header_form, tidy::portable_sql}) {
    for (const auto& source : tree()) expect_none(rule(source));
  }
  expect_none(tidy::unreferenced_headers(tree()));
}

TEST_CASE("texts") {
  const auto german = text_of("web/texts/de.json");
  const auto english = text_of("web/texts/en.json");
  REQUIRE_FALSE(german.empty());
  REQUIRE_FALSE(english.empty());
  expect_none(tidy::catalogues_agree(tidy::catalogue(german), tidy::catalogue(english)));
  expect_none(tidy::refusals_have_texts(tree(), tidy::catalogue(german)));
}

TEST_CASE("the architecture fits on four screens") {
  CHECK(tidy::lines(text_of("ARCHITECTURE.md")).size() <= 200);
}

// STAFETTE_UPDATE=1 writes the list; the change is reviewed as a diff, because each line reads past the rights of
// people.
TEST_CASE("reads past the visibility rules are known") {
  const std::string golden = "tests/tidy/system_reasons.txt";
  const std::string now = tidy::system_reasons(tree());
  if (std::getenv("STAFETTE_UPDATE"))
    std::ofstream(root + "/" + golden) << now;
  else
    CHECK(text_of(golden) == now);
}
