#include <doctest/doctest.h>

#include <base/text.hpp>
#include <tests/wiki/support/cpu_time.hpp>
#include <tests/wiki/support/random_text.hpp>
#include <wiki/pages/diff.hpp>
#include <wiki/pages/merge.hpp>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <vector>

namespace {

std::string side(const wiki::Merge& merge, std::optional<std::string> wiki::MergeBlock::*member) {
  std::string text;
  for (auto& block : merge.blocks) text += block.same ? *block.same : (block.*member).value();
  return text;
}

void check_covers(const wiki::Merge& merge, std::string_view mine, std::string_view theirs) {
  CHECK(side(merge, &wiki::MergeBlock::mine) == mine);
  CHECK(side(merge, &wiki::MergeBlock::theirs) == theirs);
  CHECK(std::any_of(merge.blocks.begin(), merge.blocks.end(), [](auto& b) { return !b.same && !b.merged; }));
  for (auto& block : merge.blocks) {
    for (auto* text : {&block.same, &block.base, &block.mine, &block.theirs, &block.merged}) {
      if (*text) CHECK(is_utf8(**text));
    }
  }
}

// Blocks as base|mine|theirs, an equal block as its text, one that needs no decision with its merged text behind =.
std::string drawn(const wiki::Merge& merge) {
  if (merge.clean) return merge.text;
  std::string out;
  for (auto& b : merge.blocks) {
    out += b.same ? "(" + *b.same + ")" : "{" + *b.base + "|" + *b.mine + "|" + *b.theirs + "}";
    if (b.merged) out += "=" + *b.merged;
  }
  return out;
}

std::set<std::string> words_of(std::string_view text) {
  std::set<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.find_first_of(" \n|,.", at), text.size());
    words.emplace(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

struct Case {
  std::string what;
  const char *base, *mine, *theirs;
  bool clean;
  std::string result;
};

void check(const Case& c) {
  CAPTURE(c.what);
  auto merge = wiki::merge(c.base, c.mine, c.theirs);
  CHECK(merge.clean == c.clean);
  CHECK(drawn(merge) == c.result);
  if (!merge.clean) check_covers(merge, c.mine, c.theirs);
}

}  // namespace

TEST_CASE("different words merge, equal places conflict") {
  for (auto& c : std::vector<Case>{
           {"two words of one paragraph", "Die alte Gebühr beträgt 5 Euro.\n", "Die neue Gebühr beträgt 5 Euro.\n",
            "Die alte Gebühr beträgt 7 Euro.\n", true, "Die neue Gebühr beträgt 7 Euro.\n"},
           {"the same word", "a b c\n", "a x c\n", "a y c\n", false, "{a b c\n|a x c\n|a y c\n}"},
           {"words side by side", "a b\n", "x b\n", "a y\n", true, "x y\n"},
           {"two parts of a date", "am 2024-01-15\n", "am 2025-01-15\n", "am 2024-01-16\n", false,
            "{am 2024-01-15\n|am 2025-01-15\n|am 2024-01-16\n}"},
           {"two parts of an amount", "1.500,00 €\n", "1.600,00 €\n", "1.500,50 €\n", false,
            "{1.500,00 €\n|1.600,00 €\n|1.500,50 €\n}"},
           {"cells without spaces", "|a|b|\n|-|-|\n|c|d|\n", "|a|b|\n|-|-|\n|x|d|\n", "|a|b|\n|-|-|\n|c|y|\n", true,
            "|a|b|\n|-|-|\n|x|y|\n"},
           {"the same change", "a b c\n", "a x c\n", "a x c\n", true, "a x c\n"},
           {"the same change and another", "a b c d e\n", "a x c d e\n", "a x c d y\n", true, "a x c d y\n"},
           {"insertions at one place", "a\n\nb\n", "a\n\nmein\n\nb\n", "a\n\nihr\n\nb\n", false,
            "(a\n\n){|mein\n\n|ihr\n\n}(b\n)"},
           {"insertions at two places", "a\n\nb\n\nc\n", "a\n\nmein\n\nb\n\nc\n", "a\n\nb\n\nihr\n\nc\n", true,
            "a\n\nmein\n\nb\n\nihr\n\nc\n"},
           {"both append", "a\n", "a\n\nmein\n", "a\n\nihr\n", false, "{a\n|a\n\nmein\n|a\n\nihr\n}"},
           {"removed and edited", "eins\n\nzwei drei\n\nvier\n", "eins\n\nvier\n", "eins\n\nzwei x drei\n\nvier\n",
            false, "(eins\n\n){zwei drei\n\n||zwei x drei\n\n}(vier\n)"},
           {"removed, neighbour edited", "eins\n\nzwei\n\ndrei vier\n", "eins\n\ndrei vier\n",
            "eins\n\nzwei\n\ndrei fünf\n", true, "eins\n\ndrei fünf\n"},
           {"both removed", "eins\n\nzwei\n\ndrei\n", "eins\n\ndrei\n", "eins\n\ndrei\n", true, "eins\n\ndrei\n"},
           {"a conflict takes the whole paragraph", "eins zwei drei\nvier\n\nfünf\n", "eins x drei\nvier\n\nfünf\n",
            "eins y drei\nvier\n\nfünf\n", false,
            "{eins zwei drei\nvier\n\n|eins x drei\nvier\n\n|eins y drei\nvier\n\n}(fünf\n)"},
           {"beside a conflict nothing else needs a decision", "a b\n\nc d e\n\nf\n", "a x\n\nm d e\n\nf\n",
            "a y\n\nc d t\n\nf\n", false, "{a b\n\n|a x\n\n|a y\n\n}{c d e\n\n|m d e\n\n|c d t\n\n}=m d t\n\n(f\n)"},
           {"letters with accents stay whole", "für Straße Ä\n", "für Strasse Ä\n", "für Straße Ö\n", true,
            "für Strasse Ö\n"},
           {"two bytes of one letter", "ä b\n", "ö b\n", "ü b\n", false, "{ä b\n|ö b\n|ü b\n}"},
           {"from nothing", "", "mein\n", "ihr\n", false, "{|mein\n|ihr\n}"},
           {"everything removed, one word edited", "a b\n", "", "a c\n", false, "{a b\n||a c\n}"},
           {"marks of a merge tool are text", "<<<<<<<\na b\n=======\n", "<<<<<<<\nx b\n=======\n",
            "<<<<<<<\na y\n=======\n", true, "<<<<<<<\nx y\n=======\n"},
           {"front matter", "---\nTitle: A\nOwner: B\n---\n\nText\n", "---\nTitle: X\nOwner: B\n---\n\nText\n",
            "---\nTitle: A\nOwner: B\n---\n\nMehr Text\n", true, "---\nTitle: X\nOwner: B\n---\n\nMehr Text\n"},
           {"an item each", "- a\n- b\n- c\n- d\n", "- a\n- x\n- c\n- d\n", "- a\n- b\n- c\n- y\n", true,
            "- a\n- x\n- c\n- y\n"},
           {"the same item", "- a\n- b\n- c\n", "- a\n- x\n- c\n", "- a\n- y\n- c\n", false,
            "(- a\n){- b\n|- x\n|- y\n}(- c\n)"},
       }) {
    check(c);
  }
}

TEST_CASE("a merge that changes what a block is becomes a conflict") {
  for (auto& c : std::vector<Case>{
           {"heading against words", "alter Titel hier\n", "# alter Titel hier\n", "alter Titel dort\n", false,
            "{alter Titel hier\n|# alter Titel hier\n|alter Titel dort\n}"},
           {"column against row", "| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n",
            "| A | B | C |\n|---|---|---|\n| 1 | 2 | x |\n| 3 | 4 | y |\n",
            "| A | B |\n|---|---|\n| 1 | 2 |\n| 5 | 6 |\n| 3 | 4 |\n", false,
            "{| A | B |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
            "|| A | B | C |\n|---|---|---|\n| 1 | 2 | x |\n| 3 | 4 | y |\n"
            "|| A | B |\n|---|---|\n| 1 | 2 |\n| 5 | 6 |\n| 3 | 4 |\n}"},
           {"two cells of a table", "| A | B |\n|---|---|\n| eins | zwei |\n", "| A | B |\n|---|---|\n| x | zwei |\n",
            "| A | B |\n|---|---|\n| eins | y |\n", true, "| A | B |\n|---|---|\n| x | y |\n"},
           {"an open fence swallows the other's words", "a\n\nb\n\nc d\n", "```\na\n\nb\n\nc d\n", "a\n\nb\n\nc e\n",
            false, "{a\n\nb\n\nc d\n|```\na\n\nb\n\nc d\n|a\n\nb\n\nc e\n}"},
           {"a fence opened by one, closed by the other", "a\n\nb\n\nc\n", "a\n\n```\nx\n```\n\nb\n\nc\n",
            "a\n\nb\n\n```\ny\n```\n\nc\n", true, "a\n\n```\nx\n```\n\nb\n\n```\ny\n```\n\nc\n"},
           {"split against words", "eins zwei drei vier\n", "eins zwei\n\ndrei vier\n", "eins zwei drei fünf\n", false,
            "{eins zwei drei vier\n|eins zwei\n\ndrei vier\n|eins zwei drei fünf\n}"},
       }) {
    check(c);
  }
}

TEST_CASE("one side alone always wins, and sides are equal") {
  test::RandomText random(11);
  for (int i = 0; i < 200; ++i) {
    CAPTURE(i);
    auto base = random.page(random.below(20));
    auto text = i % 7 == 0 ? random.page(5) : random.edited(base);
    CHECK(wiki::merge(base, text, base).text == text);
    CHECK(wiki::merge(base, base, text).text == text);
    CHECK(wiki::merge(base, text, text).text == text);
    auto other = random.edited(base);
    auto merge = wiki::merge(base, text, other);
    auto swapped = wiki::merge(base, other, text);
    CHECK(merge.clean == swapped.clean);
    CHECK(merge.text == swapped.text);
  }
}

TEST_CASE("a clean merge holds every word of either side, a conflict both texts") {
  test::RandomText random(12);
  int clean = 0, conflicts = 0;
  auto laws = test::corpus_texts(60);
  for (std::size_t i = 0; i < 400 + laws.size(); ++i) {
    CAPTURE(i);
    auto base = i < 400 ? random.page(1 + random.below(25)) : laws[i - 400];
    std::vector<std::string> my_words, their_words;
    auto mine = random.edited(base, &my_words), theirs = random.edited(base, &their_words);
    auto merge = wiki::merge(base, mine, theirs);
    if (!merge.clean) {
      ++conflicts;
      check_covers(merge, mine, theirs);
      continue;
    }
    ++clean;
    CHECK(is_utf8(merge.text));
    for (auto& word : my_words) CHECK((mine.find(word) == mine.npos || merge.text.find(word) != merge.text.npos));
    for (auto& word : their_words)
      CHECK((theirs.find(word) == theirs.npos || merge.text.find(word) != merge.text.npos));
    auto my_all = words_of(mine), their_all = words_of(theirs);
    for (auto& word : words_of(merge.text)) CHECK((my_all.contains(word) || their_all.contains(word)));
  }
  CHECK(clean > 100);
  CHECK(conflicts > 20);
}

// What a person makes of a block: the other's text, and below it the words of their own that it lacks.
std::string settled(const wiki::MergeBlock& block) {
  if (block.same) return *block.same;
  if (block.merged) return *block.merged;
  auto text = *block.theirs;
  auto known = words_of(text);
  auto before = words_of(*block.base);
  for (auto& word : words_of(*block.mine)) {
    if (!known.contains(word) && !before.contains(word)) text += "\n\n" + word + "\n";
  }
  return text;
}

// Each writes on what they saw last, which is one save behind.
TEST_CASE("two people who save in turn fifty times lose no word") {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    CAPTURE(seed);
    test::RandomText random(seed);
    bool append = seed % 2 == 0;
    std::string head = "# Protokoll\n\n" + random.paragraph(60) + "\n\n" + random.paragraph(60) + "\n";
    std::string seen[2] = {head, head};
    std::vector<std::string> written;
    for (int turn = 0; turn < 50; ++turn) {
      auto& base = seen[turn % 2];
      auto word = "wort" + std::to_string(turn) + "ß";
      auto text = base;
      text.insert(append ? text.size() : std::min(text.find(' ', random.below(text.size())), text.size()), " " + word);
      written.push_back(word);
      auto merge = wiki::merge(base, text, head);
      auto saved = merge.text;
      for (auto& block : merge.blocks) saved += settled(block);
      base = head = saved;
      for (auto& w : written) CHECK(head.find(w) != head.npos);
    }
  }
}

TEST_CASE("threads merge and compare at once") {
  test::RandomText random(14);
  auto base = random.page(40);
  auto mine = random.edited(base), theirs = random.edited(base);
  auto expected = drawn(wiki::merge(base, mine, theirs));
  auto hunks = wiki::diff(base, mine).hunks.size();
  std::atomic<int> equal = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 25; ++turn) {
        bool same = drawn(wiki::merge(base, mine, theirs)) == expected && wiki::diff(base, mine).hunks.size() == hunks;
        if (same) ++equal;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(equal == 100);
}

TEST_CASE("hostile texts merge in bounded time or are one conflict") {
  test::RandomText random(13);
  auto repeated = [](std::string_view piece, std::size_t bytes) {
    std::string text;
    while (text.size() < bytes) text += piece;
    return text;
  };
  auto noise = [&](std::size_t items, std::size_t kinds, const char* between) {
    std::string text;
    for (std::size_t i = 0; i < items; ++i) text += std::to_string(random.below(kinds)) + between;
    return text;
  };
  struct Hostile {
    std::string what;
    std::string base, mine, theirs;
  };
  auto around = [](const char* what, const std::string& middle) {
    return Hostile{what, "a\n" + middle + "\nb", "x\n" + middle + "\ny", "a\nz\n" + middle + "\nb c"};
  };
  constexpr std::size_t most = 4u << 20;
  std::string nested;
  for (int i = 0; i < 1'000; ++i) nested += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- a\n";
  for (auto& h : std::vector<Hostile>{
           {"unrelated", noise(100'000, 1u << 30, "\n"), noise(100'000, 1u << 30, "\n"),
            noise(100'000, 1u << 30, "\n")},
           {"short random lines", noise(200'000, 300, "\n"), noise(200'000, 300, "\n"), noise(200'000, 300, "\n")},
           {"few kinds of lines", noise(20'000, 3, "\n"), noise(20'000, 3, "\n"), noise(20'000, 3, "\n")},
           {"random paragraphs", noise(120'000, 300, "\n\n"), noise(120'000, 300, "\n\n"), noise(120'000, 300, "\n\n")},
           {"one line of 1 MB", noise(250'000, 500, " "), noise(250'000, 500, " "), noise(250'000, 500, " ")},
           {"lines of random words", noise(9'000, 20, " "), noise(9'000, 20, " "), noise(9'000, 20, " ")},
           around("no line break", std::string(most, 'a')),
           around("line breaks only", std::string(most, '\n')),
           around("image openings", repeated("![[]()", most)),
           around("image openings in paragraphs", repeated(repeated("![[]()", 5'000) + "\n\n", most)),
           around("list markers, then lines", repeated("- ", 50'000) + std::string(50'000, '\n')),
           around("lists in lists, then lines", nested + std::string(1u << 20, '\n')),
           around("quotes", repeated(">", 100'000) + repeated("\na", 100'000)),
           around("emphasis", repeated("*a _", most)),
           around("backticks", repeated("`a``b", most)),
           around("table rows", "|a|b|\n|-|-|\n" + repeated("|a|b|\n", 1u << 20)),
           around("one wide row", repeated("|a", most)),
       }) {
    CAPTURE(h.what);
    auto start = test::cpu_seconds();
    auto merge = wiki::merge(h.base, h.mine, h.theirs);
    CHECK(test::cpu_seconds() - start < test::cpu_limit_s(1.5));
    if (!merge.clean) CHECK(side(merge, &wiki::MergeBlock::mine) == h.mine);
    if (!merge.clean) CHECK(side(merge, &wiki::MergeBlock::theirs) == h.theirs);
    if (merge.clean) CHECK(merge.text.size() > h.base.size());
  }
}
