#include <auth/guessing.hpp>
#include <base/text.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace auth {
namespace {

constexpr std::size_t unexplained_min = 4, word_min = 3, run_min = 3, short_number_max = 4;
constexpr std::string_view digits = "0123456789";
constexpr std::array<std::string_view, 8> rows = {"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertzuiop",
                                                  "qwertyuiop", "asdfghjkl", "yxcvbnm", "zxcvbnm", "1qay2wsx3edc4rfv"};

struct Words {
  Words() {
    auto rest = common_words;
    while (!rest.empty()) {
      auto end = std::min(rest.find(' '), rest.size());
      if (end) {
        known.insert(rest.substr(0, end));
        longest = std::max(longest, end);
      }
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  std::unordered_set<std::string_view> known;
  std::size_t longest = 0;
};

// Signs and spaces say little about a password; letters of other scripts stay as they are.
std::string letters_and_digits(std::string_view text) {
  std::string kept;
  for (unsigned char c : transliterated(text))
    if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += char(c);
  return kept;
}

// "p4$$w0rt" as meant. Only between letters, so that years stay years.
std::string without_disguise(std::string text) {
  constexpr std::string_view masks = "@4301$5!7", meant = "aaeoissit";
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    auto at = masks.find(text[i]);
    bool inside = i > 0 && digits.find(text[i - 1]) == digits.npos;
    if (at != masks.npos && inside) text[i] = meant[at];
  }
  return text;
}

// How much of the beginning is one character again and again, or a row of keys or of the alphabet, either way.
std::size_t run_at(std::string_view text) {
  auto length = std::min(text.find_first_not_of(text[0]), text.size());
  for (auto row : rows) {
    for (bool backwards : {false, true}) {
      std::string way(row);
      if (backwards) std::reverse(way.begin(), way.end());
      auto from = way.find(text[0]);
      if (from == way.npos) continue;
      auto same = std::mismatch(text.begin(), text.end(), way.begin() + std::ptrdiff_t(from), way.end()).first;
      length = std::max(length, std::size_t(same - text.begin()));
    }
  }
  return length >= run_min ? length : 0;
}

bool is_date(std::string_view number) {
  auto part = [&](std::size_t at) { return (number[at] - '0') * 10 + number[at + 1] - '0'; };
  auto day_and_month = [&](std::size_t day, std::size_t month) {
    return part(day) >= 1 && part(day) <= 31 && part(month) >= 1 && part(month) <= 12;
  };
  auto century = [&](std::size_t at) { return part(at) == 19 || part(at) == 20; };
  if (number.size() == 6) return day_and_month(0, 2) || day_and_month(4, 2);
  return number.size() == 8 && ((day_and_month(0, 2) && century(4)) || (day_and_month(6, 4) && century(0)));
}

// A year, a house number, a date: whatever people put behind a word.
std::size_t number_at(std::string_view text) {
  auto length = std::min(text.find_first_not_of(digits), text.size());
  return length <= short_number_max || is_date(text.substr(0, length)) ? length : 0;
}

std::size_t word_at(std::string_view text, const std::vector<std::string>& own) {
  static const Words words;
  std::size_t length = 0;
  for (auto& name : own)
    if (text.starts_with(name)) length = std::max(length, name.size());
  for (auto end = std::min(words.longest, text.size()); end > length && end >= word_min; --end)
    if (words.known.contains(text.substr(0, end))) length = end;
  return length;
}

// The parts of "a.schmidt-maier", and all of them together.
std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts{""};
  for (char c : transliterated(name)) {
    if (letters_and_digits({&c, 1}).empty()) parts.emplace_back();
    else parts.back() += c;
  }
  parts.push_back(letters_and_digits(name));
  std::erase_if(parts, [](auto& part) { return part.size() < word_min; });
  return parts;
}

// The fewest characters that words, numbers and rows do not cover, over all ways of cutting the text.
std::size_t unexplained(std::string_view text, const std::vector<std::string>& own) {
  std::vector<std::size_t> best(text.size() + 1, text.size());
  best[0] = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool continues = (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80;
    best[i + 1] = std::min(best[i + 1], best[i] + (continues ? 0 : 1));
    auto rest = text.substr(i);
    for (auto length : {word_at(rest, own), run_at(rest), number_at(rest)})
      if (length) best[i + length] = std::min(best[i + length], best[i]);
  }
  return best[text.size()];
}

}  // namespace

bool easily_guessed(std::string_view password, std::string_view name) {
  auto own = parts_of(name);
  auto plain = letters_and_digits(password);
  auto undisguised = letters_and_digits(without_disguise(transliterated(password)));
  std::set<char> different(plain.begin(), plain.end());
  return different.size() < unexplained_min || unexplained(plain, own) < unexplained_min ||
         unexplained(undisguised, own) < unexplained_min;
}

}  // namespace auth
