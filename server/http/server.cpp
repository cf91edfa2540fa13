#include <netinet/tcp.h>
#include <sys/socket.h>
#include <server/http/server.hpp>
#include <server/http/worker.hpp>

#include <algorithm>
#include <boost/asio/ip/v6_only.hpp>
#include <csignal>
#include <deque>
#include <stdexcept>
#include <thread>

namespace http {
namespace {

namespace asio = boost::asio;

// A slow reader holds at most this much kernel memory unsent, and a stalled one is noticed.
constexpr int unsent_bytes_max = 256 * 1024;

[[noreturn]] void fail(const Options& options, const std::string& reason) {
  throw std::runtime_error("cannot listen on " + options.host + ":" + std::to_string(options.port) + ": " + reason);
}

tcp::endpoint resolved(const Options& options) {
  error_code ec;
  auto address = asio::ip::make_address(options.host, ec);
  if (!ec) return {address, options.port};
  asio::io_context context;
  tcp::resolver resolver(context);
  auto results = resolver.resolve(options.host, "", ec);
  if (ec || results.empty()) fail(options, "no such host");
  return {results.begin()->endpoint().address(), options.port};
}

void set(tcp::acceptor& acceptor, int level, int name, int value, error_code& ec) {
  if (!ec && ::setsockopt(acceptor.native_handle(), level, name, &value, sizeof value) != 0)
    ec = error_code(errno, boost::system::system_category());
}

// Accepted sockets inherit the options.
tcp::acceptor bound(asio::io_context& context, const Options& options, const tcp::endpoint& endpoint, bool shared) {
  error_code ec;
  tcp::acceptor acceptor(context);
  acceptor.open(endpoint.protocol(), ec);
  if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
  if (shared) set(acceptor, SOL_SOCKET, SO_REUSEPORT, 1, ec);
  set(acceptor, IPPROTO_TCP, TCP_NODELAY, 1, ec);
  set(acceptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, unsent_bytes_max, ec);
  if (!ec && endpoint.address().is_v6()) acceptor.set_option(asio::ip::v6_only(false), ec);
  if (!ec) acceptor.bind(endpoint, ec);
  if (ec) fail(options, ec.message());
  return acceptor;
}

}  // namespace

struct Server::Parts {
  Parts(Options options, Handler& handler, LiveHandler& live) : common(std::move(options), handler, live) {}

  Common common;
  std::deque<Worker> workers;
  std::vector<std::thread> threads;
  unsigned short port = 0;
};

Server::Server(Options options, Handler& handler, LiveHandler& live)
    : parts_(std::make_unique<Parts>(std::move(options), handler, live)) {}

Server::~Server() {
  drain(std::chrono::milliseconds(0));
}

void Server::start() {
  std::signal(SIGPIPE, SIG_IGN);
  auto& options = parts_->common.options;
  auto endpoint = resolved(options);
  // SO_REUSEPORT would let a second server take half of the connections silently: without it, a port in use is refused.
  asio::io_context probing;
  if (endpoint.port() != 0) bound(probing, options, endpoint, false);

  auto count = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < count; ++i) {
    auto& worker = parts_->workers.emplace_back(parts_->common);
    auto acceptor = bound(worker.context(), options, endpoint, true);
    error_code ec;
    acceptor.listen(asio::socket_base::max_listen_connections, ec);
    if (ec) fail(options, ec.message());
    endpoint.port(acceptor.local_endpoint().port());
    worker.listen(std::move(acceptor));
  }
  parts_->port = endpoint.port();
  for (auto& worker : parts_->workers) parts_->threads.emplace_back([&worker] { worker.run(); });
}

unsigned short Server::port() const {
  return parts_->port;
}

void Server::drain(std::chrono::milliseconds deadline) {
  if (parts_->threads.empty()) return;
  auto until = std::chrono::steady_clock::now() + deadline;
  for (auto& worker : parts_->workers) worker.drain();
  parts_->common.census.wait_until_empty(until);
  for (auto& worker : parts_->workers) worker.context().stop();
  for (auto& thread : parts_->threads) thread.join();
  parts_->threads.clear();
}

Metrics Server::metrics() const {
  Metrics metrics;
  for (auto& worker : parts_->workers) worker.add_to(metrics);
  metrics.connections_open = parts_->common.census.open();
  return metrics;
}

}  // namespace http
