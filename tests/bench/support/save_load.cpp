#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <tests/bench/support/load.hpp>
#include <tests/bench/support/process.hpp>
#include <tests/bench/support/save_load.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <stdexcept>

namespace bench {
namespace {

struct Connection {
  int fd = -1;
  std::string received;
  int saves = 0;
  double asked_ms = 0;
};

std::string member(std::string_view json, std::string_view name) {
  auto label = "\"" + std::string(name) + "\":\"";
  auto at = json.find(label);
  if (at == json.npos) return {};
  auto from = at + label.size();
  return std::string(json.substr(from, json.find('"', from) - from));
}

void ask(Connection& connection, Saver& saver, const std::string& token) {
  // One word of the text is another in each save.
  auto mark = saver.text.rfind("\nStand ");
  saver.text.resize(mark == saver.text.npos ? saver.text.size() : mark);
  saver.text += "\nStand " + std::to_string(100000 + connection.saves++) + "\n";
  auto body = "{\"base_revision\":\"" + saver.revision +
              "\",\"markdown\":" + boost::json::serialize(boost::json::string(saver.text)) + "}";
  auto request = "PUT /api/pages/" + saver.page + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token +
                 "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
                 body;
  if (::send(connection.fd, request.data(), request.size(), MSG_NOSIGNAL) != ssize_t(request.size()))
    throw std::runtime_error("the server ended a connection");
}

// The length of the whole answer; 0 when it is not complete.
std::size_t complete(const std::string& received) {
  auto end = received.find("\r\n\r\n");
  if (end == received.npos) return 0;
  auto label = received.find("Content-Length: ");
  auto length = end + 4 + (label < end ? std::stoul(received.substr(label + 16)) : 0);
  return received.size() >= length ? length : 0;
}

}  // namespace

SaveCounts save_all(std::vector<Saver>& savers, unsigned short port, const std::string& token,
                    std::chrono::milliseconds duration) {
  SaveCounts counts;
  int poll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Connection> connections(savers.size());
  for (std::size_t i = 0; i < savers.size(); ++i) {
    connections[i].fd = connected(port);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = i;
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].fd, &event);
  }
  Stopwatch since;
  for (std::size_t i = 0; i < savers.size(); ++i) ask(connections[i], savers[i], token);
  auto open = savers.size();
  std::vector<char> bytes(64 * 1024);
  while (open != 0) {
    epoll_event ready[64];
    int count = ::epoll_wait(poll, ready, 64, 10'000);
    if (count == 0) throw std::runtime_error("a save is not answered within ten seconds");
    for (int i = 0; i < count; ++i) {
      auto which = ready[i].data.u64;
      auto& connection = connections[which];
      auto got = ::recv(connection.fd, bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (got <= 0) throw std::runtime_error("the server ended a connection");
      connection.received.append(bytes.data(), std::size_t(got));
      if (!complete(connection.received)) continue;
      auto now_ms = since.ms();
      counts.ms.push_back(now_ms - connection.asked_ms);
      connection.asked_ms = now_ms;
      auto revision = connection.received.starts_with("HTTP/1.1 200") ? member(connection.received, "revision") : "";
      if (revision.empty()) {
        if (counts.refused++ == 0) counts.first_refusal = connection.received;
      } else {
        ++counts.saved;
        savers[which].revision = revision;
      }
      connection.received.clear();
      if (now_ms < double(duration.count()))
        ask(connection, savers[which], token);
      else
        --open;
    }
  }
  counts.seconds = since.ms() / 1000;
  for (auto& connection : connections) ::close(connection.fd);
  ::close(poll);
  return counts;
}

}  // namespace bench
