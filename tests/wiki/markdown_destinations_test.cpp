#include <doctest/doctest.h>
#include <wiki/pages/markdown.hpp>

namespace {

std::string listed(std::string_view text) {
  std::string out;
  for (auto& d : wiki::destinations(text)) {
    out.append(d.image ? "!" : "").append(text.substr(d.offset, d.length)).append("=").append(d.target).append("\n");
  }
  return out;
}

}  // namespace

TEST_CASE("destinations are found where they really are") {
  struct Case { const char* what; const char* text; const char* found; };
  for (auto& c : std::vector<Case>{
    {"inline", "[a](b.md) ![c](d.png)", "b.md=b.md\n!d.png=d.png\n"},
    {"angle brackets", "[a](<b c.md>) ![x](<>)", "<b c.md>=b c.md\n!<>=\n"},
    {"empty", "[a]()", "=\n"},
    {"titles and spaces", "[a]( b.md \"t\") [c](d 'u') [e](f (g))", "b.md=b.md\nd=d\nf=f\n"},
    {"nested parentheses", "[a](b(c(d))e)", "b(c(d))e=b(c(d))e\n"},
    {"escapes and entities", "[a](b\\)c&amp;d)", "b\\)c&amp;d=b)c&d\n"},
    {"percent stays", "[a](b%20c.md#d)", "b%20c.md#d=b%20c.md#d\n"},
    {"code span", "`[a](b)` [c](d)", "d=d\n"},
    {"code in a destination", "[a](b`c) d` [e](f)", "b`c=b`c\nf=f\n"},
    {"fenced", "```\n[a](b)\n[x]: y\n```\n[c](d)", "d=d\n"},
    {"indented code", "    [a](b)\n\n[c](d)", "d=d\n"},
    {"escaped bracket", "\\[a](b) [c\\](d) [e](f)", "f=f\n"},
    {"no opening bracket", "a](b) [c](d", ""},
    {"raw HTML", "<a title=\"](x)\">b</a>", ""},
    {"reference once", "[a] and [A][] and [t][a]\n\n[a]: b.md \"t\"", "b.md=b.md\n"},
    {"unused and second definitions", "[a]\n\n[a]: b\n[a]: c\n[d]: e", "b=b\n"},
    {"definition on two lines", "[a]\n\n[a]:\n  b.md", "b.md=b.md\n"},
    {"looks like a definition", "[a] x\n[a]: b", ""},
    {"image in a link", "[![a](b)](c)", "!b=b\nc=c\n"},
    {"table cell", "| [a](b\\|c) | x |\n|---|---|\n| ![d](e) | [f](g) |", "b\\|c=b|c\n!e=e\ng=g\n"},
    {"definition, footnote, heading", "t [l](1.md)\n: [a](b)\n\n[^1]: [c](d)\n\n# [e](f)\n\nx[^1]", "1.md=1.md\nb=b\nd=d\nf=f\n"},
    {"quote across lines", "> [a](\n> b.md)", "b.md=b.md\n"},
    {"a block begins instead", "[a](\n- b)", ""},
    {"front matter", "---\na: \"[x](y)\"\n---\n[b](c)", "c=c\n"},
    {"autolinks have none", "<http://a.de> http://b.de", ""},
  }) {
    CAPTURE(c.what);
    CHECK(listed(c.text) == c.found);
  }
}

TEST_CASE("writing a destination changes its bytes and nothing else") {
  std::string text = "# ä [a](b.md \"t\")\n\n| [c](<d e>) |\n|---|\n\n[r] `[a](b.md)`\n\n[r]:  b.md\n";
  for (std::string target : {"neu.md", "mit leer.md", "a(b", "a)b", "a&amp;b", "a\\)b", "<x>", "a`b", "/p/12#x", "ä.md", "", "a*b_c"}) {
    CAPTURE(target);
    std::vector<std::pair<wiki::Destination, std::string>> changes, same;
    for (auto& d : wiki::destinations(text)) {
      changes.emplace_back(d, target);
      same.emplace_back(d, d.target);
    }
    REQUIRE(changes.size() == 3);
    CHECK(wiki::replace_destinations(text, same) == text);
    auto changed = wiki::replace_destinations(text, changes);
    auto found = wiki::destinations(changed);
    REQUIRE(found.size() == 3);
    for (auto& d : found) CHECK(d.target == target);
    CHECK(changed.starts_with("# ä [a]("));
    CHECK(changed.find(" \"t\")\n\n| [c](<") != std::string::npos);
    CHECK(changed.find("`[a](b.md)`\n\n[r]:  ") != std::string::npos);
  }
}
