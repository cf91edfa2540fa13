#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <tests/bench/support/process.hpp>
#include <tests/bench/support/servers.hpp>

#include <fstream>
#include <stdexcept>

namespace bench {
namespace {

constexpr double ready_limit_ms = 30'000;

double now_s() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

void become_server(const std::filesystem::path& data, unsigned short port, const std::filesystem::path& syncs) {
  int nowhere = ::open("/dev/null", O_WRONLY);
  ::dup2(nowhere, STDERR_FILENO);
  if (!syncs.empty()) {
    ::setenv("LD_PRELOAD", STAFETTE_SYNC_COUNTER, 1);
    ::setenv("STAFETTE_SYNCS", syncs.c_str(), 1);
  }
  auto listen = "127.0.0.1:" + std::to_string(port);
  ::execl(STAFETTE_BINARY, "stafette", "serve", "--data", data.c_str(), "--listen", listen.c_str(),
          static_cast<char*>(nullptr));
  std::_Exit(127);
}

}  // namespace

Stopwatch::Stopwatch() : started_s(now_s()) {}
double Stopwatch::ms() const {
  return (now_s() - started_s) * 1000;
}

Memory memory_of(pid_t pid) {
  std::ifstream status("/proc/" + std::to_string(pid) + "/status");
  Memory memory;
  for (std::string label; status >> label;) {
    double kb = 0;
    if (label == "VmRSS:" && status >> kb) memory.resident_mb = kb / 1024;
    if (label == "RssAnon:" && status >> kb) memory.own_mb = kb / 1024;
  }
  return memory;
}

double thread_cpu_seconds(pid_t pid, std::string_view name) {
  double total_ns = 0;
  for (auto& task : std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
    std::string comm;
    std::ifstream(task.path() / "comm") >> comm;
    double ns = 0;
    if (name.empty() || comm == name) std::ifstream(task.path() / "schedstat") >> ns;
    total_ns += ns;
  }
  return total_ns / 1e9;
}

Server::Server(const std::filesystem::path& data, const std::filesystem::path& syncs) : port_(free_port()) {
  Stopwatch since;
  pid_ = ::fork();
  if (pid_ == 0) become_server(data, port_, syncs);
  while (true) {
    try {
      RawClient client(port_);
      if (client.exchange("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200) break;
    } catch (const std::runtime_error&) {
      // Not listening yet.
    }
    if (since.ms() > ready_limit_ms) throw std::runtime_error("the server does not get ready");
    ::poll(nullptr, 0, 1);  // the server tells only systemd when it is ready
  }
  ready_ms_ = since.ms();
}

Server::~Server() {
  connection_.reset();
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

std::string get_request(const std::string& path, const std::string& token) {
  return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer " + token +
         "\r\n\r\n";
}

RawAnswer Server::get(const std::string& path, const std::string& token) {
  if (!connection_) connection_.emplace(port_);
  auto answer = connection_->exchange(get_request(path, token));
  if (answer.status != 200) throw std::runtime_error(path + " answers " + std::to_string(answer.status) + answer.body);
  return answer;
}

double Server::metric(std::string_view name) {
  auto text = get("/metrics", "none").body;
  auto at = text.find("\nstafette_" + std::string(name) + " ");
  if (at == text.npos) throw std::runtime_error("no metric " + std::string(name));
  return std::stod(text.substr(text.find(' ', at) + 1));
}

}  // namespace bench
