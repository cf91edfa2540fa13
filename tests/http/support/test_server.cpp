#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <base/failure.hpp>
#include <tests/http/support/test_server.hpp>

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

namespace {

class CountingSink final : public http::BodySink {
 public:
  explicit CountingSink(TestHandler& handler_in) : handler(handler_in) {}
  void write(std::string_view piece) override {
    if (piece.find("poison") != piece.npos) throw Failure(Problem::unsupported_media, "poisoned");
    handler.sink_bytes += piece.size();
    handler.sink_largest_piece = std::max<std::uint64_t>(handler.sink_largest_piece, piece.size());
  }
  TestHandler& handler;
};

http::FileBody file_of(const std::string& text) {
  char name[] = "/tmp/http_test_XXXXXX";
  int fd = ::mkstemp(name);
  ::unlink(name);
  for (std::size_t done = 0; done < text.size();) {
    auto written = ::write(fd, text.data() + done, text.size() - done);
    if (written <= 0) throw std::runtime_error("write");
    done += static_cast<std::size_t>(written);
  }
  std::shared_ptr<const int> owner(new int(fd), [](const int* held) {
    ::close(*held);
    delete held;
  });
  return {owner, 0, text.size()};
}

class EchoSession final : public http::LiveSession {
 public:
  EchoSession(TestLive& live_in, std::shared_ptr<http::LiveSocket> socket_in)
      : live(live_in), socket(std::move(socket_in)) {
    ++live.sessions;
  }
  ~EchoSession() override { --live.sessions; }
  void received(std::string_view text) override {
    if (text == "fail") throw std::runtime_error("refused");
    if (text == "bye") return socket->close(1000);
    auto reply = std::make_shared<const std::string>(text == "flood" ? std::string(10'000, 'x') : std::string(text));
    for (int i = 0; i < (text == "flood" ? 2'000 : 1); ++i) socket->send(reply);
  }
  TestLive& live;
  std::shared_ptr<http::LiveSocket> socket;
};

}  // namespace

TestHandler::~TestHandler() {
  release();
  for (auto& thread : threads_) thread.join();
}

const std::string& TestHandler::large_text() {
  static const std::string text = [] {
    std::string out;
    for (int i = 0; i < 750'000; ++i) out += fmt::format("{:04x}", i & 0xffff);
    return out;
  }();
  return text;
}

void TestHandler::release() {
  std::lock_guard lock(mutex_);
  released_ = true;
  changed_.notify_all();
}

void TestHandler::wait_for_held(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return held_ >= count; });
}

void TestHandler::handle(http::Request request, http::Respond respond) {
  if (request.path == "/dropped") return;
  if (request.path == "/broken") throw std::runtime_error("secret detail");
  if (request.path == "/conflict") throw Failure(Problem::conflict, "page_moved_on", "/base_revision");
  if (request.path != "/held") return respond(answer(request));
  std::lock_guard lock(mutex_);
  ++held_;
  changed_.notify_all();
  threads_.emplace_back([this, respond = std::move(respond)] {
    {
      std::unique_lock wait(mutex_);
      changed_.wait(wait, [&] { return released_; });
    }
    http::Response response;
    response.body = "released";
    respond(std::move(response));
  });
}

http::Response TestHandler::answer(const http::Request& request) {
  http::Response response;
  response.headers = {{"Content-Type", "text/plain"}};
  if (request.path == "/echo")
    response.body = request.body;
  else if (request.path == "/sink")
    response.body = std::to_string(sink_bytes);
  else if (request.path == "/remote")
    response.body = request.remote + (request.tls ? " tls" : " plain");
  else if (request.path == "/shared")
    response.body = std::make_shared<const std::string>("shared");
  else if (request.path == "/framed")
    response.body = http::FramedBody{"<", std::make_shared<const std::string>("m"), ">"};
  else if (request.path == "/large")
    response.body = std::make_shared<const std::string>(large_text());
  else if (request.path == "/nothing")
    response.status = 204;
  else if (request.path == "/split")
    response.headers.emplace_back("X-Name", "a\r\nSet-Cookie: b");
  else if (request.path == "/policy")
    response.headers.emplace_back("Content-Security-Policy", "sandbox");
  else if (request.path == "/file") {
    auto file = file_of(large_text());
    if (auto range = request.header("range"); !range.empty()) {
      file.offset_bytes = std::strtoull(range.data() + 6, nullptr, 10);
      file.size_bytes -= file.offset_bytes;
      response.status = 206;
    }
    response.body = std::move(file);
  } else {
    response.body = request.path + "?" + request.query;
  }
  return response;
}

std::unique_ptr<http::BodySink> TestHandler::open_sink(const http::Request& head, std::uint64_t& limit_bytes) {
  if (head.path == "/sink/forbidden") throw Failure(Problem::forbidden, "administrators_only");
  if (head.path != "/sink") return nullptr;
  limit_bytes = 20 * 1024 * 1024;
  return std::make_unique<CountingSink>(*this);
}

std::optional<http::Response> TestLive::admit(const http::Request& request) {
  if (request.path == "/live/forbidden") throw Failure(Problem::forbidden, "foreign_origin");
  if (request.path != "/live/refused") return {};
  http::Response response;
  response.status = 401;
  return response;
}

std::unique_ptr<http::LiveSession> TestLive::open(const http::Request&, std::shared_ptr<http::LiveSocket> socket) {
  return std::make_unique<EchoSession>(*this, std::move(socket));
}

TestServer::TestServer(http::Options options) : server(on_free_port(std::move(options)), handler, live) {
  server.start();
}

http::Options TestServer::on_free_port(http::Options options) {
  options.port = 0;
  options.threads = 2;
  return options;
}
