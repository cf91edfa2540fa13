#include <tests/support/rows.hpp>

#include <base/text.hpp>

namespace {

// The letters of DIN 91379, data type C: ranges of single letters, and sequences with combining marks.
constexpr std::pair<char32_t, char32_t> ranges[]{
    {'A', 'Z'},       {'a', 'z'},       {0x00C0, 0x00D6}, {0x00D8, 0x00F6}, {0x00F8, 0x0131}, {0x0134, 0x0148},
    {0x014A, 0x017E}, {0x018F, 0x018F}, {0x0259, 0x0259}, {0x01A0, 0x01A1}, {0x01AF, 0x01B0}, {0x01B7, 0x01B7},
    {0x0292, 0x0292}, {0x01CD, 0x01D4}, {0x01DE, 0x01DF}, {0x01E2, 0x01F0}, {0x01F4, 0x01F5}, {0x01F8, 0x01FF},
    {0x0212, 0x0213}, {0x0218, 0x021B}, {0x021E, 0x021F}, {0x0227, 0x0233}, {0x1E02, 0x1E03}, {0x1E06, 0x1E07},
    {0x1E0A, 0x1E11}, {0x1E17, 0x1E17}, {0x1E1C, 0x1E2B}, {0x1E2F, 0x1E37}, {0x1E3A, 0x1E3B}, {0x1E40, 0x1E49},
    {0x1E52, 0x1E5B}, {0x1E5E, 0x1E63}, {0x1E6A, 0x1E6F}, {0x1E80, 0x1E87}, {0x1E8C, 0x1E97}, {0x1E9E, 0x1E9E},
    {0x1EA0, 0x1EF9}};
constexpr const char* sequences[]{
    "A̋",  "C̀", "C̄", "C̆", "C̈",  "C̕",  "C̣", "C̦", "C̨̆", "D̂", "F̀", "F̄", "G̀", "H̄", "H̦", "H̱", "J́", "J̌", "K̀", "K̂", "K̄",
    "K̇",  "K̕", "K̛", "K̦", "K͟H", "K͟h", "L̂", "L̥", "L̥̄", "L̦", "M̀", "M̂", "M̆", "M̐", "N̂", "N̄", "N̆", "N̦", "P̀", "P̄", "P̕",
    "P̣",  "R̆", "R̥", "R̥̄", "S̀",  "S̄",  "S̛̄", "S̱", "T̀", "T̄", "T̈", "T̕", "T̛", "U̇", "Z̀", "Z̄", "Z̆", "Z̈", "Z̧", "a̋", "c̀",
    "c̄",  "c̆", "c̈", "c̕", "c̣",  "c̦",  "c̨̆", "d̂", "f̀", "f̄", "g̀", "h̄", "h̦", "j́", "k̀", "k̂", "k̄", "k̇", "k̕", "k̛", "k̦",
    "k͟h", "l̂", "l̥", "l̥̄", "l̦",  "m̀",  "m̂", "m̆", "m̐", "n̂", "n̄", "n̆", "n̦", "p̀", "p̄", "p̕", "p̣", "r̆", "r̥", "r̥̄", "s̀",
    "s̄",  "s̛̄", "s̱", "t̀", "t̄",  "t̕",  "t̛", "u̇", "z̀", "z̄", "z̆", "z̈", "z̧", "Ç̆", "ç̆", "Û̄", "û̄", "ß̱", "Ä̀", "Ö̀"};

std::string utf8(char32_t c) {
  if (c < 0x80) return {char(c)};
  if (c < 0x800) return {char(0xC0 | (c >> 6)), char(0x80 | (c & 0x3F))};
  return {char(0xE0 | (c >> 12)), char(0x80 | ((c >> 6) & 0x3F)), char(0x80 | (c & 0x3F))};
}

// All letters, some in each name, as a person might bear them.
std::vector<std::string> names() {
  std::vector<std::string> letters(std::begin(sequences), std::end(sequences)), out;
  for (auto [first, last] : ranges)
    for (auto c = first; c <= last; ++c) letters.push_back(utf8(c));
  for (std::size_t i = 0; i < letters.size(); i += 20) {
    std::string name = "O’";
    for (auto at = i; at < std::min(i + 20, letters.size()); ++at) name += letters[at];
    out.push_back(nfc(name + "-d'Ángel"));
  }
  return out;
}

}  // namespace

TEST_CASE("every letter of DIN 91379 comes back as it was given, in names, titles and texts (A-166, A-167)") {
  SampleAgency agency;
  int count = 0;
  for (auto& name : names()) {
    CAPTURE(name);
    auto unique = std::to_string(++count);
    auto person = agency.root.post("/api/people", "{\"name\":\"p" + unique + "\",\"display_name\":" + as_json(name) +
                                                      ",\"email\":\"\",\"password\":\"ein langes Kennwort\","
                                                      "\"administrator\":false}");
    CHECK(person.text("/display_name") == name);
    CHECK(agency.ada.get("/api/contacts/" + person.text("/id")).text("/display_name") == name);
    auto unit =
        agency.root.post("/api/units", "{\"type\":\"Amt\",\"sign\":\"" + unique + "\",\"name\":" + as_json(name) + "}");
    CHECK(agency.ada.get("/api/units/" + unit.text("/id")).text("/name") == name);
    auto page = agency.page(name, "Text: " + name + "\n");
    CHECK(agency.ada.get("/api/pages/" + page).text("/title") == name);
    CHECK(agency.ada.get("/api/pages/" + page + "/source").text("/markdown") == "Text: " + name + "\n");
  }
  CHECK(count > 30);
}

TEST_CASE("decomposed input is what composed input is") {
  SampleAgency agency;
  auto page = agency.page("Mu\u0308ller und N\u0303un\u0303ez", "a\n");
  CHECK(agency.ada.get("/api/pages/" + page).text("/title") == "Müller und Ñuñez");
}

TEST_CASE("letters that nobody sees or that turn the line around are refused by name (A-169)") {
  SampleAgency agency;
  for (auto hidden :
       {"Ref\u00ADerat", "Ref\u200Berat", "Ref\u202Eerat", "Ref\u2066erat", "Ref\uFFFDerat", "Ref\uFEFFerat"}) {
    CAPTURE(std::string(hidden));
    auto reply = agency.ada.post("/api/spaces/amt/pages", "{\"title\":" + as_json(hidden) + "}");
    CHECK(reply.status == 422);
    CHECK(reply.text("/errors/0/key") == "wrong_characters");
  }
}
