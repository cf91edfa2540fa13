#include <fmt/format.h>
#include <tests/bench/figures/figures.hpp>
#include <tests/bench/support/process.hpp>
#include <tests/bench/support/servers.hpp>

namespace bench {
namespace {

constexpr std::chrono::milliseconds round_time{1000};

struct Measured {
  Subject subject;
  std::vector<double> rates, cpu_us;

  void measure() {
    auto round = subject;
    load(round, round_time);
    rates.push_back(round.rate());
    cpu_us.push_back(round.cpu_us());
  }
  std::string text() const {
    return fmt::format("{} {:.0f}/s, {:.1f} µs", subject.name, median(rates), median(cpu_us));
  }
};

}  // namespace

// The three are loaded in turns: other work on the machine would favour whichever ran in a quiet time.
void viewing(Table& table, const Run& run) {
  Server server(run.data);
  Measured ours;
  ours.subject.name = "ours";
  ours.subject.pid = server.pid();
  ours.subject.port = server.port();
  ours.subject.request = get_request("/api/pages/" + std::to_string(run.seeded.viewed), run.seeded.token);
  auto answer = one_answer(ours.subject);
  if (!answer.starts_with("HTTP/1.1 200")) throw std::runtime_error("no page: " + answer);
  auto body = answer.substr(answer.find("\r\n\r\n") + 4);
  Measured bare{bare_beast(answer), {}, {}}, peer{nginx(run.folder, body), {}, {}};
  bare.subject.request = ours.subject.request;
  peer.subject.request = get_request("/page", run.seeded.token);
  for (int round = 0; round < run.rounds; ++round) {
    ours.measure();
    bare.measure();
    if (peer.subject.port) peer.measure();
  }
  auto beside = fmt::format("{}, {} connections", bare.text(), connections);
  if (peer.subject.port) beside += "; " + peer.text();
  table.add("page view, server CPU", median(ours.cpu_us), "µs", at_most(15),
            fmt::format("{} bytes with headers, {:.0f}/s", answer.size(), median(ours.rates)));
  table.add("page view, rate / bare Beast", median(ours.rates) / median(bare.rates), "", at_least(0.6), beside);
  table.add("page view, CPU / bare Beast", median(ours.cpu_us) / median(bare.cpu_us), "");
  stop(bare.subject);
  if (peer.subject.port) stop(peer.subject);
}

}  // namespace bench
