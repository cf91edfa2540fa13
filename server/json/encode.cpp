#include <server/json/encode.hpp>

#include <array>
#include <cmath>
#include <cstring>

namespace json {
namespace {

// What follows the backslash: 0 for "no escape needed", 'u' for a control without a short form.
constexpr auto escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 0x20; ++c) table[c] = 'u';
  table['"'] = '"';
  table['\\'] = '\\';
  table['\b'] = 'b';
  table['\f'] = 'f';
  table['\n'] = 'n';
  table['\r'] = 'r';
  table['\t'] = 't';
  return table;
}();

// Eight bytes at once: none of them a control, a quote or a backslash.
bool is_plain(const char* eight) {
  constexpr std::uint64_t ones = 0x0101010101010101, tops = 0x8080808080808080;
  std::uint64_t word;
  std::memcpy(&word, eight, sizeof word);
  auto quotes = word ^ (ones * '"'), backslashes = word ^ (ones * '\\');
  auto low = (word - ones * 0x20) | (quotes - ones) | (backslashes - ones);
  return !(low & ~word & tops);
}

}  // namespace

void write_string(std::string& out, std::string_view text) {
  constexpr char hex[] = "0123456789abcdef";
  out += '"';
  std::size_t plain = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    while (text.size() - i >= 8 && is_plain(text.data() + i)) i += 8;
    if (i == text.size()) break;
    auto c = static_cast<unsigned char>(text[i]);
    char escape = escapes[c];
    if (!escape) [[likely]] continue;
    out.append(text, plain, i - plain);
    plain = i + 1;
    out += '\\';
    out += escape;
    if (escape == 'u') out.append({'0', '0', hex[c >> 4], hex[c & 15]});
  }
  out.append(text, plain);
  out += '"';
}

void write_real(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char digits[32];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, std::size_t(end - digits));
}

void write_time(std::string& out, Time time) { write_string(out, rfc3339(time)); }

}  // namespace json
