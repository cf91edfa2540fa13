#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>
#include <tests/bench/support/process.hpp>
#include <tests/bench/support/replay.hpp>

#include <boost/json/parse.hpp>
#include <fstream>

namespace bench {
namespace {

constexpr std::chrono::milliseconds round_time{3000};
// A save of every page each; about as many as a round of the server makes, so that both end with tables as large.
constexpr int recorded_rounds = 256;

std::uint64_t count_in(const std::filesystem::path& file) {
  std::uint64_t count = 0;
  std::ifstream(file, std::ios::binary).read(reinterpret_cast<char*>(&count), sizeof count);
  return count;
}

std::vector<Saver> savers(Server& server, const Run& run) {
  std::vector<Saver> savers;
  for (auto page : run.seeded.saved) {
    auto path = fmt::format("/api/pages/{}/source", page);
    auto source = boost::json::parse(server.get(path, run.seeded.token).body);
    savers.push_back(
        {std::to_string(page), source.at("revision").as_string().c_str(), source.at("markdown").as_string().c_str()});
  }
  return savers;
}

// What the server's counters say of one round.
struct Costs {
  std::vector<double> cpu_us, writer_cpu_us, writer_wall_us, index_us, batch, syncs, rate;

  void measure(Server& server, std::vector<Saver>& savers, const Run& run, const std::filesystem::path& syncs_file,
               SaveCounts& total) {
    auto cpu = [&](std::string_view name) { return thread_cpu_seconds(server.pid(), name); };
    auto cpu_before = cpu(""), writer_before = cpu("writer"), index_before = cpu("index");
    auto busy_before = server.metric("writer_busy_seconds_total");
    auto writes_before = server.metric("writes_total"), commits_before = server.metric("commits_total");
    auto syncs_before = count_in(syncs_file);
    auto counts = save_all(savers, server.port(), run.seeded.token, round_time);
    auto saved = double(counts.saved);
    cpu_us.push_back((cpu("") - cpu_before) * 1e6 / saved);
    writer_cpu_us.push_back((cpu("writer") - writer_before) * 1e6 / saved);
    index_us.push_back((cpu("index") - index_before) * 1e6 / saved);
    writer_wall_us.push_back((server.metric("writer_busy_seconds_total") - busy_before) * 1e6 / saved);
    batch.push_back((server.metric("writes_total") - writes_before) /
                    (server.metric("commits_total") - commits_before));
    syncs.push_back(double(count_in(syncs_file) - syncs_before) / saved);
    rate.push_back(saved / counts.seconds);
    total.saved += counts.saved;
    total.refused += counts.refused;
    if (total.first_refusal.empty()) total.first_refusal = counts.first_refusal;
    total.ms.insert(total.ms.end(), counts.ms.begin(), counts.ms.end());
  }
};

}  // namespace

// The server and the bare statements begin every round with the same tables: larger ones cost both more.
void saving(Table& table, const Run& run) {
  auto syncs_file = run.folder / "syncs";
  auto copy = run.folder / "copy";
  auto database = run.folder / "replay.db";
  auto renewed = [&] {
    std::filesystem::remove_all(copy);
    std::filesystem::remove(run.data / "control.sock");  // of a server before; a socket cannot be copied
    std::filesystem::copy(run.data, copy, std::filesystem::copy_options::recursive);
  };
  Costs costs;
  SaveCounts total;
  std::vector<double> bare_cpu, bare_wall;
  renewed();
  auto pages = [&] {
    Server server(copy);
    return savers(server, run);
  }();
  auto recorded = record_saves(copy, run.seeded.token, pages, recorded_rounds);
  for (int round = 0; round < run.rounds; ++round) {
    for (auto* suffix : {"-wal", "-shm"}) std::filesystem::remove(database.string() + suffix);
    std::filesystem::copy_file(run.data / "stafette.db", database, std::filesystem::copy_options::overwrite_existing);
    auto cost = replay(database, recorded);
    bare_cpu.push_back(cost.cpu_us);
    bare_wall.push_back(cost.wall_us);
    renewed();
    Server server(copy, syncs_file);
    auto fresh = pages;
    costs.measure(server, fresh, run, syncs_file, total);
  }
  auto bare = median(bare_cpu);
  table.add("saves refused, 64 clients", double(total.refused), "", at_most(0),
            fmt::format("of {}; {:.0f}/s, p50 {:.1f} ms, p99 {:.1f} ms {}", total.saved, median(costs.rate),
                        median(total.ms), percentile(total.ms, 0.99), total.first_refusal));
  table.add("save, writer thread / bare statements (CPU)", median(costs.writer_cpu_us) / bare, "", at_most(1.25),
            fmt::format("{:.0f} µs and {:.0f} µs of {} statements", median(costs.writer_cpu_us), bare,
                        recorded.at(0).size()));
  table.add("save, writer thread / bare statements (time)", median(costs.writer_wall_us) / median(bare_wall), "", {},
            fmt::format("{:.0f} µs and {:.0f} µs with the sync and waiting for company", median(costs.writer_wall_us),
                        median(bare_wall)));
  table.add("save, mean batch", median(costs.batch), "", at_least(16));
  table.add("save, server CPU", median(costs.cpu_us), "µs", at_most(400),
            fmt::format("the index {:.0f} µs of it", median(costs.index_us)));
  table.add("save, fsyncs", median(costs.syncs), "", {}, fmt::format("{:.0f} saves a sync", 1 / median(costs.syncs)));
}

}  // namespace bench
