// One I/O thread: its io_context, its listening socket (SO_REUSEPORT), its connections and their deadlines. A single
// timer per thread looks at the deadlines of all connections, so that an operation needs no timer of its own.
// A connection never leaves its worker; nothing here is called from another thread unless it says so.
#pragma once
#include <server/http/census.hpp>
#include <server/http/head.hpp>
#include <server/http/live.hpp>
#include <server/http/proxies.hpp>
#include <server/http/stream.hpp>
#include <server/http/tls.hpp>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

namespace http {

using SteadyTime = std::chrono::steady_clock::time_point;

// What all workers share; constant after the start, apart from the census.
struct Common {
  Common(Options options_in, Handler& handler_in, LiveHandler& live_in);

  const Options options;
  Handler& handler;
  LiveHandler& live;
  const HeadBlock head;
  const Proxies proxies;
  const TlsContext tls;  // null: plain HTTP only
  Census census;
};

// Something with a deadline. Unlinks itself.
class Connection : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  virtual ~Connection() = default;
  // The deadline has passed; it was reset before the call. Both must only start things, not destroy the connection.
  virtual void expire() = 0;
  virtual void drain() = 0;

  static constexpr SteadyTime never = SteadyTime::max();
  SteadyTime deadline = never;
};

// The way back to a worker's thread for answers from other threads, which may come when the worker is gone.
struct Gate {
  std::atomic<std::thread::id> thread;  // of the running worker
  std::mutex mutex;
  boost::asio::io_context* context = nullptr;  // null once the worker is gone
};

class Worker {
 public:
  explicit Worker(Common&);
  ~Worker();
  Worker(const Worker&) = delete;

  // Call before run().
  void listen(tcp::acceptor);
  void run();
  // Any thread. Stops accepting, closes idle connections, lets the others finish.
  void drain();
  // Any thread. Adds this worker's numbers.
  void add_to(Metrics&) const;

  // The following are for connections, on this worker's thread.
  Common& common() { return common_; }
  boost::asio::io_context& context() { return context_; }
  const std::shared_ptr<Gate>& gate() const { return gate_; }
  bool draining() const { return draining_; }
  void enlist(Connection& connection) { connections_.push_back(connection); }
  std::string_view date();
  std::string new_id();
  void count_request(int status, std::chrono::microseconds duration, std::uint64_t sent_bytes);
  void count_received(std::size_t bytes) { add(counters_.received_bytes, bytes); }
  void count_sent(std::size_t bytes) { add(counters_.sent_bytes, bytes); }
  void count_live(int change) { counters_.live_open.fetch_add(change, std::memory_order_relaxed); }

 private:
  using Counter = std::atomic<std::uint64_t>;
  struct Counters {
    std::array<Counter, 6> requests_by_class{};
    std::array<Counter, Metrics::duration_bounds_s.size() + 1> durations{};
    Counter duration_sum_us{0}, received_bytes{0}, sent_bytes{0}, accepted{0}, refused{0};
    std::atomic<std::int64_t> live_open{0};
  };
  // One writer each, so no locked instruction.
  static void add(Counter& counter, std::uint64_t n) {
    counter.store(counter.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  boost::asio::awaitable<void> accept();
  void admit(tcp::socket);
  void refuse(tcp::socket, Census::Full);
  void tick();

  Common& common_;
  std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
  Counters counters_;
  boost::intrusive::list<Connection, boost::intrusive::constant_time_size<false>> connections_;
  boost::asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  boost::asio::steady_timer timer_{context_};
  std::chrono::milliseconds tick_;
  bool draining_ = false;
  std::time_t date_at_ = 0;
  std::string date_;
  std::string randomness_;
};

}  // namespace http
