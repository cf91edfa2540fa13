#include <tests/support/rows.hpp>

#include <chrono>

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double slower = 30;
#else
constexpr double slower = 1;
#endif

// What this process has worked meanwhile: the server runs in it, and so does the parsing of its answers.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

std::string times(std::string_view part, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + part.size());
  while (out.size() + part.size() <= bytes) out += part;
  return out;
}

RawAnswer post(SampleAgency& agency, const std::string& path, const std::string& body) {
  return ask(agency.port(), "POST", path,
             "Content-Type: application/json\r\nAuthorization: Bearer " + agency.ada.token() + "\r\n", body);
}

}  // namespace

// The inputs that take parsers of Markdown down (each of them hangs at least one widespread parser for seconds).
TEST_CASE("hostile Markdown is shown soon or refused by name, at 1 MB and at the limit") {
  SampleAgency agency;
  auto page = agency.page("Seite", "");
  auto path = "/api/pages/" + page + "/preview";
  std::string columns = times("a|", 2000) + "\n" + times("-|", 2000) + "\n";
  struct Case {
    std::string what, start, part;
  };
  for (auto& c : std::vector<Case>{{"images in images", "", "![[]()"},
                                   {"deep lists", "", "- "},
                                   {"deep quotes, lazy lines", times("> ", 2000), "a\n"},
                                   {"processing instructions", "", "<?"},
                                   {"declarations", "", "<!A"},
                                   {"character data", "", "<![CDATA["},
                                   {"wide table, short rows", columns, "x\n"},
                                   {"many tables", "", "a\n-|-\n"},
                                   {"addresses", "", "http://a.b/))))"},
                                   {"mail addresses", "", "a@b."},
                                   {"mail addresses with marks", "", "a.b_c@"},
                                   {"one long definition", "[a]: /" + times("x", 10'000) + "\n\n", "[a]"},
                                   {"footnotes", "", "[^a]"},
                                   {"emphasis", "", "*a_"},
                                   {"strikethrough", "", "~~a"},
                                   {"brackets", "", "["},
                                   {"entities", "", "&a"},
                                   {"backticks", "", "`a"},
                                   {"callouts", "", "> [!NOTE]\n\n"},
                                   {"headings", "", "# a\n"},
                                   {"definitions", "", "a\n: b\n\n"}})
    for (std::size_t bytes : {std::size_t(1'000'000), std::size_t(4) << 20}) {
      CAPTURE(c.what);
      CAPTURE(bytes);
      auto text = c.start;
      text += times(c.part, bytes - text.size());
      auto body = "{\"markdown\":" + as_json(text) + "}";
      auto before = cpu_seconds();
      auto answer = post(agency, path, body);
      auto spent = cpu_seconds() - before;
      // 0.5 s for the server, the rest for this client, which sends and receives in the same process.
      CHECK(spent <= 0.7 * slower);
      bool named =
          answer.status == 422 && (answer.key() == "markdown_too_complex" || answer.key() == "markdown_too_deep");
      CAPTURE(answer.key());
      CHECK((answer.status == 200 || named));
    }
  auto over = post(agency, path, "{\"markdown\":" + as_json(std::string((4u << 20) + 1, 'a')) + "}");
  CHECK(over.status == 422);
  CHECK(over.key() == "invalid_input");
  CHECK(over.body.find("\"markdown_too_large\"") != over.body.npos);
  auto brackets = post(agency, path, std::string(7'000'000, '['));
  CHECK(brackets.status == 400);
  CHECK(brackets.key() == "too_deep");
  CHECK(post(agency, path, std::string(10'000'000, '[')).key() == "body_too_large");
  CHECK(agency.ada.get("/api/pages/" + page).status == 200);
}

TEST_CASE("script in Markdown is text") {
  SampleAgency agency;
  for (std::string text : {
           "<script>alert(1)</script>",
           "<SCRIPT SRC=//evil.example/x.js>",
           "<img src=x onerror=alert(1)>",
           "<svg onload=alert(1)>",
           "<a href=\"javascript:alert(1)\">x</a>",
           "[x](javascript:alert(1))",
           "[x](JaVaScRiPt:alert(1))",
           "[x](java\tscript:alert(1))",
           "[x](<java&#10;script:alert(1)>)",
           "[x](&#106;avascript:alert(1))",
           "[x](&#x6A;avascript:alert(1))",
           "[x](%6aavascript:alert(1))",
           "[x](vbscript:msgbox(1))",
           "[x](data:text/html,<script>alert(1)</script>)",
           "[x](//evil.example)",
           "![x](javascript:alert(1))",
           "![x\" onerror=\"alert(1)](y)",
           "![x](y \"a\\\" onerror=alert(1)\")",
           "<javascript:alert(1)>",
           "<data:text/html;base64,PHNjcmlwdD4=>",
           "[x]: javascript:alert(1)\n\n[x]",
           "[x](http://a\" onclick=\"alert(1))",
           "`<script>alert(1)</script>`",
           "```\n<script>alert(1)</script>\n```",
           "```\"><script>alert(1)</script>\nx\n```",
           "# <script>alert(1)</script>",
           "| <script>alert(1)</script> |\n|-|\n",
           "[^<script>]: x\n\n[^<script>]",
           "> [!NOTE] <script>alert(1)</script>",
           "---\ntitle: <script>alert(1)</script>\n---\n\nx",
           "<style>body{display:none}</style>",
           "<iframe src=javascript:alert(1)>",
           "<!--><script>alert(1)</script>-->",
           "<math><mtext><script>alert(1)</script>",
           "<form action=/api/session><input type=submit>",
           "[x](https://example.org/\"><script>alert(1)</script>)",
           "&lt;script&gt;alert(1)&lt;/script&gt;",
           "\xE2\x80\xA8<script>",
       }) {
    CAPTURE(text);
    auto page = agency.page("Seite", text + "\n");
    auto html = agency.ben.get("/api/pages/" + page).text("/html");
    std::string tags;  // markup only: what stands between < and > outside attribute values' entities
    for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1))
      tags += html.substr(at, html.find('>', at) - at + 1);
    CAPTURE(html);
    for (auto* never : {"<script", "<svg", "<iframe", "<style", "<form", "<math", "javascript:", "vbscript:",
                        "data:text", " onerror=\"", " onerror=a", " onclick=", " onload=", "\"//evil"})
      CHECK_MESSAGE(tags.find(never) == std::string::npos, never);
  }
}
