// The sending half of a session: one gathering write where the socket takes it, sendfile for files, and a close that
// lets the client read the answer first.
#include <unistd.h>
#include <server/http/session.hpp>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t file_piece_bytes = 64 * 1024;
constexpr std::uint64_t file_turn_bytes = 4 * 1024 * 1024;  // then other connections of this thread get their turn
constexpr std::size_t linger_bytes_max = 1024 * 1024;
constexpr std::chrono::seconds linger_time{2};

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

iovec piece_of(const std::string& text) {
  return {const_cast<char*>(text.data()), text.size()};
}

// Drops what was written from the front; returns the pieces left.
std::size_t advance(iovec*& pieces, std::size_t count, std::size_t written) {
  while (count != 0 && written >= pieces->iov_len) {
    written -= pieces->iov_len;
    ++pieces;
    --count;
  }
  if (count != 0) {
    pieces->iov_base = static_cast<char*>(pieces->iov_base) + written;
    pieces->iov_len -= written;
  }
  return count;
}

const char* name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::del:
      return "DELETE";
  }
  return "";
}

}  // namespace

// pieces[0] stays free for the header section.
std::size_t Session::gather(iovec* pieces, std::uint64_t& body_bytes) {
  std::size_t count = 1;
  auto take = [&](const std::string& text) {
    body_bytes += text.size();
    if (!text.empty()) pieces[count++] = piece_of(text);
  };
  std::visit(Overloaded{[&](const std::string& text) { take(text); },
                        [&](const SharedBody& text) {
                          if (text) take(*text);
                        },
                        [&](const FramedBody& framed) {
                          take(framed.head);
                          if (framed.middle) take(*framed.middle);
                          take(framed.tail);
                        },
                        [&](const FileBody& file) { body_bytes += file.size_bytes; }},
             response_->body);
  return count;
}

Session::Flow Session::send() {
  phase_ = Phase::sending;
  if (worker_.draining()) keep_alive_ = false;
  iovec room[4];
  HeadBlock::Facts facts;
  auto count = gather(room, facts.body_bytes);
  facts.date = worker_.date();
  facts.id = id_;
  facts.close = !keep_alive_;
  facts.http_1_0 = http_1_0_;
  try {
    worker_.common().head.write(head_, *response_, facts);
  } catch (const std::exception&) {
    *response_ = problem(refusals::internal, id_);
    facts.body_bytes = 0;
    count = gather(room, facts.body_bytes);
    worker_.common().head.write(head_, *response_, facts);
  }
  room[0] = piece_of(head_);
  bool bodyless = method_ == Method::head || response_->status == 204 || response_->status == 304;
  if (bodyless) count = 1;
  auto* file = bodyless ? nullptr : std::get_if<FileBody>(&response_->body);
  sent_bytes_ = 0;
  iovec* pieces = room;
  auto attempt = stream_->try_write(pieces, count, file != nullptr);
  sent_bytes_ += attempt.bytes;
  count = advance(pieces, count, attempt.bytes);
  if (attempt.next == Stream::Next::failed) end();
  if (alive_ && count != 0) co_await send_rest(pieces, count, file != nullptr);
  if (alive_ && file) co_await send_file(*file);
  deadline = Connection::never;

  auto duration = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - started_);
  worker_.count_request(response_->status, duration, sent_bytes_);
  if (options_.on_request) {
    RequestLog entry{name_of(method_), response_->status, duration, sent_bytes_, id_};
    options_.on_request(entry);
  }
  response_.reset();
  if (alive_ && !keep_alive_) {
    end();
    must_linger_ = true;
  }
}

Session::Flow Session::wait_writable(Stream::Next next) {
  if (deadline == Connection::never) transfer_started_ = std::chrono::steady_clock::now();
  progress(options_.write_timeout, sent_bytes_);
  error_code ec;
  co_await stream_->wait(next, ec);
  if (ec) end();
}

Session::Flow Session::send_rest(iovec* pieces, std::size_t count, bool file_follows) {
  while (alive_ && count != 0) {
    auto attempt = stream_->try_write(pieces, count, file_follows);
    if (attempt.next == Stream::Next::failed) end();
    if (attempt.next == Stream::Next::wait_read || attempt.next == Stream::Next::wait_write)
      co_await wait_writable(attempt.next);
    sent_bytes_ += attempt.bytes;
    count = advance(pieces, count, attempt.bytes);
  }
}

Session::Flow Session::send_file(FileBody file) {
  std::vector<char> copy(stream_->is_secure() ? file_piece_bytes : 0);
  std::uint64_t turn_bytes = 0;
  while (alive_ && file.size_bytes != 0) {
    auto wanted = std::min<std::uint64_t>(file.size_bytes, copy.empty() ? 1024 * 1024 : copy.size());
    std::uint64_t done_bytes = 0;
    if (copy.empty()) {
      auto attempt = stream_->try_send_file(*file.fd, file.offset_bytes, wanted);
      if (attempt.next == Stream::Next::failed) end();
      if (attempt.next == Stream::Next::wait_write) co_await wait_writable(attempt.next);
      done_bytes = attempt.bytes;
      sent_bytes_ += attempt.bytes;
    } else {
      auto got = ::pread(*file.fd, copy.data(), wanted, static_cast<off_t>(file.offset_bytes));
      // The length is promised already: a file that became shorter can only end the connection.
      if (got <= 0) co_return end();
      iovec piece{copy.data(), static_cast<std::size_t>(got)};
      co_await send_rest(&piece, 1, false);
      done_bytes = got;
    }
    file.offset_bytes += done_bytes;
    file.size_bytes -= done_bytes;
    turn_bytes += done_bytes;
    if (turn_bytes >= file_turn_bytes) {
      turn_bytes = 0;
      co_await asio::post(worker_.context(), asio::use_awaitable);
    }
  }
}

Session::Flow Session::linger() {
  phase_ = Phase::ending;
  timed_out_ = false;
  stream_->shutdown_send();
  deadline = std::chrono::steady_clock::now() + linger_time;
  std::vector<char> discarded(16 * 1024);
  std::size_t total_bytes = 0;
  while (total_bytes < linger_bytes_max && !timed_out_) {
    error_code ec;
    auto got = co_await stream_->read(discarded.data(), discarded.size(), ec);
    total_bytes += got;
    if (ec || got == 0) break;
  }
}

}  // namespace http
