#include <server/http/live_stream.hpp>
#include <server/http/websocket.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>
#include <mutex>
#include <vector>

namespace http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::awaitable;
using asio::redirect_error;
using asio::use_awaitable;

class LiveConnection final : public Connection, public LiveSocket, public std::enable_shared_from_this<LiveConnection> {
 public:
  LiveConnection(Worker& worker, std::unique_ptr<Stream> stream, Census::Admission admission, std::string early)
      : worker_(worker), admission_(std::move(admission)), socket_(std::move(stream), std::move(early)) {
    worker_.enlist(*this);
    worker_.count_live(+1);
  }
  ~LiveConnection() override { worker_.count_live(-1); }

  static awaitable<void> serve(std::shared_ptr<LiveConnection> self, std::unique_ptr<Request> request);

  void send(SharedBody text) override;
  void close(std::uint16_t code) override;
  void expire() override { socket_.next_layer().stream().close(); }
  void drain() override { close(websocket::close_code::going_away); }

 private:
  // Ends all sending when serve() is left or its frame destroyed: the worker may be gone afterwards.
  struct Sending {
    explicit Sending(LiveConnection& connection_in) : connection(connection_in) {}
    ~Sending() {
      std::lock_guard lock(connection.mutex_);
      connection.closed_ = true;
      connection.queue_.clear();
    }
    LiveConnection& connection;
  };
  void configure();
  awaitable<void> read(LiveSession&);
  static awaitable<void> write(std::shared_ptr<LiveConnection> self);
  void start_writing();
  SharedBody next_message();

  Worker& worker_;
  Census::Admission admission_;
  websocket::stream<LiveStream, false> socket_;

  std::mutex mutex_;
  std::vector<SharedBody> queue_;  // unsent, oldest first
  std::size_t queue_front_ = 0;
  std::uint16_t close_code_ = 0;
  bool open_ = false;     // the handshake is done
  bool writing_ = false;  // write() runs or is scheduled
  bool closed_ = false;
};

void LiveConnection::configure() {
  auto& options = worker_.common().options;
  websocket::stream_base::timeout timeout{options.header_timeout, 2 * options.live_ping_interval, true};
  socket_.set_option(timeout);
  socket_.read_message_max(live_message_bytes_max);
  socket_.auto_fragment(false);  // a message is one write of header and shared text, no copy
  socket_.write_buffer_bytes(512);
  socket_.text(true);
}

awaitable<void> LiveConnection::serve(std::shared_ptr<LiveConnection> self, std::unique_ptr<Request> request) {
  Sending sending(*self);
  self->configure();
  {
    auto upgrade = std::make_unique<beast::http::request<beast::http::empty_body>>(beast::http::verb::get, "/", 11);
    for (auto& [name, value] : request->headers) upgrade->insert(name, value);
    error_code ec;
    auto token = redirect_error(use_awaitable, ec);
    co_await self->socket_.async_accept(*upgrade, token);
    if (ec) co_return;
  }
  std::unique_ptr<LiveSession> session;
  try {
    session = self->worker_.common().live.open(*request, self);
  } catch (...) {
    self->close(websocket::close_code::internal_error);
  }
  request.reset();
  {
    std::lock_guard lock(self->mutex_);
    self->open_ = true;
    if (!self->queue_.empty() || self->close_code_ != 0) self->start_writing();
  }
  if (self->worker_.draining()) self->drain();
  if (session) co_await self->read(*session);
}

awaitable<void> LiveConnection::read(LiveSession& session) {
  beast::flat_buffer buffer;
  for (;;) {
    error_code ec;
    auto token = redirect_error(use_awaitable, ec);
    auto got = co_await socket_.async_read(buffer, token);
    if (ec) co_return;
    worker_.count_received(got);
    try {
      if (!socket_.got_text()) throw std::runtime_error("binary");
      session.received({static_cast<const char*>(buffer.cdata().data()), buffer.size()});
    } catch (const std::exception&) {
      close(websocket::close_code::policy_error);
    }
    buffer = beast::flat_buffer();  // idle sockets hold no message
  }
}

void LiveConnection::send(SharedBody text) {
  std::lock_guard lock(mutex_);
  if (closed_ || close_code_ != 0) return;
  if (queue_.size() - queue_front_ >= worker_.common().options.live_queue_messages_max) {
    close_code_ = websocket::close_code::try_again_later;
    queue_.clear();
    queue_front_ = 0;
  } else {
    queue_.push_back(std::move(text));
  }
  start_writing();
}

void LiveConnection::close(std::uint16_t code) {
  std::lock_guard lock(mutex_);
  if (closed_ || close_code_ != 0) return;
  close_code_ = code;
  start_writing();
}

// Posted, never run at once: the caller holds the mutex, and under it the worker cannot end.
void LiveConnection::start_writing() {
  if (writing_ || !open_) return;
  writing_ = true;
  asio::post(worker_.context(),
             [self = shared_from_this()] { asio::co_spawn(self->worker_.context(), write(self), asio::detached); });
}

// Null when nothing is left to send; then writing_ has ended, unless the socket is to be closed.
SharedBody LiveConnection::next_message() {
  std::lock_guard lock(mutex_);
  if (close_code_ == 0 && queue_front_ < queue_.size()) return std::move(queue_[queue_front_++]);
  queue_ = {};
  queue_front_ = 0;
  writing_ = close_code_ != 0;
  return nullptr;
}

awaitable<void> LiveConnection::write(std::shared_ptr<LiveConnection> self) {
  auto timeout = self->worker_.common().options.write_timeout;
  while (auto text = self->next_message()) {
    self->deadline = std::chrono::steady_clock::now() + timeout;
    error_code ec;
    auto token = redirect_error(use_awaitable, ec);
    auto bytes = asio::buffer(*text);
    auto sent = co_await self->socket_.async_write(bytes, token);
    self->deadline = never;
    if (ec) co_return;
    self->worker_.count_sent(sent);
  }
  if (!self->writing_) co_return;
  self->deadline = std::chrono::steady_clock::now() + timeout;
  error_code ec;
  auto token = redirect_error(use_awaitable, ec);
  websocket::close_reason reason(self->close_code_);
  co_await self->socket_.async_close(reason, token);
}

}  // namespace

void start_websocket(Worker& worker, std::unique_ptr<Stream> stream, Census::Admission admission, Request request,
                     std::string early) {
  auto connection = std::make_shared<LiveConnection>(worker, std::move(stream), std::move(admission), std::move(early));
  auto kept = std::make_unique<Request>(std::move(request));
  asio::co_spawn(worker.context(), LiveConnection::serve(std::move(connection), std::move(kept)), asio::detached);
}

}  // namespace http
