// What the transport costs per request, beside a bare Beast server that writes the same prepared bytes and, where it is
// installed, nginx with the same body as a file: bench_http [body bytes] [seconds per server]. The servers run as
// child processes and are loaded in turns, because other work on the machine would favour whichever ran in a quiet
// time.
#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <server/http/server.hpp>
#include <tests/bench/support/load.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/read.hpp>
#include <charconv>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using bench::Subject;

class PageHandler final : public http::Handler {
 public:
  explicit PageHandler(std::size_t bytes) : page_(std::make_shared<const std::string>(bytes, 'x')) {}
  void handle(http::Request, http::Respond respond) override {
    http::Response response;
    response.headers = {{"Content-Type", "application/json"}, {"Cache-Control", "private, no-cache"}};
    response.body = page_;
    respond(std::move(response));
  }
  std::unique_ptr<http::BodySink> open_sink(const http::Request&, std::uint64_t&) override { return nullptr; }

 private:
  http::SharedBody page_;
};

class NoLive final : public http::LiveHandler {
 public:
  bool claims(std::string_view) const override { return false; }
  std::optional<http::Response> admit(const http::Request&) override { return {}; }
  std::unique_ptr<http::LiveSession> open(const http::Request&, std::shared_ptr<http::LiveSocket>) override {
    return nullptr;
  }
};

asio::awaitable<void> bare_session(tcp::socket socket, const std::string& answer) {
  beast::flat_buffer buffer;
  for (;;) {
    beast::http::request<beast::http::empty_body> request;
    boost::system::error_code ec;
    auto token = asio::redirect_error(asio::use_awaitable, ec);
    co_await beast::http::async_read(socket, buffer, request, token);
    if (ec) co_return;
    auto bytes = asio::buffer(answer);
    co_await asio::async_write(socket, bytes, token);
    if (ec) co_return;
  }
}

asio::awaitable<void> bare_accept(tcp::acceptor& acceptor, const std::string& answer) {
  for (;;) {
    auto socket = co_await acceptor.async_accept(asio::use_awaitable);
    socket.set_option(tcp::no_delay(true));
    asio::co_spawn(acceptor.get_executor(), bare_session(std::move(socket), answer), asio::detached);
  }
}

// Runs `serve` in a child; it writes its port into the pipe when it listens, and serves until it is killed.
Subject child(std::string name, const std::function<void(int pipe)>& serve) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  Subject subject{std::move(name), ::fork(), 0};
  if (subject.pid == 0) {
    serve(ends[1]);
    std::_Exit(0);
  }
  if (::read(ends[0], &subject.port, sizeof subject.port) != sizeof subject.port) std::abort();
  ::close(ends[0]);
  ::close(ends[1]);
  return subject;
}

void announce(int pipe, unsigned short port) {
  if (::write(pipe, &port, sizeof port) != sizeof port) std::_Exit(1);
}

void serve_ours(int pipe, std::size_t body_bytes) {
  PageHandler handler(body_bytes);
  NoLive live;
  http::Options options;
  options.port = 0;
  http::Server server(options, handler, live);
  server.start();
  announce(pipe, server.port());
  for (;;) ::pause();
}

void serve_bare(int pipe, const std::string& answer) {
  std::deque<asio::io_context> contexts;
  std::deque<tcp::acceptor> acceptors;
  std::vector<std::thread> threads;
  tcp::endpoint endpoint(asio::ip::address_v4::loopback(), 0);
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) {
    auto& context = contexts.emplace_back(1);
    auto& acceptor = acceptors.emplace_back(context);
    int on = 1;
    acceptor.open(endpoint.protocol());
    ::setsockopt(acceptor.native_handle(), SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    acceptor.bind(endpoint);
    acceptor.listen();
    endpoint = acceptor.local_endpoint();
    asio::co_spawn(context, bare_accept(acceptor, answer), asio::detached);
  }
  announce(pipe, endpoint.port());
  for (auto& context : contexts) threads.emplace_back([&context] { context.run(); });
  for (;;) ::pause();
}

// nginx on a port that was free a moment ago, with everything it writes in `folder`.
Subject nginx(const std::filesystem::path& folder, std::size_t body_bytes) {
  asio::io_context context;
  auto port = tcp::acceptor(context, {asio::ip::address_v4::loopback(), 0}).local_endpoint().port();
  std::ofstream(folder / "page") << std::string(body_bytes, 'x');
  std::ofstream(folder / "nginx.conf") << fmt::format(
      "worker_processes {0}; daemon off; error_log stderr crit; pid {1}/pid;\n"
      "events {{ worker_connections 1024; }}\n"
      "http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 10000000;\n"
      "  client_body_temp_path {1}; proxy_temp_path {1}; fastcgi_temp_path {1}; uwsgi_temp_path {1}; "
      "scgi_temp_path {1};\n"
      "  server {{ listen 127.0.0.1:{2} reuseport; root {1}; }} }}\n",
      std::max(1u, std::thread::hardware_concurrency()), folder.string(), port);
  std::filesystem::permissions(folder, std::filesystem::perms(0755));
  Subject subject{"nginx", ::fork(), port};
  if (subject.pid == 0) {
    auto conf = (folder / "nginx.conf").string();
    ::execl("/usr/sbin/nginx", "nginx", "-c", conf.c_str(), static_cast<char*>(nullptr));
    std::_Exit(1);
  }
  return subject;
}

std::size_t argument(int argc, char** argv, int index, std::size_t otherwise) {
  if (index < argc) std::from_chars(argv[index], argv[index] + std::string_view(argv[index]).size(), otherwise);
  return otherwise;
}

}  // namespace

int main(int argc, char** argv) {
  auto body_bytes = argument(argc, argv, 1, 20 * 1024);
  auto seconds = argument(argc, argv, 2, 3);
  char folder_name[] = "/tmp/bench_http_XXXXXX";
  std::filesystem::path folder = ::mkdtemp(folder_name);

  std::vector<Subject> subjects;
  subjects.push_back(child("stafette transport", [&](int pipe) { serve_ours(pipe, body_bytes); }));
  auto answer = bench::one_answer(subjects[0].port);
  subjects.push_back(child("bare Beast", [&](int pipe) { serve_bare(pipe, answer); }));
  if (std::filesystem::exists("/usr/sbin/nginx")) subjects.push_back(nginx(folder, body_bytes));

  constexpr int turns = 6;
  for (int turn = 0; turn < turns; ++turn)
    for (auto& subject : subjects) bench::load(subject, std::chrono::milliseconds(seconds * 1000 / turns));

  auto& bare = subjects[1];
  fmt::print("{} bytes of body, {} connections, keep-alive\n", body_bytes, bench::connections);
  fmt::print("{:<20}{:>12}{:>16}{:>14}{:>14}\n", "server", "requests/s", "CPU us/request", "rate / bare", "CPU / bare");
  for (auto& subject : subjects) {
    fmt::print("{:<20}{:>12.0f}{:>16.2f}{:>14.2f}{:>14.2f}\n", subject.name, subject.rate(), subject.cpu_us(),
               subject.rate() / bare.rate(), subject.cpu_us() / bare.cpu_us());
    ::kill(subject.pid, SIGTERM);
    ::waitpid(subject.pid, nullptr, 0);
  }
  fmt::print("limits: CPU 15 us, rate 0.60 of bare Beast\n");
  std::filesystem::remove_all(folder);
}
