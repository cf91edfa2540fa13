#include <doctest/doctest.h>

#include <base/text.hpp>
#include <tests/wiki/support/cpu_time.hpp>
#include <tests/wiki/support/random_text.hpp>
#include <wiki/pages/diff.hpp>

#include <algorithm>

namespace {

std::string text_of(const wiki::DiffLine& line) {
  std::string text;
  for (auto& span : line.spans) text += span.text;
  return text;
}

// One line per shown line: sign, text, changed words in brackets.
std::string drawn(const wiki::Diff& diff) {
  std::string out;
  for (auto& hunk : diff.hunks) {
    out += "@" + std::to_string(hunk.from_line) + "," + std::to_string(hunk.to_line) + "\n";
    for (auto& line : hunk.lines) {
      out += line.kind == wiki::LineKind::same ? ' ' : line.kind == wiki::LineKind::added ? '+' : '-';
      for (auto& span : line.spans) out += span.changed ? "[" + span.text + "]" : span.text;
      out += "\n";
    }
  }
  return out;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Both texts, rebuilt from the hunks and the lines of `from` between them.
struct Rebuilt {
  std::vector<std::string> from, to;
};

Rebuilt rebuilt(std::string_view from, const wiki::Diff& diff) {
  auto lines = lines_of(from);
  Rebuilt out;
  std::size_t at = 0;
  auto copy_until = [&](std::size_t end) {
    for (; at < end; ++at) {
      out.from.push_back(lines.at(at));
      out.to.push_back(lines.at(at));
    }
  };
  for (auto& hunk : diff.hunks) {
    copy_until(static_cast<std::size_t>(hunk.from_line) - 1);
    CHECK(out.to.size() == static_cast<std::size_t>(hunk.to_line) - 1);
    for (auto& line : hunk.lines) {
      if (line.kind != wiki::LineKind::added) {
        out.from.push_back(text_of(line));
        ++at;
      }
      if (line.kind != wiki::LineKind::removed) out.to.push_back(text_of(line));
    }
  }
  copy_until(lines.size());
  return out;
}

void check_rebuilds(std::string_view from, std::string_view to) {
  auto diff = wiki::diff(from, to);
  REQUIRE_FALSE(diff.truncated);
  auto both = rebuilt(from, diff);
  CHECK(both.from == lines_of(from));
  CHECK(both.to == lines_of(to));
  for (auto& hunk : diff.hunks) {
    for (auto& line : hunk.lines) {
      for (auto& span : line.spans) CHECK(is_utf8(span.text));
    }
  }
}

}  // namespace

TEST_CASE("a comparison shows changed lines, changed words and three lines around") {
  struct Case {
    std::string what;
    std::string from, to, shown;
  };
  for (auto& c : std::vector<Case>{
           {"equal", "a\nb\n", "a\nb\n", ""},
           {"both empty", "", "", ""},
           {"new text", "", "a\n", "@1,1\n+[a]\n"},
           {"all removed", "a\nb\n", "", "@1,1\n-[a]\n-[b]\n"},
           {"a word", "Die Gebühr beträgt 5 Euro.\n", "Die Gebühr beträgt 7 Euro.\n",
            "@1,1\n-Die Gebühr beträgt [5] Euro.\n+Die Gebühr beträgt [7] Euro.\n"},
           {"neighbouring words are one change", "alt und grau sein\n", "neu und bunt sein\n",
            "@1,1\n-[alt] und [grau] sein\n+[neu] und [bunt] sein\n"},
           {"equal spaces do not cut a change", "eins zwei drei\n", "vier fünf drei\n",
            "@1,1\n-[eins zwei] drei\n+[vier fünf] drei\n"},
           {"a letter with accent is not cut", "für\n", "fur\n", "@1,1\n-[für]\n+[fur]\n"},
           {"context", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
            "@2,2\n 2\n 3\n 4\n-[5]\n+[x]\n 6\n 7\n 8\n"},
           {"near changes share a hunk", "1\n2\n3\n4\n5\n6\n7\n8\n", "x\n2\n3\n4\n5\n6\n7\ny\n",
            "@1,1\n-[1]\n+[x]\n 2\n 3\n 4\n 5\n 6\n 7\n-[8]\n+[y]\n"},
           {"far changes do not", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "2\n3\n4\n5\n6\n7\n8\n9\nz\n",
            "@1,1\n-[1]\n 2\n 3\n 4\n@7,6\n 7\n 8\n 9\n+[z]\n"},
           {"pairs in order", "a b\nc d\n", "a x\nc y\nnew\n", "@1,1\n-a [b]\n-c [d]\n+a [x]\n+c [y]\n+[new]\n"},
           {"last line break", "a\nb", "a\nb\n", ""},
           {"an empty line", "a\n\nb\n", "a\nb\n", "@1,1\n a\n-\n b\n"},
       }) {
    CAPTURE(c.what);
    CHECK(drawn(wiki::diff(c.from, c.to)) == c.shown);
  }
}

TEST_CASE("both texts can be rebuilt from a comparison") {
  test::RandomText random(7);
  for (int i = 0; i < 300; ++i) {
    CAPTURE(i);
    auto from = random.page(1 + random.below(30));
    auto to = i % 10 == 0 ? random.page(1 + random.below(30)) : random.edited(random.edited(from));
    check_rebuilds(from, to);
    check_rebuilds("", to);
    check_rebuilds(from, "");
  }
}

TEST_CASE("both texts of real laws can be rebuilt from a comparison") {
  test::RandomText random(8);
  for (auto& law : test::corpus_texts(100)) {
    if (std::count(law.begin(), law.end(), '\n') > 15'000) continue;
    check_rebuilds(law, random.edited(random.edited(law)));
  }
}

TEST_CASE("a comparison ends in bounded time, and says when it leaves something out") {
  test::RandomText random(9);
  auto short_lines = [&](std::size_t lines, std::size_t kinds) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) text += std::to_string(random.below(kinds)) + "\n";
    return text;
  };
  auto long_line = [&](std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += std::to_string(random.below(50)) + " ";
    return text;
  };
  struct Case {
    std::string what;
    std::string from, to;
    bool truncated;
  };
  for (auto& c : std::vector<Case>{
           {"200,000 short random lines", short_lines(200'000, 300), short_lines(200'000, 300), true},
           {"unrelated lines", short_lines(200'000, 1u << 30), short_lines(200'000, 1u << 30), true},
           {"as many as are shown", short_lines(9'000, 40), short_lines(9'000, 40), false},
           {"one line of 1 MB", long_line(350'000), long_line(350'000), false},
           {"lines of 60 KB", long_line(9'000) + "\n" + long_line(9'000), long_line(9'000) + "\n" + long_line(9'000),
            false},
           {"4 MiB of line breaks", std::string(4u << 20, '\n'), "x" + std::string(4u << 20, '\n') + "y", true},
           {"4 MiB without any", std::string(4u << 20, 'a'), std::string(4u << 20, 'b'), false},
       }) {
    CAPTURE(c.what);
    auto start = test::cpu_seconds();
    auto diff = wiki::diff(c.from, c.to);
    auto seconds = test::cpu_seconds() - start;
    CHECK(seconds < test::cpu_limit_s(1.5));
    CHECK(diff.truncated == c.truncated);
    CHECK_FALSE(diff.hunks.empty());
  }
}
