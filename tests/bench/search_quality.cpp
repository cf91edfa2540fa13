// How good the search is: asks judged queries of ours and of the engines it is compared with, over the same pages, and
// prints one table a measure, kinds of queries downwards, engines across.
#include <fmt/format.h>
#include <tests/bench/quality/content.hpp>
#include <tests/bench/quality/judged.hpp>

#include <algorithm>
#include <cstring>
#include <exception>
#include <map>

namespace {

using namespace quality;

struct Column {
  std::string name;
  std::vector<Score> scores;  // by query
};

struct Measure {
  const char* name;
  double Score::*value;
};

constexpr Measure reciprocal_rank{"MRR@10", &Score::reciprocal_rank};
constexpr Measure measures[]{
    {"success@1", &Score::success_1}, {"success@3", &Score::success_3}, reciprocal_rank, {"nDCG@10", &Score::gain}};
// Of "compound" queries every page is judged that has the word, on its own or as a part.
constexpr Measure compound_measures[]{{"recall of compounds", &Score::recall},
                                      {"precision@5 of compounds", &Score::precision}};

using Kinds = std::map<std::string, std::vector<std::size_t>>;  // indexes of their queries

double mean(const Column& column, const std::vector<std::size_t>& queries, double Score::*value) {
  double sum = 0;
  for (auto query : queries) sum += column.scores[query].*value;
  return sum / double(queries.size());
}

void print_row(const std::string& name, const std::vector<std::size_t>& queries, const std::vector<Column>& columns,
               double Score::*value) {
  fmt::print("{:<26}{:>4}", name, queries.size());
  for (auto& column : columns) fmt::print("{:>19.3f}", mean(column, queries, value));
  fmt::print("\n");
}

void print_header(const char* name, const std::vector<Column>& columns) {
  fmt::print("\n{:<26}{:>4}", name, "");
  for (auto& column : columns) fmt::print("{:>19}", column.name);
  fmt::print("\n");
}

void print_misses(const std::vector<Query>& queries, Engine& ours) {
  fmt::print("\nnone of the wanted pages among the first three:\n");
  for (auto& query : queries) {
    auto hits = ours.search(query.text);
    if (score(query, hits).success_3 > 0) continue;
    fmt::print("{:<13}{}\n", query.kind, query.text);
    for (std::size_t rank = 0; rank < std::min<std::size_t>(3, hits.size()); ++rank)
      fmt::print("{:<15}{} {}\n", "", hits[rank].page, hits[rank].heading);
  }
}

void compare(const std::vector<Column>& columns) {
  auto values = [](const Column& column) {
    std::vector<double> out;
    for (auto& score : column.scores) out.push_back(score.*reciprocal_rank.value);
    return out;
  };
  auto ours = values(columns.front());
  const Column* best = nullptr;
  double best_lead = 0;
  for (auto& column : columns) {
    if (&column == &columns.front()) continue;
    auto lead = difference(ours, values(column)).mean;
    if (!best || lead < best_lead) best = &column, best_lead = lead;
  }
  auto lead = difference(ours, values(*best));
  fmt::print("\n{} of ours minus {}: {:+.3f}, with 95 % certainty between {:+.3f} and {:+.3f}\n", reciprocal_rank.name,
             best->name, lead.mean, lead.low, lead.high);
}

void report(const std::vector<Query>& queries, const std::vector<Column>& columns, int right_sections, int sections) {
  Kinds kinds;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < queries.size(); ++i) kinds[queries[i].kind].push_back(i), all.push_back(i);
  for (auto& measure : measures) {
    print_header(measure.name, columns);
    for (auto& [kind, of_kind] : kinds) print_row(kind, of_kind, columns, measure.value);
    print_row("all", all, columns, measure.value);
  }
  if (auto compounds = kinds.find("compound"); compounds != kinds.end()) {
    print_header("", columns);
    for (auto& measure : compound_measures) print_row(measure.name, compounds->second, columns, measure.value);
  }
  if (sections) fmt::print("\nright section of the wanted page: {} of {}\n", right_sections, sections);
  compare(columns);
}

int run(const std::filesystem::path& folder, const std::filesystem::path& file, bool show_misses) {
  Content content(folder);
  auto pages = content.pages();
  auto queries = read_queries(file, pages);
  std::vector<std::unique_ptr<Engine>> engines;
  engines.push_back(content.ours());
  engines.push_back(fts5("FTS5 unicode61", "unicode61 remove_diacritics 2", pages));
  engines.push_back(fts5("FTS5 porter", "porter unicode61 remove_diacritics 2", pages));
  if (auto engine = postgresql(pages)) engines.push_back(std::move(engine));
  if (auto engine = xapian(pages)) engines.push_back(std::move(engine));

  std::vector<Column> columns;
  int right_sections = 0, sections = 0;
  for (auto& engine : engines) {
    Column column{engine->name(), {}};
    for (auto& query : queries) {
      auto hits = engine->search(query.text);
      column.scores.push_back(score(query, hits));
      if (engine != engines.front() || query.section.empty()) continue;
      ++sections;
      right_sections += right_section(query, hits);
    }
    columns.push_back(std::move(column));
  }
  fmt::print("{}: {} queries over {} pages\n", file.filename().string(), queries.size(), pages.size());
  report(queries, columns, right_sections, sections);
  if (show_misses) print_misses(queries, *engines.front());
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  bool show_misses = count == 4 && std::strcmp(arguments[3], "--misses") == 0;
  if (count != 3 && !show_misses) {
    fmt::print("search_quality <folder of Markdown or demo> <queries.tsv> [--misses]\n");
    return 1;
  }
  try {
    return run(arguments[1], arguments[2], show_misses);
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}
