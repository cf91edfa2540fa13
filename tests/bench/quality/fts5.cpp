#include <fmt/format.h>
#include <storage/sqlite/connection.hpp>
#include <tests/bench/quality/engine.hpp>
#include <tests/support/temporary_folder.hpp>

#include <algorithm>
#include <unordered_set>

namespace quality {
namespace {

bool has_letters(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](unsigned char c) { return c > 127 || std::isalnum(c); });
}

// "phrases", words and beginnings* as FTS5 quotes them.
std::vector<std::string> terms(std::string_view query) {
  std::vector<std::string> out;
  while (!query.empty()) {
    bool phrase = query.starts_with('"');
    if (phrase) query.remove_prefix(1);
    auto end = std::min(query.size(), query.find(phrase ? '"' : ' '));
    auto word = query.substr(0, end);
    query.remove_prefix(std::min(query.size(), end + 1));
    if (!has_letters(word)) continue;
    bool prefix = word.ends_with('*');
    std::string quoted = "\"";
    for (char c : word)
      if (c != '"') quoted += c;
    out.push_back(quoted + (prefix ? "\"*" : "\""));
  }
  return out;
}

class Fts5 final : public Engine {
 public:
  Fts5(std::string name, std::string_view tokenizer, const Pages& pages)
      : name_(std::move(name)),
        connection_((folder_.path() / "fts5.db").string(), storage::Connection::Mode::read_write) {
    connection_.execute(fmt::format(
        "CREATE VIRTUAL TABLE page USING fts5(name UNINDEXED, title, path, text, tokenize='{}')", tokenizer));
    connection_.run("BEGIN");
    for (auto& page : pages) {
      auto& insert = connection_.prepare("INSERT INTO page VALUES ($1, $2, $3, $4)");
      insert.bind_text(1, page.name);
      insert.bind_text(2, page.title);
      insert.bind_text(3, page.path);
      insert.bind_text(4, page.text);
      insert.step();
      insert.reset();
    }
    connection_.run("COMMIT");
  }

  std::string name() const override { return name_; }

  std::vector<Hit> search(const std::string& query) override {
    auto words = terms(query);
    if (words.empty()) return {};
    return filled(matches(fmt::format("{}", fmt::join(words, " AND "))),
                  matches(fmt::format("{}", fmt::join(words, " OR "))));
  }

 private:
  std::vector<Hit> matches(const std::string& expression) {
    auto& select = connection_.prepare(
        "SELECT name FROM page WHERE page MATCH $1 ORDER BY bm25(page, 0, 10, 5, 1), rowid LIMIT 50");
    select.bind_text(1, expression);
    std::vector<Hit> hits;
    while (select.step()) hits.push_back({std::string(select.text(0)), {}});
    select.reset();
    return hits;
  }

  std::string name_;
  TemporaryFolder folder_;
  storage::Connection connection_;
};

}  // namespace

std::unique_ptr<Engine> fts5(std::string name, std::string_view tokenizer, const Pages& pages) {
  return std::make_unique<Fts5>(std::move(name), tokenizer, pages);
}

std::vector<Hit> filled(std::vector<Hit> all, const std::vector<Hit>& any) {
  std::unordered_set<std::string> known;
  for (auto& hit : all) known.insert(hit.page);
  for (auto& hit : any)
    if (all.size() < hits_max && known.insert(hit.page).second) all.push_back(hit);
  return all;
}

}  // namespace quality
