#include <server/http/answer.hpp>
#include <server/http/problem.hpp>
#include <server/http/session.hpp>
#include <server/http/websocket.hpp>

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cstring>

namespace http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t head_piece_bytes = 4 * 1024;
constexpr std::size_t body_piece_bytes = 64 * 1024;
constexpr std::size_t framing_bytes_max = 4 * 1024;  // a chunk header or trailer section that does not end

}  // namespace

Session::Session(Worker& worker, tcp::socket socket, Census::Admission admission, std::string remote, bool from_proxy)
    : worker_(worker),
      options_(worker.common().options),
      stream_(std::make_unique<Stream>(std::move(socket))),
      admission_(std::move(admission)),
      remote_(std::move(remote)),
      from_proxy_(from_proxy),
      answer_signal_(worker.context(), Connection::never) {
  worker_.enlist(*this);
}

asio::awaitable<void> Session::serve(std::shared_ptr<Session> self) {
  if (self->worker_.common().tls) co_await self->begin_tls();
  while (self->alive_) co_await self->serve_request();
  if (self->must_linger_) co_await self->linger();
}

void Session::expire() {
  timed_out_ = true;
  if (stream_) stream_->cancel();
}

void Session::drain() {
  keep_alive_ = false;
  if (phase_ == Phase::idle && stream_) stream_->cancel();
}

void Session::answered(Response response) {
  response_ = std::move(response);
  if (waiting_) answer_signal_.cancel();
}

std::string_view Session::buffered() const {
  auto data = buffer_.cdata();
  return {static_cast<const char*>(data.data()), data.size()};
}

// A transfer may not stall for its time-out, nor fall behind the lowest accepted rate by more than that.
void Session::progress(std::chrono::milliseconds timeout, std::uint64_t bytes_done) {
  std::chrono::milliseconds earned(bytes_done * 1000 / options_.rate_bytes_per_s_min);
  deadline = std::min(std::chrono::steady_clock::now(), transfer_started_ + earned) + timeout;
}

void Session::refuse(const Refusal& refusal) {
  response_ = problem(refusal, id_);
  keep_alive_ = false;
}

// Runs what may throw; false when the exception became the answer.
template <class Act>
bool Session::guarded(Act act) {
  try {
    act();
    return true;
  } catch (...) {
    response_ = problem(std::current_exception(), id_);
  }
  return false;
}

Session::Flow Session::begin_tls() {
  error_code ec;
  deadline = std::chrono::steady_clock::now() + options_.header_timeout;
  bool is_tls = co_await stream_->detect_tls(ec);
  if (!ec && is_tls) co_await stream_->handshake(*worker_.common().tls, ec);
  if (ec) end();
}

Session::Flow Session::more_bytes(std::size_t wanted_bytes) {
  error_code ec;
  auto space = buffer_.prepare(wanted_bytes);
  auto got = co_await stream_->read(space.data(), space.size(), ec);
  buffer_.commit(got);
  worker_.count_received(got);
  if (ec || got == 0) end();
}

Session::Flow Session::receive_head(HeadScan& scan, std::size_t& head_bytes) {
  phase_ = Phase::idle;
  auto wait = requests_ == 0 ? options_.header_timeout : options_.idle_timeout;
  deadline = std::chrono::steady_clock::now() + wait;
  for (;;) {
    // An empty line before the request line is left over from sloppy clients (RFC 9112 2.2).
    while (buffered().starts_with("\r\n")) buffer_.consume(2);
    head_bytes = scan.scan(buffered());
    if (head_bytes != 0 || scan.refusal()) co_return;
    if (phase_ == Phase::idle && buffer_.size() != 0) {
      phase_ = Phase::receiving;
      deadline = std::chrono::steady_clock::now() + options_.header_timeout;
    }
    if (phase_ == Phase::idle && worker_.draining()) co_return end();
    co_await more_bytes(head_piece_bytes);
    if (!alive_) co_return;
  }
}

Session::Flow Session::serve_request() {
  HeadScan scan(options_);
  std::size_t head_bytes = 0;
  co_await receive_head(scan, head_bytes);
  if (!alive_ && !(timed_out_ && phase_ == Phase::receiving)) co_return;
  started_ = std::chrono::steady_clock::now();
  deadline = Connection::never;
  ++requests_;
  id_ = worker_.new_id();
  request_ = Request();
  method_ = Method::get;
  http_1_0_ = false;
  RequestParser parser(request_, options_);
  if (scan.refusal()) refuse(*scan.refusal());
  if (!alive_) refuse(refusals::request_timeout);
  if (!response_) begin_request(parser, buffered().substr(0, head_bytes));
  if (!response_ && parser.wants_upgrade() && parser.is_done() && try_upgrade(head_bytes)) co_return;
  buffer_.consume(head_bytes);
  if (!response_ && !parser.is_done()) co_await receive_body(parser);
  if (!alive_ && !response_) co_return;
  if (!response_) {
    phase_ = Phase::handling;
    dispatch(parser);
    if (!response_) co_await wait_for_answer();
  }
  alive_ = true;
  co_await send();
}

void Session::begin_request(RequestParser& parser, std::string_view head) {
  auto* refusal = parser.parse_head(head);
  method_ = request_.method;
  if (refusal) return refuse(*refusal);
  http_1_0_ = parser.is_http_1_0();
  keep_alive_ = parser.keep_alive() && requests_ < options_.requests_per_connection_max && !worker_.draining();
  request_.remote = remote_;
  request_.tls = stream_->is_secure();
  request_.id = id_;
  if (from_proxy_) worker_.common().proxies.apply(request_);
  if (worker_.common().tls && !request_.tls) redirect_to_tls(parser.host());
}

void Session::redirect_to_tls(std::string_view host) {
  auto base = options_.public_url;
  if (!base.starts_with("https://")) base = "https://" + std::string(host);
  while (base.ends_with('/')) base.pop_back();
  auto target = buffered();
  target = target.substr(target.find(' ') + 1);
  target = target.substr(0, target.find(' '));
  Response response;
  response.status = 308;
  response.headers.emplace_back("Location", base + std::string(target.starts_with('/') ? target : "/"));
  response_ = std::move(response);
  keep_alive_ = false;
}

bool Session::try_upgrade(std::size_t head_bytes) {
  auto& live = worker_.common().live;
  if (!live.claims(request_.path)) return false;
  std::optional<Response> refused;
  if (!guarded([&] { refused = live.admit(request_); })) return false;
  if (refused) {
    response_ = std::move(*refused);
    return false;
  }
  end();
  deadline = Connection::never;
  std::string early(buffered().substr(head_bytes));
  start_websocket(worker_, std::move(stream_), std::move(admission_), std::move(request_), std::move(early));
  return true;
}

// Asks the handler where the body goes. False when there is an answer already.
bool Session::open_body(RequestParser& parser) {
  auto limit_bytes = options_.body_bytes_max;
  if (!guarded([&] { request_.sink = worker_.common().handler.open_sink(request_, limit_bytes); })) {
    keep_alive_ = false;
    return false;
  }
  auto length = parser.content_length();
  if (length && *length > limit_bytes) {
    refuse(refusals::body_too_large);
    return false;
  }
  parser.body_limit(limit_bytes);
  return true;
}

bool Session::parse_body(RequestParser& parser) {
  std::size_t consumed = 0;
  const Refusal* refusal = nullptr;
  do {
    auto piece = buffered();
    if (!guarded([&] { refusal = parser.parse_body(piece, consumed); })) {
      keep_alive_ = false;
      return false;
    }
    buffer_.consume(consumed);
    if (refusal) refuse(*refusal);
  } while (!response_ && consumed != 0 && buffer_.size() != 0 && !parser.is_done());
  if (!response_ && !parser.is_done() && buffer_.size() > framing_bytes_max) refuse(refusals::bad_chunk);
  return !response_;
}

Session::Flow Session::receive_body(RequestParser& parser) {
  phase_ = Phase::receiving;
  if (!open_body(parser)) co_return;
  if (parser.expects_continue() && buffer_.size() == 0) co_await send_continue();
  transfer_started_ = std::chrono::steady_clock::now();
  std::uint64_t received_bytes = 0;
  while (alive_) {
    if (buffer_.size() != 0 && !parse_body(parser)) break;
    if (parser.is_done()) break;
    progress(options_.body_timeout, received_bytes);
    auto before = buffer_.size();
    co_await more_bytes(body_piece_bytes);
    received_bytes += buffer_.size() - before;
  }
  deadline = Connection::never;
  if (timed_out_ && !parser.is_done() && !response_) refuse(refusals::request_timeout);
  if (buffer_.size() == 0) buffer_ = boost::beast::flat_buffer();  // do not keep 64 KB on an idle connection
}

Session::Flow Session::send_continue() {
  static constexpr std::string_view line = "HTTP/1.1 100 Continue\r\n\r\n";
  iovec piece{const_cast<char*>(line.data()), line.size()};
  co_await send_rest(&piece, 1, false);
}

void Session::dispatch(RequestParser& parser) {
  if (parser.is_options()) {
    Response response;
    response.status = 204;
    response.headers.emplace_back("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
    response_ = std::move(response);
    return;
  }
  auto answer = std::make_shared<Answer>(weak_from_this(), worker_.gate(), id_);
  Respond respond = [answer](Response response) { answer->give(std::move(response)); };
  if (!guarded([&] { worker_.common().handler.handle(std::move(request_), std::move(respond)); })) answer->retract();
}

Session::Flow Session::wait_for_answer() {
  waiting_ = true;
  while (!response_) {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    co_await answer_signal_.async_wait(token);
  }
  waiting_ = false;
}

}  // namespace http
