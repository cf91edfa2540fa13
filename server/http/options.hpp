// What the transport is told at start, and what it counts. Every limit ends in an answer or a close, never in a hang:
// the keys of the answers are in refusal.hpp. Defaults suit one agency behind no proxy.
#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace http {

// One line of the request log. Holds no address, path or person.
struct RequestLog {
  std::string_view method;
  int status = 0;
  std::chrono::microseconds duration{0};  // from the complete header section to the last byte handed to the kernel
  std::uint64_t sent_bytes = 0;
  std::string_view id;
};

struct Options {
  std::string host = "127.0.0.1";  // an address or a name that resolves to one
  unsigned short port = 8080;      // 0: any free one, see Server::port()
  unsigned threads = 0;            // 0: one per core

  std::size_t target_bytes_max = 8 * 1024;
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t header_fields_max = 100;
  std::uint64_t body_bytes_max = 8 * 1024 * 1024;  // for bodies without a sink

  std::chrono::milliseconds header_timeout{10'000};  // from the first byte to the end of the header section
  std::chrono::milliseconds body_timeout{30'000};    // plus the time that rate_bytes_per_s_min allows
  std::chrono::milliseconds write_timeout{30'000};   // likewise
  std::chrono::milliseconds idle_timeout{75'000};    // between two requests
  std::uint64_t rate_bytes_per_s_min = 4 * 1024;     // slower transfers run into body_timeout or write_timeout

  std::size_t connections_max = 10'000;
  std::size_t connections_per_address_max = 1'000;  // IPv6: per /64; not for trusted proxies
  std::size_t requests_per_connection_max = 100'000;

  std::chrono::milliseconds live_ping_interval{25'000};
  std::size_t live_queue_messages_max = 256;  // more unsent messages: the slow reader is closed with 1013

  std::vector<std::string> trusted_proxies;  // CIDR; only their X-Forwarded-For and X-Forwarded-Proto are believed
  std::string public_url;                    // https://… switches HSTS on and is where plain HTTP is redirected to
  std::string certificate_path;              // PEM chain; with key_path it switches TLS on, on the same port
  std::string key_path;

  std::function<void(const RequestLog&)> on_request;  // on an I/O thread; must not block
};

// Sums over all I/O threads since the start.
struct Metrics {
  static constexpr std::array<double, 10> duration_bounds_s{0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30};

  std::array<std::uint64_t, 6> requests_by_class{};                     // [2] counts 2xx
  std::array<std::uint64_t, duration_bounds_s.size() + 1> durations{};  // not cumulative; the last one is "longer"
  std::uint64_t duration_sum_us = 0;
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
  std::uint64_t connections_accepted = 0;
  std::uint64_t connections_refused = 0;
  std::uint64_t connections_open = 0;
  std::uint64_t live_open = 0;
};

}  // namespace http
