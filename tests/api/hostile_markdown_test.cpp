#include <tests/support/rows.hpp>

#include <chrono>

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double slower = 30;
#else
constexpr double slower = 1;
#endif

double cpu_seconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

// What the server's threads have worked, all together: it runs in this process, the client on this thread.
double server_cpu_seconds() {
  return cpu_seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_seconds(CLOCK_THREAD_CPUTIME_ID);
}

std::string times(std::string_view part, std::size_t bytes) {
  std::string out;
  out.reserve(bytes + part.size());
  while (out.size() + part.size() <= bytes) out += part;
  return out;
}

const char *const shown = "", *const complex = "markdown_too_complex", *const deep = "markdown_too_deep";

struct Hostile {
  std::string what, start, part;
  const char* refusal_at_1mb;  // problem key
  const char* refusal_at_limit;
};

std::vector<Hostile> hostile_markdown() {
  std::string columns = times("a|", 2000) + "\n" + times("-|", 2000) + "\n";
  return {{"images in images", "", "![[]()", complex, complex},
          {"deep lists", "", "- ", shown, shown},
          {"deep quotes, lazy lines", times("> ", 2000), "a\n", deep, deep},
          {"processing instructions", "", "<?", complex, complex},
          {"declarations", "", "<!A", complex, complex},
          {"character data", "", "<![CDATA[", complex, complex},
          {"wide table, short rows", columns, "x\n", shown, complex},
          {"many tables", "", "a\n-|-\n", shown, complex},
          {"addresses", "", "http://a.b/))))", shown, shown},
          {"mail addresses", "", "a@b.", shown, shown},
          {"mail addresses with marks", "", "a.b_c@", shown, complex},
          {"one long definition", "[a]: /" + times("x", 10'000) + "\n\n", "[a]", complex, complex},
          {"footnotes", "", "[^a]", complex, complex},
          {"emphasis", "", "*a_", complex, complex},
          {"strikethrough", "", "~~a", shown, shown},
          {"brackets", "", "[", complex, complex},
          {"entities", "", "&a", complex, complex},
          {"backticks", "", "`a", complex, complex},
          {"callouts", "", "> [!NOTE]\n\n", complex, complex},
          {"headings", "", "# a\n", complex, complex},
          {"definitions", "", "a\n: b\n\n", complex, complex}};
}

}  // namespace

// The inputs that take parsers of Markdown down (each of them hangs at least one widespread parser for seconds).
TEST_CASE("hostile Markdown is shown and saved soon or refused by name, at 1 MB and at the limit") {
  SampleAgency agency;
  auto path = "/api/pages/" + agency.page("Seite", "");
  double slowest = 0;
  for (auto& c : hostile_markdown())
    for (std::size_t bytes : {std::size_t(1'000'000), std::size_t(4) << 20}) {
      std::string key = bytes == 1'000'000 ? c.refusal_at_1mb : c.refusal_at_limit;
      CAPTURE(c.what);
      CAPTURE(bytes);
      auto markdown = as_json(c.start + times(c.part, bytes - c.start.size()));
      auto sent = [&](const std::string& method, const std::string& to, const std::string& body) {
        CAPTURE(method);
        auto before = server_cpu_seconds();
        auto answer = agency.ada.send(method, to, body);
        auto spent = server_cpu_seconds() - before;
        slowest = std::max(slowest, spent);
        CHECK(spent <= 0.5 * slower);
        CHECK(answer.problem() == key);
        CHECK(answer.status == (key.empty() ? 200 : 422));
      };
      sent("POST", path + "/preview", "{\"markdown\":" + markdown + "}");
      auto base = agency.ada.get(path + "/source").text("/revision");
      sent("PUT", path, "{\"markdown\":" + markdown + ",\"base_revision\":" + as_json(base) + "}");
      CHECK((agency.ada.get(path + "/source").text("/revision") == base) == !key.empty());
      key.clear();
      sent("GET", path, "");
    }
  MESSAGE("slowest answer: " << slowest << " s of CPU");
}

TEST_CASE("Markdown over the limit and JSON of brackets are refused by name and change nothing") {
  SampleAgency agency;
  auto path = "/api/pages/" + agency.page("Seite", "Text\n");
  auto base = agency.ada.get(path + "/source").text("/revision");
  auto over = "{\"markdown\":" + as_json(std::string((4u << 20) + 1, 'a')) + ",\"base_revision\":" + as_json(base) + "}";
  expect({{"page over the limit", agency.ada, "PUT", path, over, 422, "invalid_input", "markdown_too_large"},
          {"7 MB of brackets", agency.ada, "PUT", path, std::string(7'000'000, '['), 400, "too_deep"},
          {"10 MB of brackets", agency.ada, "PUT", path, std::string(10'000'000, '['), 413, "body_too_large"}});
  CHECK(agency.ada.get(path + "/source").text("/revision") == base);
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
