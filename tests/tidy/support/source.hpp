// What the tidy rules read: files of the source tree as text, and views of C++ text without what must not count.
// A rule is a pure function from sources to findings, so that its own test can hand it any sample.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tidy {

struct Source {
  std::string path;  // from the repository root, with '/'
  std::string text;
};

struct Finding {
  std::string path;
  int line;             // from 1; 0 means the whole file
  std::string message;  // names what to write instead
};
using Findings = std::vector<Finding>;

// Every file below `root` except what is built, downloaded or local (build, dist, node_modules, var, dot folders but
// .ci). Sorted by path. Text of files over 1 MiB is left out: no rule but size() reads it, and it wants only the size.
std::vector<Source> read_tree(const std::string& root);

std::vector<std::string_view> lines(std::string_view text);
int line_at(std::string_view text, std::size_t offset);

// Same length and lines; comments blanked. Literals stay.
std::string without_comments(std::string_view cpp);
// Same length and lines; comments and the insides of string and character literals blanked.
std::string code_only(std::string_view cpp);

bool is_cpp(const Source&);  // .cpp and .hpp
bool in_any(std::string_view path, const std::vector<std::string_view>& prefixes);
// Offsets where `word` stands alone, that is, not inside a longer identifier.
std::vector<std::size_t> find_word(std::string_view text, std::string_view word);
// "wiki/pages/page.hpp" from the line `#include <wiki/pages/page.hpp>`; empty for other lines. Also for "quoted" ones.
std::string_view included(std::string_view line);

}  // namespace tidy
