// A running http::Server on a free port with a handler whose paths each show one way to answer.
#pragma once
#include <server/http/server.hpp>
#include <tests/support/raw_client.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class TestHandler final : public http::Handler {
 public:
  ~TestHandler() override;
  void handle(http::Request, http::Respond) override;
  std::unique_ptr<http::BodySink> open_sink(const http::Request& head, std::uint64_t& limit_bytes) override;

  // Lets the requests to /held go on, all that came and will come.
  void release();
  // Returns when that many requests to /held have arrived.
  void wait_for_held(int count);

  static const std::string& large_text();  // 3 MB, every 4 bytes different
  std::atomic<std::uint64_t> sink_bytes{0};
  std::atomic<std::uint64_t> sink_largest_piece{0};

 private:
  http::Response answer(const http::Request&);

  std::mutex mutex_;
  std::condition_variable changed_;
  bool released_ = false;
  int held_ = 0;
  std::vector<std::thread> threads_;
};

// Echoes at /live; refuses /live/refused; "flood" makes the server send without end.
class TestLive final : public http::LiveHandler {
 public:
  bool claims(std::string_view path) const override { return path.starts_with("/live"); }
  std::optional<http::Response> admit(const http::Request&) override;
  std::unique_ptr<http::LiveSession> open(const http::Request&, std::shared_ptr<http::LiveSocket>) override;
  std::atomic<int> sessions{0};
};

struct TestServer {
  explicit TestServer(http::Options options = {});
  RawClient client(int receive_bytes = 0) const { return RawClient(server.port(), receive_bytes); }

  TestHandler handler;
  TestLive live;
  http::Server server;

 private:
  static http::Options on_free_port(http::Options options);
};

// Until the condition holds; false after ten seconds.
template <class Condition>
bool eventually(Condition condition) {
  auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::yield();
  }
  return true;
}
