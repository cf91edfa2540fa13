#include <base/text.hpp>
#include <search/extract/plain.hpp>
#include <search/extract/text.hpp>

#include <cstdint>

// Any file is read within the limits, none of ours, or unreadable; what is shown of it is valid and not longer.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size_bytes);
  try {
    auto text = extract::text_of(bytes);
    if (!text) return 0;
    if (text->size() > 3 * (extract::text_bytes_max + 1)) __builtin_trap();  // Windows-1252 to UTF-8
    if (!is_utf8(extract::readable(*text))) __builtin_trap();
  } catch (const extract::Unreadable&) {
  }
  return 0;
}
