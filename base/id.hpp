// A row's identity, typed by the noun it names. Ids are given out by the store (tx.next_id<T>()), ascend, are never
// used twice and are strings in JSON, because 64-bit integers do not survive JavaScript.
#pragma once
#include <charconv>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

template <class T>
struct Id {
  std::int64_t value = 0;  // 0 names nothing
  friend auto operator<=>(const Id&, const Id&) = default;
  explicit operator bool() const { return value != 0; }
  std::string str() const { return std::to_string(value); }
};

// Decimal digits only, 1 to 2^63-1, no sign, no leading zero; nullopt otherwise.
inline std::optional<std::int64_t> parse_id(std::string_view digits) {
  std::int64_t value = 0;
  auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < 1 || digits[0] == '0') return {};
  return value;
}

template <class T>
struct std::hash<Id<T>> {
  std::size_t operator()(Id<T> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
