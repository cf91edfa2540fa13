// WebSocket as its users see it: text messages both ways, no Beast. One LiveSession per socket, owned by the transport;
// one LiveSocket, owned by whoever wants to send. A reader that cannot keep up is closed, never waited for.
#pragma once
#include <server/http/message.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace http {

inline constexpr std::size_t live_message_bytes_max = 16 * 1024;  // incoming; longer ones close with 1009

// The sending side. Any thread; does nothing once the socket is closed.
class LiveSocket {
 public:
  virtual ~LiveSocket() = default;
  // Queues one text message (valid UTF-8). Closes the socket with 1013 when Options::live_queue_messages_max wait.
  virtual void send(SharedBody text) = 0;
  virtual void close(std::uint16_t code) = 0;
};

// The receiving side. Called on one I/O thread; destroyed there when the socket is gone.
class LiveSession {
 public:
  virtual ~LiveSession() = default;
  // A throw closes the socket with 1008.
  virtual void received(std::string_view text) = 0;
};

// Implemented by server/live. Called on I/O threads: must not block longer than a cheap read.
class LiveHandler {
 public:
  virtual ~LiveHandler() = default;
  virtual bool claims(std::string_view path) const = 0;
  // Checks Origin, session and rights. A response refuses the upgrade, nullopt admits it; a Failure becomes a problem.
  virtual std::optional<Response> admit(const Request&) = 0;
  virtual std::unique_ptr<LiveSession> open(const Request&, std::shared_ptr<LiveSocket>) = 0;
};

}  // namespace http
