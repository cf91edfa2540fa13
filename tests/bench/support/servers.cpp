#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <tests/bench/support/servers.hpp>

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
#include <deque>
#include <fstream>
#include <thread>

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

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

}  // namespace

Subject child(std::string name, const std::function<void(int pipe)>& serve) {
  int ends[2];
  if (::pipe(ends) != 0) std::abort();
  Subject subject;
  subject.name = std::move(name);
  subject.pid = ::fork();
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

Subject bare_beast(const std::string& answer) {
  return child("bare Beast", [&](int pipe) { serve_bare(pipe, answer); });
}

unsigned short free_port() {
  asio::io_context context;
  return tcp::acceptor(context, {asio::ip::address_v4::loopback(), 0}).local_endpoint().port();
}

Subject nginx(const std::filesystem::path& folder, std::string_view body) {
  Subject subject;
  subject.name = "nginx";
  if (!std::filesystem::exists("/usr/sbin/nginx")) return subject;
  subject.port = free_port();
  std::ofstream(folder / "page") << body;
  std::ofstream(folder / "nginx.conf") << fmt::format(
      "worker_processes {0}; daemon off; error_log stderr crit; pid {1}/pid;\n"
      "events {{ worker_connections 1024; }}\n"
      "http {{ access_log off; sendfile on; tcp_nopush on; open_file_cache max=10; keepalive_requests 10000000;\n"
      "  client_body_temp_path {1}; proxy_temp_path {1}; fastcgi_temp_path {1}; uwsgi_temp_path {1}; "
      "scgi_temp_path {1};\n"
      "  server {{ listen 127.0.0.1:{2} reuseport; root {1}; }} }}\n",
      std::max(1u, std::thread::hardware_concurrency()), folder.string(), subject.port);
  std::filesystem::permissions(folder, std::filesystem::perms(0755));
  subject.pid = ::fork();
  if (subject.pid == 0) {
    auto conf = (folder / "nginx.conf").string();
    ::execl("/usr/sbin/nginx", "nginx", "-c", conf.c_str(), static_cast<char*>(nullptr));
    std::_Exit(1);
  }
  return subject;
}

void stop(const Subject& subject) {
  ::kill(subject.pid, SIGTERM);
  ::waitpid(subject.pid, nullptr, 0);
}

}  // namespace bench
