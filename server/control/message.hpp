// What goes over DIR/control.sock: packets (SOCK_SEQPACKET), each one JSON object. First an order, with the folder or
// file it is about as an open descriptor; then reports until one carries the exit code or why there is none.
#pragma once
#include <boost/describe/class.hpp>
#include <storage/descriptor.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace control {

inline constexpr std::size_t packet_bytes_max = 64 << 10;

struct Order {
  std::string verb;
  std::string arguments;  // JSON
};
BOOST_DESCRIBE_STRUCT(Order, (), (verb, arguments))

struct Step {
  std::string what;
  std::int64_t done, total;
};
BOOST_DESCRIBE_STRUCT(Step, (), (what, done, total))

// Exactly one of them.
struct Report {
  std::optional<Step> step;
  std::optional<std::string> line;
  std::optional<std::string> failure;
  std::optional<int> exit_code;
};
BOOST_DESCRIBE_STRUCT(Report, (), (step, line, failure, exit_code))

struct Packet {
  std::string text;
  storage::Descriptor file;
};

// One end of a connection.
class Channel {
 public:
  explicit Channel(storage::Descriptor socket) : socket_(std::move(socket)) {}
  bool send(std::string_view text, int file = -1);  // false when the other end is gone
  std::optional<Packet> receive();                  // nullopt at the end
  // Whether the other end belongs to this process's user or to root.
  bool trusted() const;
  void limit_waiting(std::chrono::seconds);
  void end();  // wakes a receive() of another thread
  bool ended() const;

 private:
  storage::Descriptor socket_;
};

// A socket listening on DIR/control.sock, which replaces what is there; the caller holds the folder's lock.
// std::system_error when that is impossible.
storage::Descriptor listening_in(const std::filesystem::path& folder);
std::optional<Channel> connected_to(const std::filesystem::path& folder);  // nullopt when nobody listens

}  // namespace control
