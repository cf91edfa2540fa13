// The German words that compounds are made of (Wortschatz): compiled at build time from the spelling dictionary and
// frequency.tsv into a table of hashes in the binary. Pure, read only, any thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace search::german {

// One byte after the other, so that all beginnings of a word are looked up in one walk.
class WordHash {
 public:
  void add(char c) { value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001B3u; }
  // Upper 56 bits tell words apart, the lower 8 hold the weight in the table.
  std::uint64_t tag() const { return (value_ * 0x9E3779B97F4A7C15u) & ~std::uint64_t(0xFF); }
  static WordHash of(std::string_view word) {
    WordHash hash;
    for (char c : word) hash.add(c);
    return hash;
  }

 private:
  std::uint64_t value_ = 0xCBF29CE484222325u;
};

inline constexpr std::size_t lexicon_slots = std::size_t(1) << 18;
inline constexpr std::size_t lexicon_slot(std::uint64_t tag) {
  return tag >> 46;
}

// How common a word is: the binary logarithm of its count, at least 1; 0 when it is none. Lower case, with umlauts.
int weight(const WordHash&);
std::uint64_t lexicon_checksum();
inline int weight(std::string_view word) {
  return weight(WordHash::of(word));
}

}  // namespace search::german
