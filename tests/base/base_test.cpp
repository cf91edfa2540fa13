#include <doctest/doctest.h>

#include <base/clock.hpp>
#include <base/failure.hpp>
#include <base/id.hpp>
#include <base/text.hpp>

#include <algorithm>

namespace {

template <class T>
std::string key_of(std::string_view raw) {
  try {
    static_cast<void>(T(raw));
  } catch (const Failure& failure) {
    return failure.key();
  }
  return {};
}

}  // namespace

TEST_CASE("times are read with any offset and written in UTC") {
  struct Case {
    const char* text;
    const char* utc;  // empty: malformed
  };
  for (auto& c : std::vector<Case>{{"2026-11-22T13:45:00Z", "2026-11-22T13:45:00.000Z"},
                                   {"2026-11-22T13:45:00.5+01:00", "2026-11-22T12:45:00.500Z"},
                                   {"1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"},
                                   {"2026-02-29T00:00:00Z", ""},
                                   {"2026-11-22T24:00:00Z", ""},
                                   {"2026-11-22 13:45:00Z", ""},
                                   {"2026-11-22T13:45:00", ""},
                                   {"2026-11-22T13:45:00+1:00", ""}}) {
    CAPTURE(c.text);
    auto time = parse_rfc3339(c.text);
    CHECK((time ? rfc3339(*time) : "") == c.utc);
  }
}

TEST_CASE("ids are plain positive numbers") {
  CHECK(parse_id("17") == 17);
  CHECK(parse_id("9223372036854775807") == INT64_MAX);
  for (auto* text : {"", "0", "-1", "+1", "01", "1 ", "9223372036854775808", "0x1", "1.0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_id(text));
  }
}

TEST_CASE("lines and texts keep every letter and refuse what makes names look alike") {
  CHECK(Line<10>("  Müller ").str() == "Müller");
  CHECK(Line<10>("Mu\u0308ller").str() == "Müller");
  CHECK(Line<20>("K͟H S̛̄ Č̣ ẞ Ł Ń").str() == "K͟H S̛̄ Č̣ ẞ Ł Ń");
  CHECK(Text<20>("a\r\nb\tc").str() == "a\nb\tc");
  CHECK(key_of<Line<5>>("ßßßßßß") == "too_long");
  CHECK(key_of<Line<5>>("ßßßßß") == "");
  for (auto* bad : {"Ref\u00ADerat", "a\u200Bb", "a\u202Eb", "a\u2066b", "a\nb", "a\tb", "\uFFFD", "\xFF"}) {
    CAPTURE(bad);
    CHECK(key_of<Line<20>>(bad) == "wrong_characters");
  }
  CHECK(key_of<Text<20>>(std::string_view("a\0b", 3)) == "wrong_characters");
  CHECK(key_of<Text<20>>("a\u200Bb") == "");  // free text may
}

TEST_CASE("addresses are made of plain letters") {
  CHECK(slug_of("Größe & Übung: § 35a SGB VIII", "seite") == "groesse-uebung-35a-sgb-viii");
  CHECK(slug_of("Łódź, Ćwik", "seite") == "lodz-cwik");
  CHECK(slug_of("…", "seite") == "seite");
  CHECK(slug_of(std::string(500, 'x'), "seite").size() == 80);
}

TEST_CASE("names of people sort by DIN 5007-2, as in telephone books") {
  for (auto& wanted : std::vector<std::vector<std::string>>{
           {"Hacker", "Hackmann", "Häcker Emil", "Haecker Manfred", "Häcker Xaver", "Hafermann"},
           {"Assemann", "Aßmann Erika", "Assmann Frank", "Astmann"},
           {"Caspar", "Ćwik", "Cyran", "Lang", "Łukasz", "Lutz"}}) {
    auto sorted = wanted;
    std::reverse(sorted.begin(), sorted.end());
    std::sort(sorted.begin(), sorted.end(), [](auto& a, auto& b) { return name_key(a) < name_key(b); });
    CHECK(sorted == wanted);
  }
}

TEST_CASE("words sort by DIN 5007-1, numbers by value") {
  std::vector<std::string> words = {"Haecker", "Häcker Xaver", "Hacker", "Häcker Emil", "Hafermann", "Hackmann"};
  std::sort(words.begin(), words.end(), [](auto& a, auto& b) { return sort_key(a) < sort_key(b); });
  CHECK(words == std::vector<std::string>{"Hacker", "Häcker Emil", "Häcker Xaver", "Hackmann", "Haecker", "Hafermann"});
  CHECK(sort_key("Z 2") < sort_key("Z 12"));
}
