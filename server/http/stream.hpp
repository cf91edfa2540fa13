// One connection's bytes, plain or TLS behind one type, so that HTTP and WebSocket are each instantiated once.
// Every attempt is non-blocking; whoever cannot go on waits for the socket. TLS is OpenSSL on the same descriptor.
// Lives on its connection's I/O thread.
#pragma once
#include <sys/uio.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

struct ssl_ctx_st;
struct ssl_st;

namespace http {

using error_code = boost::system::error_code;
using tcp = boost::asio::ip::tcp;

class Stream {
 public:
  explicit Stream(tcp::socket socket);
  ~Stream();

  enum class Next { done, wait_read, wait_write, failed };
  struct Attempt {
    Next next = Next::done;
    std::size_t bytes = 0;  // 0 with done: end of stream (reading)
    error_code ec;
  };
  Attempt try_read(void* data, std::size_t size);
  // Gathers; may take only a part. After wait_* it must be repeated with the same bytes.
  Attempt try_write(const iovec* pieces, std::size_t count, bool more_follows = false);
  // sendfile; only where is_secure() is false.
  Attempt try_send_file(int fd, std::uint64_t offset_bytes, std::size_t size);

  // Waits for the first byte of a new connection and says whether a TLS handshake begins.
  boost::asio::awaitable<bool> detect_tls(error_code&);
  boost::asio::awaitable<void> handshake(ssl_ctx_st&, error_code&);
  // At least one byte, or 0 with an error (asio::error::eof at the end).
  boost::asio::awaitable<std::size_t> read(void* data, std::size_t size, error_code&);
  boost::asio::awaitable<void> wait(Next, error_code&);

  // Says goodbye: TLS close_notify if it fits, then no more sending. Reading still works.
  void shutdown_send();
  // Ends every pending wait and read with operation_aborted.
  void cancel();
  void close();

  bool is_secure() const { return ssl_ != nullptr; }
  tcp::socket& socket() { return socket_; }

 private:
  Attempt from_ssl(int result);

  tcp::socket socket_;
  std::unique_ptr<ssl_st, void (*)(ssl_st*)> ssl_;
};

}  // namespace http
