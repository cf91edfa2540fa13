#include <tests/tidy/support/source.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace tidy {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t read_bytes_max = 1024 * 1024;

bool is_skipped(const fs::directory_entry& entry) {
  static constexpr std::array<std::string_view, 6> folders{"build", "dist",         "node_modules",
                                                           "var",   "test-results", "playwright-report"};
  const std::string name = entry.path().filename().string();
  if (!entry.is_directory()) return name.ends_with(".log") || !entry.is_regular_file();
  // web/build holds scripts; only the build folder of the root is output.
  if (name == "build") return entry.path().parent_path().filename() != "web";
  if (name.starts_with('.')) return name != ".ci";
  return std::find(folders.begin(), folders.end(), name) != folders.end();
}

bool is_word_char(char c) {
  return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Length of the literal or comment that starts at `i`, or 0.
std::size_t comment_length(std::string_view text, std::size_t i) {
  if (text.substr(i, 2) == "//") return std::min(text.find('\n', i), text.size()) - i;
  if (text.substr(i, 2) != "/*") return 0;
  const auto end = text.find("*/", i + 2);
  return (end == text.npos ? text.size() : end + 2) - i;
}

std::size_t raw_string_length(std::string_view text, std::size_t i) {
  if (text.substr(i, 2) != "R\"" || (i > 0 && is_word_char(text[i - 1]))) return 0;
  const auto open = text.find('(', i);
  if (open == text.npos) return 0;
  const std::string close = ")" + std::string(text.substr(i + 2, open - i - 2)) + "\"";
  const auto end = text.find(close, open);
  return (end == text.npos ? text.size() : end + close.size()) - i;
}

std::size_t literal_length(std::string_view text, std::size_t i) {
  const char quote = text[i];
  if (quote != '"' && quote != '\'') return raw_string_length(text, i);
  if (quote == '\'' && i > 0 && is_word_char(text[i - 1])) return 0;  // 1'000
  for (auto k = i + 1; k < text.size(); ++k) {
    if (text[k] == '\\')
      ++k;
    else if (text[k] == quote || text[k] == '\n')
      return k + 1 - i;
  }
  return text.size() - i;
}

void blank(std::string& text, std::size_t from, std::size_t to) {
  for (auto i = from; i < to; ++i)
    if (text[i] != '\n') text[i] = ' ';
}

std::string blanked(std::string_view cpp, bool literals_too) {
  std::string out(cpp);
  for (std::size_t i = 0; i < cpp.size();) {
    if (const auto length = comment_length(cpp, i)) {
      blank(out, i, i + length);
      i += length;
    } else if (const auto length = literal_length(cpp, i)) {
      const std::size_t head = cpp[i] == 'R' ? 2 : 1;
      if (literals_too && length > head + 1) blank(out, i + head, i + length - 1);
      i += length;
    } else {
      ++i;
    }
  }
  return out;
}

}  // namespace

std::vector<Source> read_tree(const std::string& root) {
  std::vector<Source> sources;
  for (auto it = fs::recursive_directory_iterator(root); it != fs::recursive_directory_iterator(); ++it) {
    if (is_skipped(*it)) {
      it.disable_recursion_pending();
      continue;
    }
    if (it->is_directory()) continue;
    Source source{fs::relative(it->path(), root).generic_string(), {}};
    if (it->file_size() > read_bytes_max) {
      source.text.assign(read_bytes_max + 1, '\n');
    } else {
      std::ifstream file(it->path(), std::ios::binary);
      source.text.assign(std::istreambuf_iterator<char>(file), {});
    }
    sources.push_back(std::move(source));
  }
  std::sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return sources;
}

std::vector<std::string_view> lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

int line_at(std::string_view text, std::size_t offset) {
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
}

std::string without_comments(std::string_view cpp) {
  return blanked(cpp, false);
}
std::string code_only(std::string_view cpp) {
  return blanked(cpp, true);
}

bool is_cpp(const Source& source) {
  return source.path.ends_with(".cpp") || source.path.ends_with(".hpp");
}

bool in_any(std::string_view path, const std::vector<std::string_view>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(), [&](auto prefix) { return path.starts_with(prefix); });
}

std::vector<std::size_t> find_word(std::string_view text, std::string_view word) {
  std::vector<std::size_t> out;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool starts = at == 0 || !is_word_char(word.front()) || !is_word_char(text[at - 1]);
    const bool ends = end == text.size() || !is_word_char(word.back()) || !is_word_char(text[end]);
    if (starts && ends) out.push_back(at);
  }
  return out;
}

std::string_view included(std::string_view line) {
  constexpr std::string_view keyword = "#include ";
  if (!line.starts_with(keyword)) return {};
  line.remove_prefix(keyword.size());
  const auto end = line.find_first_of(">\"", 1);
  return end == line.npos ? std::string_view() : line.substr(1, end - 1);
}

}  // namespace tidy
