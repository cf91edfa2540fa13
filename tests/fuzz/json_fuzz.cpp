#include <base/failure.hpp>
#include <server/json/document.hpp>

#include <cstdint>

namespace {

std::size_t count(const json::Value& value) {
  std::size_t values = 1;
  if (value.kind() == json::Kind::array || value.kind() == json::Kind::object) {
    value.each([&](const json::Value& inner) { values += count(inner); });
  }
  return values;
}

}  // namespace

// Any body is a document within the limits or is refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size_bytes) {
  try {
    const json::Document document(std::string_view(reinterpret_cast<const char*>(data), size_bytes));
    if (count(document.root()) > json::Document::values_max) __builtin_trap();
  } catch (const Failure&) {
  }
  return 0;
}
