#include <base/failure.hpp>
#include <wiki/pages/markdown.hpp>

#include <cstdint>
#include <cstdlib>

// Any text renders or is refused; nothing of it becomes markup that runs; rewriting nothing changes nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  const std::string_view text(reinterpret_cast<const char*>(data), size_bytes);
  try {
    const auto rendered = wiki::render(text);
    if (rendered.html.find("<script") != std::string::npos) std::abort();
    if (rendered.html.find("<a href=\"javascript:") != std::string::npos) std::abort();
    if (wiki::replace_destinations(text, {}) != text) std::abort();
    for (const auto& destination : wiki::destinations(text)) {
      if (destination.offset + destination.length > text.size()) std::abort();
    }
  } catch (const Failure&) {
  }
  return 0;
}
