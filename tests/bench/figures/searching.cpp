#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>
#include <tests/bench/support/process.hpp>

#include <algorithm>

namespace bench {
namespace {

constexpr int rounds_each = 10;

// Rare and common words, several of them, phrases and beginnings; percent-encoded.
const std::vector<std::string> queries{"Bienenseuchen",
                                       "Schornsteinfegergesetz",
                                       "Hebammenhilfe",
                                       "Strandgut",
                                       "Verj%C3%A4hrung",
                                       "Mietvertrag",
                                       "Datenschutz",
                                       "Bu%C3%9Fgeld",
                                       "Erbschaft",
                                       "gesetz",
                                       "der",
                                       "verordnung",
                                       "absatz",
                                       "die",
                                       "und",
                                       "artikel",
                                       "gesetz+verordnung",
                                       "absatz+satz+nummer",
                                       "bundesministerium+verordnung",
                                       "bgb+verj%C3%A4hrung",
                                       "grundgesetz+w%C3%BCrde",
                                       "abgabenordnung+frist",
                                       "%22des+Bundesministeriums%22",
                                       "%22in+der+Fassung+der+Bekanntmachung%22",
                                       "verw*",
                                       "steuer*",
                                       "bund*",
                                       "gese*",
                                       "miete+OR+pacht"};

}  // namespace

void searching(Table& table, const Run& run) {
  Server server(run.data);
  // Limits hold for the server's CPU time; the clock stands beside it, because others share the machine.
  struct Times {
    std::vector<double> cpu_ms, clock_ms;
  };
  auto ask = [&](const std::string& query, Times& times) {
    auto cpu_before = thread_cpu_seconds(server.pid(), "");
    Stopwatch since;
    server.get("/api/search?limit=20&q=" + query, run.seeded.token);
    times.clock_ms.push_back(since.ms());
    times.cpu_ms.push_back((thread_cpu_seconds(server.pid(), "") - cpu_before) * 1000);
  };
  Times first, all, common;
  for (auto& query : queries) ask(query, first);
  for (int round = 0; round < rounds_each; ++round)
    for (auto& query : queries) ask(query, all);
  for (int round = 0; round < rounds_each * 5; ++round) ask("gesetz", common);
  table.add("search, 20 snippets for \"gesetz\", server CPU", median(common.cpu_ms), "ms", at_most(20),
            fmt::format("by the clock {:.1f} ms", median(common.clock_ms)));
  auto slowest = std::size_t(std::max_element(all.cpu_ms.begin(), all.cpu_ms.end()) - all.cpu_ms.begin());
  table.add(fmt::format("search, p99 over {} queries, server CPU", queries.size()), percentile(all.cpu_ms, 0.99), "ms",
            at_most(10),
            fmt::format("p50 {:.2f} ms; by the clock p50 {:.2f}, p99 {:.1f} ms; slowest {}", median(all.cpu_ms),
                        median(all.clock_ms), percentile(all.clock_ms, 0.99), queries[slowest % queries.size()]));
}

}  // namespace bench
