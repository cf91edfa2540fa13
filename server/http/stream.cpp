#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <server/http/stream.hpp>

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <cstring>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;

constexpr std::size_t tls_record_bytes = 16 * 1024;

Stream::Attempt from_errno(Stream::Next wait) {
  if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) return {wait, 0, {}};
  return {Stream::Next::failed, 0, error_code(errno, boost::system::system_category())};
}

}  // namespace

Stream::Stream(tcp::socket socket) : socket_(std::move(socket)), ssl_(nullptr, SSL_free) {
  error_code ignored;
  socket_.native_non_blocking(true, ignored);
}

Stream::~Stream() = default;

Stream::Attempt Stream::from_ssl(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {Next::wait_read, 0, {}};
    case SSL_ERROR_WANT_WRITE:
      return {Next::wait_write, 0, {}};
    case SSL_ERROR_ZERO_RETURN:
      return {Next::done, 0, {}};
    default:
      return {Next::failed, 0, asio::error::connection_reset};
  }
}

Stream::Attempt Stream::try_read(void* data, std::size_t size) {
  if (ssl_) {
    ERR_clear_error();
    int got = SSL_read(ssl_.get(), data, static_cast<int>(std::min<std::size_t>(size, 1 << 20)));
    if (got > 0) return {Next::done, static_cast<std::size_t>(got), {}};
    return from_ssl(got);
  }
  auto got = ::recv(socket_.native_handle(), data, size, 0);
  if (got >= 0) return {Next::done, static_cast<std::size_t>(got), {}};
  return from_errno(Next::wait_read);
}

Stream::Attempt Stream::try_write(const iovec* pieces, std::size_t count, bool more_follows) {
  if (!ssl_) {
    msghdr message{};
    message.msg_iov = const_cast<iovec*>(pieces);
    message.msg_iovlen = count;
    auto sent = ::sendmsg(socket_.native_handle(), &message, MSG_NOSIGNAL | (more_follows ? MSG_MORE : 0));
    if (sent >= 0) return {Next::done, static_cast<std::size_t>(sent), {}};
    return from_errno(Next::wait_write);
  }
  // Small pieces share a record; the same pieces always give the same record, as a repeated SSL_write demands.
  static thread_local std::vector<char> record(tls_record_bytes);
  const void* data = pieces[0].iov_base;
  std::size_t size = std::min(pieces[0].iov_len, tls_record_bytes);
  if (size < tls_record_bytes && count > 1) {
    size = 0;
    for (std::size_t i = 0; i < count && size < tls_record_bytes; ++i) {
      auto part = std::min(pieces[i].iov_len, tls_record_bytes - size);
      std::memcpy(record.data() + size, pieces[i].iov_base, part);
      size += part;
    }
    data = record.data();
  }
  if (size == 0) return {};
  ERR_clear_error();
  int sent = SSL_write(ssl_.get(), data, static_cast<int>(size));
  if (sent > 0) return {Next::done, static_cast<std::size_t>(sent), {}};
  return from_ssl(sent);
}

Stream::Attempt Stream::try_send_file(int fd, std::uint64_t offset_bytes, std::size_t size) {
  auto offset = static_cast<off_t>(offset_bytes);
  auto sent = ::sendfile(socket_.native_handle(), fd, &offset, size);
  if (sent > 0) return {Next::done, static_cast<std::size_t>(sent), {}};
  if (sent == 0) return {Next::failed, 0, asio::error::eof};  // the file is shorter than promised
  return from_errno(Next::wait_write);
}

awaitable<bool> Stream::detect_tls(error_code& ec) {
  co_await wait(Next::wait_read, ec);
  if (ec) co_return false;
  unsigned char first = 0;
  auto got = ::recv(socket_.native_handle(), &first, 1, MSG_PEEK);
  if (got == 0) ec = asio::error::eof;
  if (got < 0) ec = asio::error::connection_reset;
  co_return got == 1 && first == 0x16;
}

awaitable<void> Stream::handshake(ssl_ctx_st& context, error_code& ec) {
  ssl_.reset(SSL_new(&context));
  if (!ssl_ || SSL_set_fd(ssl_.get(), socket_.native_handle()) != 1) {
    ec = asio::error::no_memory;
    co_return;
  }
  for (;;) {
    ERR_clear_error();
    int result = SSL_accept(ssl_.get());
    if (result == 1) co_return;
    auto attempt = from_ssl(result);
    if (attempt.next == Next::failed || attempt.next == Next::done) {
      ec = asio::error::connection_aborted;
      co_return;
    }
    co_await wait(attempt.next, ec);
    if (ec) co_return;
  }
}

awaitable<std::size_t> Stream::read(void* data, std::size_t size, error_code& ec) {
  if (!ssl_) {
    auto buffer = asio::buffer(data, size);
    auto token = redirect_error(use_awaitable, ec);
    co_return co_await socket_.async_read_some(buffer, token);
  }
  for (;;) {
    auto attempt = try_read(data, size);
    if (attempt.next == Next::done) {
      if (attempt.bytes == 0) ec = asio::error::eof;
      co_return attempt.bytes;
    }
    if (attempt.next == Next::failed) {
      ec = attempt.ec;
      co_return 0;
    }
    co_await wait(attempt.next, ec);
    if (ec) co_return 0;
  }
}

awaitable<void> Stream::wait(Next next, error_code& ec) {
  auto token = redirect_error(use_awaitable, ec);
  auto kind = next == Next::wait_write ? tcp::socket::wait_write : tcp::socket::wait_read;
  co_await socket_.async_wait(kind, token);
}

void Stream::shutdown_send() {
  if (ssl_ && SSL_is_init_finished(ssl_.get())) {
    ERR_clear_error();
    SSL_shutdown(ssl_.get());
  }
  error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Stream::cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Stream::close() {
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace http
