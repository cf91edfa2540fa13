#include <base/failure.hpp>
#include <server/control/server.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>

#include <fmt/format.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace control {
namespace {

constexpr std::chrono::seconds order_time_max{10};
constexpr std::chrono::milliseconds step_pause{100};

// Reports over a channel. When the other end is gone, an order that writes goes on without telling anybody.
class ChannelReporter final : public Reporter {
 public:
  ChannelReporter(Channel& channel, const std::atomic<bool>& stopping) : channel_(channel), stopping_(stopping) {}

  void progress(std::string_view what, std::uint64_t done, std::uint64_t total, bool may_end) override {
    if (may_end && (stopping_ || channel_.ended())) throw GivenUp{};
    auto now = std::chrono::steady_clock::now();
    if (done < total && now - told_ < step_pause) return;
    told_ = now;
    Report report;
    report.step = {std::string(what), std::int64_t(done), std::int64_t(total)};
    channel_.send(json::encode(report));
  }

  void line(std::string_view text) override {
    Report report;
    report.line = std::string(text.substr(0, packet_bytes_max / 8));
    channel_.send(json::encode(report));
  }

 private:
  Channel& channel_;
  const std::atomic<bool>& stopping_;
  std::chrono::steady_clock::time_point told_{};
};

Report obeyed(const Workplace& workplace, const Packet& packet, Reporter& reporter) {
  Report report;
  try {
    auto order = json::decode<Order>(packet.text);
    auto* verb = verb_named(order.verb);
    if (!verb) throw Failure(Problem::invalid, "unknown_command");
    report.exit_code = verb->run(workplace, order.arguments, packet.file, reporter);
  } catch (const GivenUp&) {
    report.failure = "the server is stopping";
  } catch (const std::exception& error) {
    report.failure = readable(error);
  }
  return report;
}

}  // namespace

Server::Server(const std::filesystem::path& folder, const Workplace& workplace, server::Log& log)
    : workplace_(workplace), log_(log), socket_(listening_in(folder)), wake_(::eventfd(0, EFD_CLOEXEC)) {
  if (!wake_) storage::raise_errno("cannot open the control socket");
  thread_ = std::thread([this] { accept_all(); });
}

Server::~Server() {
  stop();
  for (auto& connection : connections_) connection.thread.join();
}

void Server::stop() {
  if (stopping_.exchange(true)) return;
  std::uint64_t one = 1;
  storage::write_all(wake_.get(), {reinterpret_cast<const char*>(&one), sizeof one});
  thread_.join();
  socket_ = {};
  std::lock_guard lock(guard_);
  for (auto& connection : connections_) connection.channel.end();
}

void Server::accept_all() {
  pollfd waiting[] = {{socket_.get(), POLLIN, 0}, {wake_.get(), POLLIN, 0}};
  while (!stopping_) {
    if (::poll(waiting, 2, -1) < 0 || !(waiting[0].revents & POLLIN)) continue;
    storage::Descriptor accepted(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (accepted) take(std::move(accepted));
  }
}

void Server::take(storage::Descriptor socket) {
  drop_ended();
  std::lock_guard lock(guard_);
  if (connections_.size() >= connections_max) return;
  auto& connection = connections_.emplace_back(std::move(socket));
  if (!connection.channel.trusted()) {
    log_.warning("control refused");
    connections_.pop_back();
    return;
  }
  connection.thread = std::thread([this, &connection] {
    serve(connection.channel);
    connection.done = true;
  });
}

void Server::drop_ended() {
  std::lock_guard lock(guard_);
  std::erase_if(connections_, [](Connection& connection) {
    if (connection.done) connection.thread.join();
    return connection.done.load();
  });
}

void Server::serve(Channel& channel) {
  channel.limit_waiting(order_time_max);
  auto packet = channel.receive();
  if (!packet) return;
  ChannelReporter reporter(channel, stopping_);
  auto report = obeyed(workplace_, *packet, reporter);
  log_.info("command", {{"outcome", report.failure ? "failed" : std::to_string(*report.exit_code)}});
  channel.send(json::encode(report));
  channel.end();
}

}  // namespace control
