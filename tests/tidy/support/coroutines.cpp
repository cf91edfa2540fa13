#include <tests/tidy/support/rules.hpp>

#include <algorithm>

// GCC 12 destroys temporaries of an expression with co_await twice when they come from a braced initialiser, a
// capturing lambda or a ternary. The scan takes each co_await, finds the statement around it and looks for the three.
namespace tidy {
namespace {

enum class Brace { block, lambda, initialiser };

bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}
bool is_name(char c) {
  return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

// Offset after the last character before `at` that is no space.
std::size_t trimmed(std::string_view code, std::size_t at) {
  while (at > 0 && is_space(code[at - 1])) --at;
  return at;
}

// Offset of the bracket that closes at `close`.
std::size_t opening(std::string_view code, std::size_t close) {
  const char shut = code[close];
  const char open = shut == ')' ? '(' : shut == ']' ? '[' : '{';
  int depth = 0;
  for (auto i = close + 1; i-- > 0;) {
    if (code[i] == shut) ++depth;
    if (code[i] == open && --depth == 0) return i;
  }
  return 0;
}

std::string_view word_before(std::string_view code, std::size_t end) {
  auto from = end;
  while (from > 0 && is_name(code[from - 1])) --from;
  return code.substr(from, end - from);
}

// What the brace at `at` opens, by what stands before it.
Brace kind(std::string_view code, std::size_t at) {
  auto end = trimmed(code, at);
  const auto arrow = code.substr(0, end).rfind("->");
  const auto paren = code.substr(0, end).rfind(')');
  if (arrow != code.npos && paren != code.npos && arrow > paren &&
      code.substr(arrow, end - arrow).find_first_of(";{}=") == code.npos) {
    end = paren + 1;  // a trailing return type
  }
  static constexpr std::string_view suffixes[]{"mutable", "noexcept", "const", "override", "final"};
  for (auto word = word_before(code, end);
       std::find(std::begin(suffixes), std::end(suffixes), word) != std::end(suffixes); word = word_before(code, end)) {
    end = trimmed(code, end - word.size());
  }
  if (end == 0) return Brace::block;
  const char before = code[end - 1];
  if (before == ']') {
    const auto open = trimmed(code, opening(code, end - 1));
    const bool subscript = open > 0 && (is_name(code[open - 1]) || code[open - 1] == ')' || code[open - 1] == ']');
    return subscript ? Brace::initialiser : Brace::lambda;
  }
  if (before == ')') {
    const auto open = trimmed(code, opening(code, end - 1));
    return open > 0 && code[open - 1] == ']' ? Brace::lambda : Brace::block;
  }
  if (before == ';' || before == '{' || before == '}' || before == ':') return Brace::block;
  const auto word = word_before(code, end);
  if (word == "else" || word == "do" || word == "try") return Brace::block;
  const auto statement = code.find_last_of(";{}", end - 1);
  const auto head =
      code.substr(statement == code.npos ? 0 : statement + 1, end - (statement == code.npos ? 0 : statement + 1));
  for (std::string_view keyword : {"namespace", "struct", "class", "enum"})
    if (!find_word(head, keyword).empty() && head.find('(') == head.npos) return Brace::block;
  return Brace::initialiser;
}

std::size_t statement_start(std::string_view code, std::size_t at) {
  while (at > 0) {
    const char c = code[at - 1];
    if (c == ';') return at;
    if (c == '{' && kind(code, at - 1) != Brace::initialiser) return at;
    if (c == '}') {
      const auto open = opening(code, at - 1);
      if (kind(code, open) == Brace::block) return at;
      at = open;
    } else {
      --at;
    }
  }
  return 0;
}

bool captures(std::string_view code, std::size_t at) {
  const auto before = trimmed(code, at);
  if (before > 0 && (is_name(code[before - 1]) || code[before - 1] == ')' || code[before - 1] == ']')) {
    const auto word = word_before(code, before);
    if (word != "return" && word != "co_return" && word != "co_await") return false;  // subscript, structured binding
  }
  if (before > 0 && code[before - 1] == '&' &&
      word_before(code, trimmed(code, code.find_last_not_of("& ", before - 1) + 1)) == "auto") {
    return false;
  }
  if (code.substr(at, 2) == "[[" || (at > 0 && code[at - 1] == '[')) return false;
  const auto close = code.find(']', at);
  return close != code.npos && trimmed(code, close) > at + 1;
}

// The fault in the statement from `from` that contains a co_await, or empty.
std::string_view fault(std::string_view code, std::size_t from) {
  int parens = 0;
  for (auto i = from; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '(') ++parens;
    if (c == ')') --parens;
    if (c == ';') return {};
    if (c == '[' && captures(code, i)) return "name the capturing lambda before the expression with co_await";
    if (c == '?') return "use if and else: no ternary in an expression with co_await";
    if (c == '}') return {};
    if (c == '{') {
      if (kind(code, i) == Brace::initialiser) return "name the braced value before the expression with co_await";
      return {};
    }
  }
  return {};
}

}  // namespace

Findings coroutine_temporaries(const Source& source) {
  Findings findings;
  if (!is_cpp(source)) return findings;
  const std::string code = code_only(source.text);
  std::size_t last = std::string::npos;
  for (auto at : find_word(code, "co_await")) {
    const auto start = statement_start(code, at);
    if (start == last) continue;
    last = start;
    const auto message = fault(code, start);
    if (!message.empty())
      findings.push_back({source.path, line_at(code, at), std::string(message) + " (GCC 12 destroys it twice)"});
  }
  return findings;
}

}  // namespace tidy
