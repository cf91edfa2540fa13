// lexicon DICTIONARY FREQUENCIES OUTPUT – the table of search/german/lexicon.hpp from a hunspell dictionary in
// ISO 8859-1 and a list of words with the logarithm of their count. Taken are nouns and what may begin a compound.
#include <search/german/lexicon.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using namespace search::german;

namespace {

constexpr std::string_view compound_flags = "ijmoxyz";

// Lower case in UTF-8; empty when it is no plain word.
std::string lower_word(std::string_view latin1) {
  std::string out;
  for (unsigned char c : latin1) {
    if (c >= 'A' && c <= 'Z') c = static_cast<unsigned char>(c + 0x20);
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) c = static_cast<unsigned char>(c + 0x20);
    if (c >= 'a' && c <= 'z') {
      out += char(c);
    } else if (c >= 0xDF && c != 0xF7) {
      out += char(0xC0 | (c >> 6));
      out += char(0x80 | (c & 0x3F));
    } else {
      return {};
    }
  }
  return out;
}

bool is_upper(unsigned char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE);
}

struct Table {
  std::vector<std::uint64_t> slots = std::vector<std::uint64_t>(lexicon_slots);
  std::size_t words = 0;
  void add(std::string_view word, int weight) {
    auto tag = WordHash::of(word).tag();
    auto slot = lexicon_slot(tag);
    while (slots[slot] && (slots[slot] & ~std::uint64_t(0xFF)) != tag) slot = (slot + 1) % lexicon_slots;
    words += !slots[slot];
    slots[slot] = std::max(slots[slot], tag | std::uint64_t(weight));
  }
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return std::cerr << "usage: lexicon DICTIONARY FREQUENCIES OUTPUT\n", 2;
  Table table;
  std::ifstream dictionary(arguments[1], std::ios::binary), frequencies(arguments[2]);
  std::string line;
  std::getline(dictionary, line);  // the number of lines
  while (std::getline(dictionary, line)) {
    if (line.ends_with('\r')) line.pop_back();
    auto slash = line.find('/');
    auto flags = slash == std::string::npos ? std::string() : line.substr(slash + 1);
    auto word = lower_word(std::string_view(line).substr(0, slash));
    bool part = flags.find_first_of(compound_flags) != std::string::npos;
    if (word.size() >= 3 && (part || is_upper(static_cast<unsigned char>(line[0])))) table.add(word, 1);
  }
  while (std::getline(frequencies, line)) {
    auto tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string::npos) continue;
    int weight = 1;
    std::from_chars(line.data() + tab + 1, line.data() + line.size(), weight);
    table.add(std::string_view(line).substr(0, tab), weight);
  }
  if (table.words < 100'000 || table.words > lexicon_slots * 3 / 4)
    return std::cerr << "lexicon: " << table.words << " words are too few or too many\n", 1;
  std::ofstream out(arguments[3], std::ios::binary);
  out.write(reinterpret_cast<const char*>(table.slots.data()), std::streamsize(table.slots.size() * 8));
  return out.good() ? 0 : 1;
}
