#include <base/failure.hpp>
#include <base/text.hpp>
#include <search/query.hpp>

#include <cstdint>

namespace {

void check(const search::Expression& made) {
  std::size_t quotes = 0;
  int depth = 0;
  for (char c : made.text) {
    quotes += c == '"';
    if (quotes % 2) continue;
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (depth < 0) __builtin_trap();
  }
  if (quotes % 2 || depth) __builtin_trap();
}

}  // namespace

// Whatever is typed is a query within the limits, whose expressions are closed, or is refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  std::string_view typed(reinterpret_cast<const char*>(data), size_bytes);
  try {
    auto query = search::parse(typed, {{"zdA", "zu den Akten"}, {"PSG", "Projektsteuerungsgruppe"}});
    if (query.concepts.size() > search::Query::concepts_max) __builtin_trap();
    check(expression(query, search::Table::sections));
    check(expression(query, search::Table::titles));
  } catch (const Failure&) {
  }
  return 0;
}
