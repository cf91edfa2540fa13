// What the transport costs per request, beside a bare Beast server that writes the same prepared bytes and, where it is
// installed, nginx with the same body as a file: bench_http [body bytes] [seconds per server]. The servers run as
// child processes and are loaded in turns, because other work on the machine would favour whichever ran in a quiet
// time.
#include <fmt/format.h>
#include <unistd.h>
#include <server/http/server.hpp>
#include <tests/bench/support/servers.hpp>

#include <charconv>
#include <vector>

namespace {

using bench::Subject;

class PageHandler final : public http::Handler {
 public:
  explicit PageHandler(std::size_t bytes) : page_(std::make_shared<const std::string>(bytes, 'x')) {}
  void handle(http::Request, http::Respond respond) override {
    http::Response response;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "private, no-cache"}};
    response.body = page_;
    respond(std::move(response));
  }
  std::unique_ptr<http::BodySink> open_sink(const http::Request&, std::uint64_t&) override { return nullptr; }

 private:
  http::SharedBody page_;
};

class NoLive final : public http::LiveHandler {
 public:
  bool claims(std::string_view) const override { return false; }
  std::optional<http::Response> admit(const http::Request&) override { return {}; }
  std::unique_ptr<http::LiveSession> open(const http::Request&, std::shared_ptr<http::LiveSocket>) override {
    return nullptr;
  }
};

void serve_ours(int pipe, std::size_t body_bytes) {
  PageHandler handler(body_bytes);
  NoLive live;
  http::Options options;
  options.port = 0;
  http::Server server(options, handler, live);
  server.start();
  bench::announce(pipe, server.port());
  for (;;) ::pause();
}

std::size_t argument(int argc, char** argv, int index, std::size_t otherwise) {
  if (index < argc) std::from_chars(argv[index], argv[index] + std::string_view(argv[index]).size(), otherwise);
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  auto body_bytes = argument(argc, argv, 1, 20 * 1024);
  auto seconds = argument(argc, argv, 2, 3);
  char folder_name[] = "/tmp/bench_http_XXXXXX";
  std::filesystem::path folder = ::mkdtemp(folder_name);

  std::vector<Subject> subjects;
  subjects.push_back(bench::child("stafette transport", [&](int pipe) { serve_ours(pipe, body_bytes); }));
  auto answer = bench::one_answer(subjects[0]);
  subjects.push_back(bench::bare_beast(answer));
  if (auto peer = bench::nginx(folder, std::string(body_bytes, 'x')); peer.port) subjects.push_back(peer);

  constexpr int turns = 6;
  for (int turn = 0; turn < turns; ++turn)
    for (auto& subject : subjects) bench::load(subject, std::chrono::milliseconds(seconds * 1000 / turns));

  auto& bare = subjects[1];
  fmt::print("{} bytes of body, {} connections, keep-alive\n", body_bytes, bench::connections);
  fmt::print("{:<20}{:>12}{:>16}{:>14}{:>14}\n", "server", "requests/s", "CPU us/request", "rate / bare", "CPU / bare");
  for (auto& subject : subjects) {
    fmt::print("{:<20}{:>12.0f}{:>16.2f}{:>14.2f}{:>14.2f}\n", subject.name, subject.rate(), subject.cpu_us(),
               subject.rate() / bare.rate(), subject.cpu_us() / bare.cpu_us());
    bench::stop(subject);
  }
  fmt::print("limits: CPU 15 us, rate 0.60 of bare Beast\n");
  std::filesystem::remove_all(folder);
}
