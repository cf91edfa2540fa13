#include <doctest/doctest.h>
#include <tests/tidy/support/rules.hpp>

namespace {

std::vector<std::string> messages(const tidy::Findings& findings) {
  std::vector<std::string> out;
  for (const auto& finding : findings) out.push_back(finding.path + ": " + finding.message);
  return out;
}

}  // namespace

TEST_CASE("a catalogue may be nested or flat") {
  const auto nested = tidy::catalogue(R"({"problem": {"gone": "weg"}})");
  const auto flat = tidy::catalogue(R"({"problem.gone": "weg"})");
  CHECK(nested == flat);
  CHECK(nested.count("problem.gone") == 1);
}

TEST_CASE("both languages say the same things") {
  const tidy::Catalogue german{{"a", "eins"}, {"b", "zwei {n}"}};
  CHECK(tidy::catalogues_agree(german, {{"a", "one"}, {"b", "two {n}"}}).empty());
  CHECK(messages(tidy::catalogues_agree(german, {{"a", "one"}})) ==
        std::vector<std::string>{"web/texts/en.json: add the text of b"});
  CHECK(messages(tidy::catalogues_agree({{"a", "eins"}}, {{"a", "one"}, {"c", "three"}})) ==
        std::vector<std::string>{"web/texts/de.json: add the text of c"});
  CHECK_FALSE(tidy::catalogues_agree(german, {{"a", "one"}, {"b", "two {m}"}}).empty());
}

TEST_CASE("keys of refusals are read from the code") {
  const auto keys = tidy::refusal_keys({"wiki/pages/page.cpp", R"(
      throw Failure(Problem::not_found, "page_not_found");
      throw Failure(Problem::invalid, "too_long", "/title");
      throw FailureWith<Conflict>(Problem::conflict,
                                  "page_conflict", conflict);
      // throw Failure(Problem::not_found, "only_a_comment");
      case Problem::conflict: return "other";
      if (bad) return refused("wrong_type");
      faults.add(at, "unknown_member");
  )"});
  CHECK(keys == std::set<std::string>{"page_conflict", "page_not_found", "too_long", "unknown_member", "wrong_type"});
}

TEST_CASE("every refusal has a text and every text a refusal") {
  const std::vector<tidy::Source> sources{{"auth/a.cpp", "throw Failure(Problem::gone, \"gone_away\");"}};
  CHECK(tidy::refusals_have_texts(sources, {{"problem.gone_away", "weg"}, {"menu.save", "Speichern"}}).empty());
  CHECK(tidy::refusals_have_texts({{"web/app/a.ts", "text('problem.offline')"}}, {{"problem.offline", "x"}}).empty());
  CHECK(tidy::refusals_have_texts({{"web/app/a.ts", "{ key: 'offline' }"}}, {{"problem.offline", "x"}}).empty());
  CHECK(messages(tidy::refusals_have_texts(sources, {})) ==
        std::vector<std::string>{"auth/a.cpp: add the text problem.gone_away"});
  CHECK(messages(tidy::refusals_have_texts({}, {{"problem.gone_away", "weg"}})) ==
        std::vector<std::string>{"web/texts/de.json: no refusal uses problem.gone_away: delete it in both languages"});
}

TEST_CASE("reads past the visibility rules are listed with their reason") {
  CHECK(tidy::system_reasons({
            {"wiki/b.cpp", "tx.system(\"render\"); tx.system( variable );"},
            {"auth/a.cpp", "tx.system(\"sign in\"); // tx.system(\"comment\")"},
            {"tests/c.cpp", "tx.system(\"test\");"},
        }) == "auth/a.cpp: sign in\nwiki/b.cpp: render\n");
}
