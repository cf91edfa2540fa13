// `stafette serve` in a process of its own, and what the kernel says that it costs.
#pragma once
#include <tests/bench/support/load.hpp>
#include <tests/support/raw_client.hpp>

#include <filesystem>
#include <optional>
#include <string_view>

namespace bench {

struct Memory {
  double resident_mb = 0;  // with pages of mapped files
  double own_mb = 0;       // without
};
Memory memory_of(pid_t);
// Of the threads with that name (at most 15 letters), running ones only; of all with an empty name.
double thread_cpu_seconds(pid_t, std::string_view name);

struct Stopwatch {
  Stopwatch();
  double ms() const;
  double started_s;
};

class Server {
 public:
  // Returns when /readyz says 200. `syncs` is a file in which every fsync and fdatasync is counted.
  explicit Server(const std::filesystem::path& data, const std::filesystem::path& syncs = {});
  ~Server();
  Server(const Server&) = delete;

  double ready_ms() const { return ready_ms_; }
  pid_t pid() const { return pid_; }
  unsigned short port() const { return port_; }
  // A sample of /metrics, without the prefix of its name.
  double metric(std::string_view name);
  // GET by that token over one keep-alive connection; std::runtime_error unless 200.
  RawAnswer get(const std::string& path, const std::string& token);

 private:
  pid_t pid_ = 0;
  unsigned short port_ = 0;
  double ready_ms_ = 0;
  std::optional<RawClient> connection_;
};

std::string get_request(const std::string& path, const std::string& token);

}  // namespace bench
