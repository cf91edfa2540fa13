// The listening server: HTTP/1.1 and WebSocket, plain or TLS, on one port. Handlers see only http::Request and
// http::Response. Nothing but this header and the contracts it includes is needed outside of server/http.
#pragma once
#include <server/http/live.hpp>
#include <server/http/message.hpp>
#include <server/http/options.hpp>

#include <chrono>
#include <memory>

namespace http {

class Server {
 public:
  // std::runtime_error or std::invalid_argument, with one clear line, for unusable certificates or proxy networks.
  Server(Options, Handler&, LiveHandler&);
  // Drains without waiting. A Respond called later does nothing.
  ~Server();
  Server(const Server&) = delete;

  // Binds and starts the I/O threads. std::runtime_error naming address and reason when it cannot listen. Ignores
  // SIGPIPE in the whole process.
  void start();
  // The bound port, after start().
  unsigned short port() const;
  // Stops accepting, lets running requests finish (answered with Connection: close), closes WebSockets with 1001, ends
  // what is left at the deadline, and joins the threads. Not from an I/O thread. May be called again.
  void drain(std::chrono::milliseconds deadline);
  // Any thread.
  Metrics metrics() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace http
