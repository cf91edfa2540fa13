#include <base/failure.hpp>
#include <wiki/pages/diff.hpp>
#include <wiki/pages/markdown.hpp>
#include <wiki/pages/merge.hpp>

#include <cstdint>
#include <cstdlib>

namespace {

// The store holds only texts that render.
bool is_page(std::string_view text) {
  try {
    wiki::render(text);
    return true;
  } catch (const Failure&) {
    return false;
  }
}

}  // namespace

// Three texts separated by NUL. Whoever edits alone gets exactly what they wrote; a conflict keeps every side whole.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  const std::string_view input(reinterpret_cast<const char*>(data), size_bytes);
  const auto first = input.find('\0');
  const auto second = first == input.npos ? first : input.find('\0', first + 1);
  if (second == input.npos) return 0;
  const auto base = input.substr(0, first);
  const auto mine = input.substr(first + 1, second - first - 1);
  const auto theirs = input.substr(second + 1);
  if (!is_page(base) || !is_page(mine) || !is_page(theirs)) return 0;

  const auto alone = wiki::merge(base, mine, base);
  if (!alone.clean || alone.text != mine) std::abort();
  const auto both = wiki::merge(base, mine, theirs);
  if (!both.clean && both.blocks.empty()) std::abort();
  wiki::diff(base, mine);
  return 0;
}
