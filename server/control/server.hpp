// The server's end of the control socket: takes orders of commands that found the data folder held, each connection on
// a thread of its own, so that adding a person need not wait for an import.
#pragma once
#include <server/control/message.hpp>
#include <server/control/work.hpp>
#include <server/log.hpp>

#include <atomic>
#include <list>
#include <mutex>
#include <thread>

namespace control {

class Server {
 public:
  static constexpr std::size_t connections_max = 16;

  // Listens when it returns. The workplace outlives it. std::system_error.
  Server(const std::filesystem::path& folder, const Workplace&, server::Log&);
  ~Server();  // stop(), then waits for the orders at work
  // Takes no more orders; those at work that only read give up soon. Writing ones end when the store is closed.
  void stop();

 private:
  struct Connection {
    explicit Connection(storage::Descriptor socket) : channel(std::move(socket)) {}
    Channel channel;
    std::atomic<bool> done = false;
    std::thread thread;
  };
  void accept_all();
  void take(storage::Descriptor socket);
  void drop_ended();
  void serve(Channel&);

  Workplace workplace_;
  server::Log& log_;
  std::atomic<bool> stopping_ = false;
  storage::Descriptor socket_, wake_;
  std::mutex guard_;  // guards connections_
  std::list<Connection> connections_;
  std::thread thread_;
};

}  // namespace control
