#include <openssl/rand.h>
#include <pthread.h>
#include <server/http/refusal.hpp>
#include <server/http/session.hpp>
#include <server/http/worker.hpp>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <stdexcept>

namespace http {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

TlsContext configured_tls(const Options& options) {
  if (options.certificate_path.empty() && options.key_path.empty()) return TlsContext(nullptr, nullptr);
  return tls_context(options.certificate_path, options.key_path);
}

std::chrono::milliseconds tick_of(const Options& options) {
  auto shortest = std::min({options.header_timeout, options.body_timeout, options.write_timeout, options.idle_timeout});
  return std::clamp(shortest / 8, 10ms, 500ms);
}

}  // namespace

Common::Common(Options options_in, Handler& handler_in, LiveHandler& live_in)
    : options(std::move(options_in)),
      handler(handler_in),
      live(live_in),
      head(options),
      proxies(options.trusted_proxies),
      tls(configured_tls(options)),
      census(options.connections_max, options.connections_per_address_max) {}

Worker::Worker(Common& common) : common_(common), tick_(tick_of(common.options)) { gate_->context = &context_; }

Worker::~Worker() {
  std::lock_guard lock(gate_->mutex);
  gate_->context = nullptr;
}

void Worker::listen(tcp::acceptor acceptor) {
  acceptor_ = std::move(acceptor);
}

void Worker::run() {
  pthread_setname_np(pthread_self(), "io");
  gate_->thread = std::this_thread::get_id();
  asio::co_spawn(context_, accept(), asio::detached);
  tick();
  context_.run();
  gate_->thread = std::thread::id();
}

void Worker::drain() {
  asio::post(context_, [this] {
    draining_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    for (auto& connection : connections_) connection.drain();
  });
}

asio::awaitable<void> Worker::accept() {
  while (!draining_) {
    error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    tcp::socket socket = co_await acceptor_.async_accept(token);
    if (draining_ || ec == asio::error::operation_aborted) co_return;
    if (!ec) {
      admit(std::move(socket));
    } else if (ec == asio::error::no_descriptors || ec == boost::system::errc::too_many_files_open_in_system) {
      // accept() would fail again at once: wait until descriptors may have been returned.
      asio::steady_timer pause(context_, 100ms);
      auto pause_token = asio::redirect_error(asio::use_awaitable, ec);
      co_await pause.async_wait(pause_token);
    }
  }
}

void Worker::admit(tcp::socket socket) {
  error_code ec;
  auto endpoint = socket.remote_endpoint(ec);
  if (ec) return;
  bool trusted = common_.proxies.trusts(endpoint.address());
  auto admitted = common_.census.admit(endpoint.address(), trusted);
  if (auto* full = std::get_if<Census::Full>(&admitted)) return refuse(std::move(socket), *full);
  add(counters_.accepted, 1);
  auto& admission = std::get<Census::Admission>(admitted);
  auto session = std::make_shared<Session>(*this, std::move(socket), std::move(admission),
                                           endpoint.address().to_string(), trusted);
  asio::co_spawn(context_, Session::serve(std::move(session)), asio::detached);
}

void Worker::refuse(tcp::socket socket, Census::Full full) {
  add(counters_.refused, 1);
  if (common_.tls) return;  // the client expects a handshake, which would cost what is short
  auto id = new_id();
  auto response =
      problem(full == Census::Full::total ? refusals::too_many_connections : refusals::too_many_of_address, id);
  auto& body = std::get<std::string>(response.body);
  std::string text;
  HeadBlock::Facts facts;
  facts.body_bytes = body.size();
  facts.date = date();
  facts.id = id;
  facts.close = true;
  common_.head.write(text, response, facts);
  text += body;
  Stream stream(std::move(socket));
  iovec piece{text.data(), text.size()};
  stream.try_write(&piece, 1);
  stream.shutdown_send();
  // Unread bytes would turn the close into a reset that overtakes the answer.
  char discarded[4096];
  stream.try_read(discarded, sizeof discarded);
}

void Worker::tick() {
  timer_.expires_after(tick_);
  timer_.async_wait([this](error_code ec) {
    if (ec) return;
    auto now = std::chrono::steady_clock::now();
    for (auto& connection : connections_) {
      if (connection.deadline > now) continue;
      connection.deadline = Connection::never;
      connection.expire();
    }
    tick();
  });
}

std::string_view Worker::date() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != date_at_) {
    date_at_ = now.tv_sec;
    date_ = http_date(now.tv_sec);
  }
  return date_;
}

std::string Worker::new_id() {
  constexpr std::size_t id_bytes = 16;
  if (randomness_.size() < id_bytes) {
    randomness_.resize(64 * id_bytes);
    if (RAND_bytes(reinterpret_cast<unsigned char*>(randomness_.data()), static_cast<int>(randomness_.size())) != 1)
      throw std::runtime_error("no randomness");
  }
  std::string id;
  id.reserve(2 * id_bytes);
  for (std::size_t i = randomness_.size() - id_bytes; i < randomness_.size(); ++i) {
    auto byte = static_cast<unsigned char>(randomness_[i]);
    id += "0123456789abcdef"[byte >> 4];
    id += "0123456789abcdef"[byte & 15];
  }
  randomness_.resize(randomness_.size() - id_bytes);
  return id;
}

void Worker::count_request(int status, std::chrono::microseconds duration, std::uint64_t sent_bytes) {
  add(counters_.requests_by_class[std::clamp(status / 100, 0, 5)], 1);
  double seconds = static_cast<double>(duration.count()) / 1e6;
  auto& bounds = Metrics::duration_bounds_s;
  auto bucket = std::lower_bound(bounds.begin(), bounds.end(), seconds) - bounds.begin();
  add(counters_.durations[bucket], 1);
  add(counters_.duration_sum_us, duration.count());
  add(counters_.sent_bytes, sent_bytes);
}

void Worker::add_to(Metrics& metrics) const {
  auto value = [](const Counter& counter) { return counter.load(std::memory_order_relaxed); };
  for (std::size_t i = 0; i < metrics.requests_by_class.size(); ++i)
    metrics.requests_by_class[i] += value(counters_.requests_by_class[i]);
  for (std::size_t i = 0; i < metrics.durations.size(); ++i) metrics.durations[i] += value(counters_.durations[i]);
  metrics.duration_sum_us += value(counters_.duration_sum_us);
  metrics.received_bytes += value(counters_.received_bytes);
  metrics.sent_bytes += value(counters_.sent_bytes);
  metrics.connections_accepted += value(counters_.accepted);
  metrics.connections_refused += value(counters_.refused);
  metrics.live_open += static_cast<std::uint64_t>(counters_.live_open.load(std::memory_order_relaxed));
}

}  // namespace http
