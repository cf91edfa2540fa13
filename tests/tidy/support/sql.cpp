#include <tests/tidy/support/rules.hpp>

namespace tidy {
namespace {

struct Construct {
  std::string_view word;
  std::string_view instead;
};

constexpr Construct sqlite_only[]{
    {"AUTOINCREMENT", "INTEGER PRIMARY KEY; ids come from tx.next_id()"},
    {"INSERT OR REPLACE", "INSERT … ON CONFLICT … DO UPDATE"},
    {"INSERT OR IGNORE", "INSERT … ON CONFLICT DO NOTHING"},
    {"strftime", "an INTEGER of milliseconds"},
    {"datetime", "an INTEGER of milliseconds"},
    {"CURRENT_TIMESTAMP", "tx.now()"},
    {"GLOB", "LIKE, or a comparison of prefixes"},
    {"VARCHAR", "TEXT"},
    {"BOOLEAN", "INTEGER with a CHECK"},
};

// SQL comments say what they want.
std::string statements(std::string_view sql) {
  std::string out;
  for (auto line : lines(sql)) {
    out += line.substr(0, line.find("--"));
    out += '\n';
  }
  return out;
}

bool is_portable_place(std::string_view path) {
  if (path.starts_with("storage/migrations/")) return true;
  return path.ends_with(".cpp") && !path.starts_with("tests/") && !path.starts_with("storage/sqlite/") &&
         !path.starts_with("search/");
}

}  // namespace

Findings portable_sql(const Source& source) {
  Findings findings;
  if (!is_portable_place(source.path)) return findings;
  const bool migration = source.path.ends_with(".sql");
  const std::string text = migration ? statements(source.text) : without_comments(source.text);
  for (const auto& [word, instead] : sqlite_only) {
    for (auto at : find_word(text, word)) {
      findings.push_back(
          {source.path, line_at(text, at), "instead of " + std::string(word) + ": " + std::string(instead)});
    }
  }
  if (!migration) return findings;
  for (auto at : find_word(text, "CREATE TABLE")) {
    const auto end = text.find(';', at);
    if (end == std::string::npos || text.substr(at, end - at).find("STRICT") == std::string::npos) {
      findings.push_back({source.path, line_at(text, at), "end the table with STRICT"});
    }
  }
  return findings;
}

}  // namespace tidy
