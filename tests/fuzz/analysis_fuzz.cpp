#include <search/german/analysis.hpp>

#include <cstdint>

// Every text gives terms whose words follow each other, lie in the text and begin a position each.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  std::string_view text(reinterpret_cast<const char*>(data), size_bytes);
  static search::german::FormCounts counts;
  static search::german::Analyser analyser(&counts);
  if (counts.uses.size() > 100'000) {
    counts.uses.clear();
    ++counts.epoch;
  }
  std::size_t last = 0;
  bool any = false;
  analyser.each(text, [&](std::string_view term, search::german::Span span, bool colocated) {
    if (term.empty() || span.begin >= span.end || span.end > text.size()) __builtin_trap();
    if (colocated ? !any : any && span.begin < last) __builtin_trap();
    if (!colocated) last = span.end;
    any = true;
  });
  return 0;
}
