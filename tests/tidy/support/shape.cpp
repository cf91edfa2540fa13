#include <tests/tidy/support/rules.hpp>

#include <algorithm>
#include <array>

namespace tidy {
namespace {

constexpr int columns_max = 120;
constexpr int file_lines_max = 500;
constexpr int function_lines_max = 70;
constexpr std::size_t file_bytes_max = 1024 * 1024;

bool is_program(std::string_view path) {
  static constexpr std::array<std::string_view, 6> endings{".cpp", ".hpp", ".ts", ".mjs", ".css", ".sql"};
  return std::any_of(endings.begin(), endings.end(), [&](auto ending) { return path.ends_with(ending); });
}

// clang-format breaks C++; templates of the client break where their HTML does, rows of test tables do not break.
bool has_columns(std::string_view path) {
  if (path.starts_with("tests/")) return false;
  return path.ends_with(".cpp") || path.ends_with(".hpp") || path.ends_with(".sql");
}

// Code points, not bytes: umlauts count once.
int columns(std::string_view line) {
  return static_cast<int>(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Whether the text between the last ; { or } and an opening brace announces a function body.
bool announces_function(std::string_view head) {
  const auto paren = head.find('(');
  if (paren == head.npos) return false;
  for (std::string_view word : {"namespace", "struct", "class", "enum", "if", "for", "while", "switch", "catch"}) {
    const auto found = find_word(head, word);
    if (!found.empty() && found.front() < paren) return false;
  }
  const auto equals = head.find('=');
  return equals == head.npos || equals > paren || head.find("operator") != head.npos;
}

}  // namespace

Findings shape(const Source& source) {
  Findings findings;
  if (!is_program(source.path)) return findings;
  const auto all = lines(source.text);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto number = static_cast<int>(i) + 1;
    if (has_columns(source.path) && columns(all[i]) > columns_max)
      findings.push_back({source.path, number, "break the line: more than 120 columns"});
    if (all[i].ends_with(' ') || all[i].ends_with('\r')) {
      findings.push_back({source.path, number, "no blanks and no carriage return at the end of a line"});
    }
  }
  bool generated = source.path == "storage/schema.sql";  // grows with the migrations
  if (static_cast<int>(all.size()) > file_lines_max && !generated) {
    findings.push_back({source.path, 0, "split the file by noun: more than 500 lines"});
  }
  return findings;
}

// A test case is a list of cases, so only functions of the product are measured.
Findings function_lengths(const Source& source) {
  Findings findings;
  if (!is_cpp(source) || source.path.starts_with("tests/")) return findings;
  const std::string code = code_only(source.text);
  int depth = 0;
  int body_depth = -1;
  std::size_t head = 0;
  int first_line = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '{') {
      if (body_depth < 0 && announces_function(std::string_view(code).substr(head, i - head))) {
        body_depth = depth;
        first_line = line_at(code, i);
      }
      ++depth;
    }
    if (c == '}' && --depth == body_depth) {
      body_depth = -1;
      const int length = line_at(code, i) - first_line + 1;
      if (length > function_lines_max) {
        findings.push_back(
            {source.path, first_line, "split the function: " + std::to_string(length) + " lines, 70 at most"});
      }
    }
    if (c == ';' || c == '{' || c == '}') head = i + 1;
  }
  return findings;
}

Findings size(const Source& source) {
  if (source.text.size() <= file_bytes_max) return {};
  return {{source.path, 0, "over 1 MiB: generate it in the build or keep it outside the repository"}};
}

}  // namespace tidy
