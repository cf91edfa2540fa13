#include <doctest/doctest.h>
#include <base/failure.hpp>
#include <wiki/pages/markdown.hpp>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

// Whatever somebody saves, rendering ends soon or is refused by name.
namespace {

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) + double(now.tv_nsec) * 1e-9;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr double slower = 30;
#elif defined(__OPTIMIZE__) && defined(NDEBUG)
constexpr double slower = 1;
#else
constexpr double slower = 5;
#endif
constexpr double budget_seconds = 0.5 * slower;

std::string times(std::string_view part, std::size_t count) {
  std::string out;
  out.reserve(part.size() * count);
  while (count--) out += part;
  return out;
}

using Make = std::function<std::string(std::size_t)>;
struct Hostile {
  std::string name;
  Make make;  // about that many bytes
};

std::vector<Hostile> inputs() {
  std::vector<Hostile> all;
  for (std::string part : {"![[]()",
                           "- ",
                           "> ",
                           "<?",
                           "<!A",
                           "<![CDATA[",
                           "<!--",
                           "<",
                           "&",
                           "&a",
                           "&amp;",
                           "|",
                           "|||||\n",
                           "a|b\n-|-\n",
                           "a\n-|-\n",
                           "http://a.b/)))) ",
                           "http://a.b/(",
                           "a@b.",
                           "a.b_c@",
                           "www.a,",
                           "www.a.b,",
                           "www.",
                           "http:",
                           "http://",
                           "[a]: b\n",
                           "[0]:",
                           "[",
                           "]",
                           "[]",
                           "[a](",
                           "[a](b)",
                           "[a](<b",
                           "[a]()",
                           "![a](b)",
                           "[[a]]",
                           "[ (](",
                           "*",
                           "_",
                           "*a",
                           "*a_",
                           "**a *",
                           "*a*",
                           "a**bc* ",
                           "a_b ",
                           "***a",
                           "_a **b ",
                           "*a **a ",
                           "`",
                           "`a",
                           "`a` ",
                           "``a` ",
                           "\\",
                           "\\[",
                           "\\a",
                           "\\\n",
                           "[^a]",
                           "[^a]: x\n",
                           "[^a",
                           "a\n: b\n\n",
                           ": b\n",
                           "a\n: b\n",
                           ": : ",
                           "a\n: - x\n\n",
                           "> [!NOTE]\n",
                           "> [!NOTE]\n\n",
                           "# a\n",
                           "#\n",
                           "# \xC3\xA4\n",
                           "# \xC3\xA9\n",
                           "a\n=\n",
                           "<a>",
                           "<div>\n",
                           "</",
                           "<a b=\"",
                           "<!-- x -->\n",
                           "<a href=",
                           "<http://a> ",
                           "<http:",
                           "~~",
                           "~~a",
                           "~~a~~ ",
                           "a~~ ~~b *c* ",
                           "~~a\n\n",
                           "- a\n",
                           "-\n",
                           "1. a\n",
                           "- [ ] a\n",
                           "* a\n\n",
                           "*\n\n",
                           "\n",
                           " \n",
                           "a\n\n",
                           "a\n",
                           " ",
                           "\t",
                           "\ta\n",
                           "```\n",
                           "~~~\na\n",
                           "```a\n\n",
                           "---\n",
                           "***\n\n",
                           "\"",
                           "'",
                           "!",
                           "![",
                           "![a]",
                           "![a][",
                           "a  \n",
                           "a\\\n",
                           "\xC3\xA4",
                           "Wort ",
                           "a\n-\n",
                           "> a\n",
                           "> a\n\n",
                           "> a\nb\n",
                           "a: b\n",
                           "---\n\n"}) {
    all.push_back({part, [part](std::size_t n) { return times(part, n / part.size()); }});
  }
  auto add = [&](const char* name, Make make) { all.push_back({name, std::move(make)}); };
  add("images in short paragraphs", [](std::size_t n) { return times(times("![[]()", 800) + "\n\n", n / 4802); });
  add("deep list, blank lines", [](std::size_t n) { return times("- ", n / 4) + "x" + times("\n", n / 2); });
  add("deep quotes, lazy lines", [](std::size_t n) { return times(">", n / 2) + "x" + times("\na", n / 4); });
  add("32 quotes, lazy lines", [](std::size_t n) { return times("> ", 32) + "x\n" + times("a\n", n / 2); });
  add("31 lists, blank lines", [](std::size_t n) { return times("- ", 31) + "a\n" + times("\n", n); });
  add("31 lists, blank lines, again",
      [](std::size_t n) { return times(times("- ", 31) + "a\n" + times("\n", 2000), n / 2064); });
  add("31 lists, rules", [](std::size_t n) { return times(times("- ", 30) + "***\n", n / 64); });
  add("stairs of lists", [](std::size_t n) {
    std::string out;
    for (std::size_t i = 0; out.size() < n; ++i) out += std::string(i % 30 * 2, ' ') + "- a\n";
    return out;
  });
  add("nested callouts", [](std::size_t n) {
    std::string stairs;
    for (std::size_t i = 1; i < 32; ++i) stairs += times("> ", i) + "[!NOTE]\n";
    return times(stairs, n / stairs.size() + 1);
  });
  for (std::size_t columns : {64, 1000}) {
    add("wide table, short rows", [columns](std::size_t n) {
      return times("|a", columns) + "|\n" + times("|-", columns) + "|\n" + times("x\n", n / 2);
    });
  }
  add("long table", [](std::size_t n) { return "a|b\n-|-\n" + times("x|y\n", n / 4); });
  add("address and brackets", [](std::size_t n) { return "http://a.b/" + times(")", n); });
  add("long mail name", [](std::size_t n) { return times("a", n) + "@"; });
  add("long definition", [](std::size_t n) { return "[a]: <" + times("x", n / 2) + ">\n\n" + times("[a] ", n / 8); });
  add("half open, half closed", [](std::size_t n) { return times("[", n / 2) + times("]", n / 2); });
  add("many references of a note", [](std::size_t n) { return times("[^a]", n / 4) + "\n\n[^a]: x\n"; });
  add("note that refers to itself", [](std::size_t n) { return "[^a]: " + times("[^a]", n / 4); });
  add("long term", [](std::size_t n) { return times("a\n", n / 2) + ": x\n"; });
  add("long titles in paths", [](std::size_t n) { return "# " + times("a", n / 2) + "\n" + times("x ", n / 4); });
  add("long heading of ICU", [](std::size_t n) { return times("# " + times("\xC3\xA9", 300) + "\n", n / 603); });
  add("rising backticks", [](std::size_t n) {
    std::string out;
    for (std::size_t i = 1; out.size() < n; ++i) out += std::string(i, '`') + " ";
    return out;
  });
  for (std::string_view letters : {"*_[]!<&`\\|:~^# \n-+1.a\"", "![(]\n>:-|"}) {
    add("noise", [letters](std::size_t n) {
      std::string out;
      for (std::uint64_t state = 1; out.size() < n; state = state * 6364136223846793005U + 1442695040888963407U)
        out += letters[(state >> 33) % letters.size()];
      return out;
    });
  }
  return all;
}

}  // namespace

TEST_CASE("hostile text renders in half a second or is refused by name") {
  const std::set<std::string> keys = {"markdown_too_large", "markdown_too_deep", "markdown_too_complex"};
  for (auto& input : inputs()) {
    for (std::size_t size : {100'000, 1'000'000, 4 << 20}) {
      CAPTURE(input.name);
      CAPTURE(size);
      auto text = input.make(size);
      auto begin = cpu_seconds();
      try {
        auto page = wiki::render(text);
        CHECK(page.html.size() <= 8 * text.size() + (64 << 10) + 4096);
      } catch (const Failure& failure) {
        CHECK(keys.contains(failure.key()));
        CHECK(failure.errors().at(0).field == "/markdown");
      }
      CHECK(cpu_seconds() - begin < budget_seconds);
      begin = cpu_seconds();
      try {
        wiki::destinations(text);
      } catch (const Failure& failure) {
        CHECK(keys.contains(failure.key()));
      }
      CHECK(cpu_seconds() - begin < budget_seconds);
    }
  }
}

TEST_CASE("what is no text at all is refused") {
  struct Case {
    std::string text;
    const char* key;
  };
  for (auto& c : std::vector<Case>{
           {std::string("a\0b", 3), "wrong_characters"},
           {"a\rb", "wrong_characters"},
           {"\x05", "wrong_characters"},
           {"\xFF", "wrong_characters"},
           {"\xC3", "wrong_characters"},
           {"\xED\xA0\x80", "wrong_characters"},
           {"\x7F", "wrong_characters"},
           {times("[", 10 << 20), "markdown_too_large"},
           {times("> ", 33) + "a", "markdown_too_deep"},
           {times("- ", 33) + "a", "markdown_too_deep"},
           {times("[a](b) ", 20'001), "markdown_too_complex"},
       }) {
    CAPTURE(c.key);
    std::string key;
    try {
      wiki::render(c.text);
      wiki::destinations(c.text);
    } catch (const Failure& failure) {
      key = failure.key();
    }
    CHECK(key == c.key);
  }
  CHECK_NOTHROW(wiki::render(times("> ", 32) + "a"));
}

// The federal laws, where a copy is at hand: each is rendered, and its destinations written back leave it as it is.
TEST_CASE("every law renders") {
  const char* folder = std::getenv("STAFETTE_CORPUS");
  if (!folder) {
    MESSAGE("skipped: STAFETTE_CORPUS names no folder");
    return;
  }
  std::size_t bytes = 0, files = 0;
  double seconds = 0;
  for (auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().filename() != "index.md") continue;
    std::ifstream file(entry.path());
    std::string text{std::istreambuf_iterator<char>(file), {}};
    CAPTURE(entry.path().string());
    auto begin = cpu_seconds();
    CHECK_NOTHROW(wiki::render(text));
    seconds += cpu_seconds() - begin;
    std::vector<std::pair<wiki::Destination, std::string>> same;
    for (auto& d : wiki::destinations(text)) same.emplace_back(d, d.target);
    CHECK(wiki::replace_destinations(text, same) == text);
    bytes += text.size();
    ++files;
  }
  CHECK(files > 0);
  MESSAGE(files << " laws, " << double(bytes) / 1e6 / seconds << " MB/s");
}
