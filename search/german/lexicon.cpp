#include <search/german/lexicon.hpp>

extern "C" const std::uint64_t stafette_lexicon[];  // made by tools/lexicon

namespace search::german {

int weight(const WordHash& hash) {
  auto tag = hash.tag();
  for (auto slot = lexicon_slot(tag);; slot = (slot + 1) % lexicon_slots) {
    auto entry = stafette_lexicon[slot];
    if (!entry) return 0;
    if ((entry & ~std::uint64_t(0xFF)) == tag) return int(entry & 0xFF);
  }
}

std::uint64_t lexicon_checksum() {
  std::uint64_t sum = 0;
  for (std::size_t slot = 0; slot < lexicon_slots; ++slot) sum = (sum ^ stafette_lexicon[slot]) * 0x9E3779B97F4A7C15u;
  return sum >> 32;
}

}  // namespace search::german
