#include <base/text.hpp>
#include <doctest/doctest.h>
#include <wiki/pages/markdown.hpp>
#include <wiki/pages/markdown/outline.hpp>

#include <fstream>
#include <sstream>

// docs/markdown.md describes the dialect by pairs of fenced blocks: what is written and what a reader gets.
namespace {

struct Pair {
  int line;
  std::string markdown, html;
};

std::vector<Pair> pairs() {
  std::ifstream file(STAFETTE_SOURCE_DIR "/docs/markdown.md");
  std::vector<Pair> found;
  std::string line, fence, *into = nullptr;
  for (int number = 1; std::getline(file, line); ++number) {
    if (into && line == fence) {
      into = nullptr;
    } else if (into) {
      into->append(line).append("\n");
    } else if (line.starts_with("```") && line.ends_with("markdown")) {
      fence = line.substr(0, line.find('m'));
      found.push_back({number, {}, {}});
      into = &found.back().markdown;
    } else if (line == "```html") {
      fence = "```";
      into = &found.back().html;
    }
  }
  return found;
}

std::optional<std::string> resolve(std::string_view destination, bool image) {
  if (image && destination == "bild.png") return "/api/attachments/3?inline=1";
  if (!image && destination == "nachbar") return "/p/7";
  return {};
}

}  // namespace

TEST_CASE("docs/markdown.md says what the renderer does") {
  auto found = pairs();
  REQUIRE(found.size() >= 15);
  for (auto& [line, markdown, html] : found) {
    CAPTURE(line);
    CHECK(wiki::render(markdown, resolve).html == html);
  }
}

TEST_CASE("the interesting corners of each construct") {
  struct Case { const char* what; const char* markdown; const char* html; };
  for (auto& c : std::vector<Case>{
    {"escaped footnote and task", "- \\[x] a\n\nb\\[^a]\n\n[^a]: c", "<ul>\n<li>[x] a</li>\n</ul>\n<p>b[^a]</p>\n"
     "<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"fn-1\">\n<p>c</p>\n</li>\n</ol>\n</section>\n"},
    {"escaped addresses", "a\\@b.de http\\://a.de", "<p>a@b.de http://a.de</p>\n"},
    {"unknown callout is a quote", "> [!FOO]\n> a", "<blockquote>\n<p>[!FOO]\na</p>\n</blockquote>\n"},
    {"definition without a term", "# a\n: b", "<h1 id=\"a\">a</h1>\n<p>: b</p>\n"},
    {"our marks in HTML are put back", "<div>\n:   a\n[^1]: b\n| c | d |\n|---|---|\n| e | f |\n</div>",
     "<p class=\"raw-html\">&lt;div&gt;\n:   a\n[^1]: b\n| c | d |\n|---|---|\n| e | f |\n&lt;/div&gt;</p>\n"},
    {"one column, cell ends in #", "|C #|\n|-|\n|a|", "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\"><table>\n"
     "<thead>\n<tr><th scope=\"col\">C #</th></tr>\n</thead>\n<tbody>\n<tr><td>a</td></tr>\n</tbody>\n</table></div>\n"},
    {"column counts differ", "a|b\n-|-|-", "<p>a|b\n-|-|-</p>\n"},
    {"strike does not cross elements", "~~a *b~~ c*", "<p>~~a <em>b~~ c</em></p>\n"},
    {"heading like a footnote id", "# fn 1", "<h1 id=\"abschnitt-fn-1\">fn 1</h1>\n"},
    {"heading that looks numbered", "# a\n# a 2\n# a", "<h1 id=\"a\">a</h1>\n<h1 id=\"a-2\">a 2</h1>\n<h1 id=\"a-3\">a</h1>\n"},
    {"image from elsewhere in a link", "[![a](https://x.de/a.png)](/p/1)", "<p><a href=\"/p/1\">a</a></p>\n"},
    {"no link within a link", "[a https://x.de b](/p/1)", "<p><a href=\"/p/1\">a https://x.de b</a></p>\n"},
    {"rule at the start is no front matter", "---\n\na\n\n---\n", "<hr>\n<p>a</p>\n<hr>\n"},
  }) {
    CAPTURE(c.what);
    CHECK(wiki::render(c.markdown).html == c.html);
  }
}

TEST_CASE("an address that is not allowed never becomes a link") {
  for (std::string target : {"javascript:alert(1)", "JaVaScRiPt:x", "java&#115;cript:x", "javascript&colon;x", "&#x6a;avascript:x",
                             "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//host/x", "/\\host", "\\\\host", "https:\\\\x",
                             "http:/x", "https://", "/p/../admin", "/p/%2e%2e/admin", "/admin", "/p/", "mailto:", "x:y",
                             "<java script:x>", "<https://a b>"}) {
    CAPTURE(target);
    auto html = wiki::render("[text](" + target + ") ![bild](" + target + ")").html;
    CHECK(html.find("href") == std::string::npos);
    CHECK(html.find("src") == std::string::npos);
    CHECK(html.find("text") != std::string::npos);
  }
  auto html = wiki::render("[\"><script>](https://x.de/\"onclick=\"a<b>'&amp;) <script>alert(1)</script>").html;
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("\"onclick") == std::string::npos);
}

TEST_CASE("what a page consists of besides its HTML") {
  auto page = wiki::render("---\nTitle: \"A: b\"\ntags: [x, y]\nlist:\n  - m\n  - n\n---\n\nerste Zeile\nzweite\n\n# Teil A[^1]\n\n"
                           "## B\n\ntext [l](x.md) ![b](y.png)\n\n[^1]: note\n");
  CHECK(page.front_title == "A: b");
  CHECK(page.first_heading == "Teil A");
  CHECK(page.first_line == "erste Zeile zweite");
  REQUIRE(page.properties.size() == 3);
  CHECK(page.properties[1].value == "x, y");
  CHECK(page.properties[2].value == "m, n");
  REQUIRE(page.toc.size() == 2);
  CHECK(page.toc[1].id == "b");
  REQUIRE(page.links.size() == 2);
  CHECK((page.links[0].target == "x.md" && !page.links[0].image));
  CHECK((page.links[1].target == "y.png" && page.links[1].image));
  REQUIRE(page.sections.size() == 3);
  CHECK((page.sections[0].anchor.empty() && page.sections[0].text == "erste Zeile zweite"));
  CHECK(page.sections[2].heading == "Teil A › B");
  CHECK(page.sections[2].text.starts_with("text l b"));

  auto longer = wiki::render("# a\n\n" + std::string(30000, 'x') + " " + std::string(20000, 'y'));
  REQUIRE(longer.sections.size() > 6);
  for (auto& section : longer.sections) CHECK(section.text.size() <= 8192);
}

TEST_CASE("a changed property rewrites only its own lines") {
  std::string text = "---\nTitle: a\n# note\ntags:\n  - x\n  - y\nslug: s\n\n---\nBody\n";
  CHECK(wiki::with_property(text, "Title", "b") == "---\nTitle: b\n# note\ntags:\n  - x\n  - y\nslug: s\n\n---\nBody\n");
  CHECK(wiki::with_property(text, "tags", "z") == "---\nTitle: a\n# note\ntags: z\nslug: s\n\n---\nBody\n");
  CHECK(wiki::with_property(text, "slug", "s") == text);
  CHECK(wiki::with_property(text, "none", "s") == text);
  CHECK(wiki::with_property("Body", "Title", "b") == "Body");
  for (std::string value : {"a: b", "#x", "\"q\"", " lead", "'", "- x", "", "[x", "ä\\b"}) {
    CAPTURE(value);
    CHECK(wiki::properties(wiki::with_property(text, "Title", value)).at(0).value == value);
  }
}

TEST_CASE("the quick slug of a heading equals slug_of") {
  for (std::string title : {"", "§ 35a Abs. 2", "Ärger über Öl", "Straße ẞ", "  a -- b  ", "Ünïcode é", "a\u00A0b", "日本", "ÄÖÜ",
                            "1.2.3", "x – y", "„Zitat“"}) {
    CAPTURE(title);
    std::size_t icu_bytes = 1000;
    CHECK(wiki::markdown::heading_slug(title, icu_bytes) == slug_of(title, ""));
  }
}
