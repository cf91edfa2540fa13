#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>
#include <tests/bench/support/process.hpp>

#include <cctype>

namespace bench {
namespace {

constexpr const char* civil_code = "b/bgb";
constexpr int warm_rounds = 20;

struct Opened {
  double first_ms = 0, then_ms = 0, cpu_ms = 0;
  std::size_t bytes = 0;
};

Opened open(Server& server, const std::string& path, const std::string& token) {
  Opened opened;
  Stopwatch first;
  opened.bytes = server.get(path, token).body.size();
  opened.first_ms = first.ms();
  auto cpu_before = thread_cpu_seconds(server.pid(), "");
  std::vector<double> then;
  for (int round = 0; round < warm_rounds; ++round) {
    Stopwatch since;
    server.get(path, token);
    then.push_back(since.ms());
  }
  opened.then_ms = median(then);
  opened.cpu_ms = (thread_cpu_seconds(server.pid(), "") - cpu_before) * 1000 / warm_rounds;
  return opened;
}

}  // namespace

void opening(Table& table, const Run& run) {
  std::vector<double> ready;
  for (int round = 0; round < run.rounds; ++round) ready.push_back(Server(run.data).ready_ms());
  Server server(run.data);
  auto idle = memory_of(server.pid());
  table.add("start to ready, full corpus", median(ready), "ms", at_most(300),
            fmt::format("slowest of {}: {:.0f} ms", run.rounds, percentile(ready, 1)));
  table.add("memory, idle", idle.resident_mb, "MB", at_most(60),
            fmt::format("{:.1f} MB without mapped files", idle.own_mb));

  auto& token = run.seeded.token;
  auto found = server.get(fmt::format("/api/spaces/{}/pages?path={}", law_space, civil_code), token).body;
  std::string id;
  for (char c : found)
    if (std::isdigit(static_cast<unsigned char>(c))) id += c;
  auto code = open(server, "/api/pages/" + id, token);
  table.add("Civil Code, first view", code.first_ms, "ms", at_most(500),
            fmt::format("{:.2f} MB", double(code.bytes) / 1e6));
  table.add("Civil Code, then", code.then_ms, "ms", {}, fmt::format("server CPU {:.2f} ms", code.cpu_ms));
  auto source = open(server, "/api/pages/" + id + "/source", token);
  table.add("Civil Code, text to edit", source.then_ms, "ms", {}, fmt::format("{:.2f} MB", double(source.bytes) / 1e6));
  auto tree = open(server, fmt::format("/api/spaces/{}/tree", law_space), token);
  table.add("tree of all pages, server CPU", tree.cpu_ms, "ms", at_most(50),
            fmt::format("by the clock {:.1f} ms, first {:.1f} ms, {:.2f} MB", tree.then_ms, tree.first_ms,
                        double(tree.bytes) / 1e6));
}

}  // namespace bench
