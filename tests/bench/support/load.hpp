// A bounded load of GET requests on keep-alive connections from one thread, and what it cost the server's process.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace bench {

inline constexpr int connections = 64;

struct Subject {
  std::string name;
  pid_t pid = 0;
  unsigned short port = 0;
  std::string request = "GET /page HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n";
  std::uint64_t requests = 0;
  double seconds = 0;
  double cpu_seconds = 0;  // of the process and its children

  double rate() const { return static_cast<double>(requests) / seconds; }
  double cpu_us() const { return cpu_seconds * 1e6 / static_cast<double>(requests); }
};

// All bytes of one answer; waits for the server to listen.
std::string one_answer(const Subject&);
// A socket to 127.0.0.1; waits for the server to listen.
int connected(unsigned short port);
// User and system time of the process and its children.
double cpu_seconds_of(pid_t);

// Adds to the subject's numbers. std::runtime_error when a connection ends or an answer has another size.
void load(Subject&, std::chrono::milliseconds);

}  // namespace bench
