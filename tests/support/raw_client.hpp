// A client that sends exactly the bytes it is told to, over plain POSIX sockets, and reads answers with a time limit.
#pragma once
#include <chrono>
#include <map>
#include <string>
#include <string_view>

struct RawAnswer {
  int status = 0;  // 0: the connection ended before a complete answer
  std::string head;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;

  // The value of a string member of a problem+json body, or empty.
  std::string member(std::string_view name) const;
  std::string key() const { return member("key"); }
};

class RawClient {
 public:
  // Connects to 127.0.0.1; std::runtime_error if refused. `receive_bytes` shrinks the socket's receive buffer.
  explicit RawClient(unsigned short port, int receive_bytes = 0);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;

  // False when the server has closed the connection.
  bool send(std::string_view bytes);
  // No more sending; reading goes on.
  void finish();
  // One answer with its Content-Length body (none for HEAD). Interim answers are returned like others.
  RawAnswer answer(bool head_only = false);
  RawAnswer exchange(std::string_view request);
  // What arrives next, at least one byte; empty at the end of the stream or after the time limit.
  std::string some();
  // Exactly that many bytes, fewer at the end of the stream.
  std::string exactly(std::size_t bytes);
  // True when the server ends the connection within the time limit without sending anything more.
  bool ended();
  bool readable_within(std::chrono::milliseconds) const;
  int descriptor() const { return fd_; }

  static constexpr std::chrono::seconds time_limit{10};

 private:
  int fd_;
  std::string buffer_;
};

// A WebSocket frame from the client, masked as RFC 6455 demands.
std::string live_frame(unsigned opcode, std::string_view payload);
// The upgrade request for that path.
std::string live_upgrade(std::string_view path);
