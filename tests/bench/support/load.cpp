#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <tests/bench/support/load.hpp>

#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <vector>

namespace bench {
namespace {

void ask(int fd, const std::string& request) {
  if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
    throw std::runtime_error("the server ended a connection");
}

std::size_t number_after(std::string_view text, std::string_view label) {
  std::size_t value = 0;
  auto at = text.find(label);
  if (at == text.npos) throw std::runtime_error("no content length");
  at += label.size();
  std::from_chars(text.data() + at, text.data() + text.size(), value);
  return value;
}

double cpu_of(pid_t pid) {
  std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
  std::string text((std::istreambuf_iterator<char>(stat)), {});
  std::istringstream fields(text.substr(text.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace

int connected(unsigned short port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  for (int attempt = 0; attempt < 200; ++attempt) {
    int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
    ::close(fd);
    ::poll(nullptr, 0, 10);  // nginx tells nobody when it listens
  }
  throw std::runtime_error("the server does not listen");
}

double cpu_seconds_of(pid_t pid) {
  double total = cpu_of(pid);
  std::ifstream children("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
  for (pid_t child; children >> child;) total += cpu_of(child);
  return total;
}

std::string one_answer(const Subject& subject) {
  int fd = connected(subject.port);
  ask(fd, subject.request);
  std::string all;
  std::size_t wanted = 0;
  while (wanted == 0 || all.size() < wanted) {
    char bytes[64 * 1024];
    auto got = ::recv(fd, bytes, sizeof bytes, 0);
    if (got <= 0) throw std::runtime_error("the server ended a connection");
    all.append(bytes, static_cast<std::size_t>(got));
    auto end = all.find("\r\n\r\n");
    if (end != all.npos) wanted = end + 4 + number_after(all, "Content-Length: ");
  }
  ::close(fd);
  return all;
}

void load(Subject& subject, std::chrono::milliseconds duration) {
  auto answer_bytes = one_answer(subject).size();
  int poll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<int> sockets(connections);
  std::vector<std::size_t> missing_bytes(connections, answer_bytes);
  for (int i = 0; i < connections; ++i) {
    sockets[i] = connected(subject.port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u32 = static_cast<std::uint32_t>(i);
    ::epoll_ctl(poll, EPOLL_CTL_ADD, sockets[i], &event);
  }
  auto cpu_before = cpu_seconds_of(subject.pid);
  auto start = std::chrono::steady_clock::now();
  for (int fd : sockets) ask(fd, subject.request);
  std::vector<char> bytes(256 * 1024);
  while (std::chrono::steady_clock::now() - start < duration) {
    epoll_event ready[connections];
    int count = ::epoll_wait(poll, ready, connections, 100);
    for (int i = 0; i < count; ++i) {
      auto which = ready[i].data.u32;
      auto got = ::recv(sockets[which], bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (got <= 0 || static_cast<std::size_t>(got) > missing_bytes[which])
        throw std::runtime_error(subject.name + ": an answer is broken");
      missing_bytes[which] -= static_cast<std::size_t>(got);
      if (missing_bytes[which] != 0) continue;
      ++subject.requests;
      missing_bytes[which] = answer_bytes;
      ask(sockets[which], subject.request);
    }
  }
  subject.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  subject.cpu_seconds += cpu_seconds_of(subject.pid) - cpu_before;
  for (int fd : sockets) ::close(fd);
  ::close(poll);
}

}  // namespace bench
