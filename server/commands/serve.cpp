#include <auth/first_steps.hpp>
#include <server/commands/commands.hpp>
#include <server/control/server.hpp>
#include <server/site.hpp>
#include <storage/lock.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iostream>

namespace server {
namespace {

constexpr std::chrono::seconds drain_time{10};

struct Options {
  std::optional<std::string> data, config, listen;
};

// Tells systemd (Type=notify) where we are; nothing happens outside of it.
void notify_systemd(const std::string& state) {
  const char* path = std::getenv("NOTIFY_SOCKET");
  if (!path || !*path) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string name = path;
  if (name.size() >= sizeof address.sun_path) return;
  name.copy(address.sun_path, name.size());
  if (address.sun_path[0] == '@') address.sun_path[0] = '\0';
  int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return;
  auto length = socklen_t(offsetof(sockaddr_un, sun_path) + name.size());
  ::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr*>(&address), length);
  ::close(fd);
}

// Signals are taken by the main thread alone; all others inherit the block.
sigset_t blocked_signals() {
  std::signal(SIGXFSZ, SIG_IGN);  // a file too large for a limit is a failed write, not the end of the server
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  return set;
}

// Somebody must be able to sign in. Said on standard output, once, and never in the log.
void provide_administrator(storage::Store& store) {
  if (!store.read(auth::lacks_administrator)) return;
  auto password = storage::hex(storage::random_bytes(16));  // so long that none is ever refused as easily guessed
  std::string name(auth::first_administrator_name);
  auto account = auth::prepared({Line<60>(name), Line<200>("Administrator"), {}, Text<200>(password), true});
  bool taken = store.write([&](WriteTx& tx) {
    if (auth::person_named(tx, name)) return true;
    auth::create_first_administrator(tx, account);
    return false;
  });
  if (taken) return;
  std::cout << fmt::format("First start. Sign in as \"{}\" with the password \"{}\" and change it.\n", name, password)
            << std::flush;
}

int serve(const Options& options) {
  auto signals = blocked_signals();
  auto config = load_config(options.config, options.data);
  if (options.listen) set_listen(config.http, *options.listen);
  auto lock = storage::FolderLock::take(config.data);
  if (!lock) {
    std::cerr << "stafette: another process holds the data folder " << config.data.string() << "\n";
    return 1;
  }
  Log log(config.log_level);
  SystemClock clock;
  Site site(config, clock, log);
  provide_administrator(site.store());
  site.start();
  control::Server control(config.data, {site.store(), site.blobs(), site.index(), true}, log);
  auto address = fmt::format("{}:{}", config.http.host, site.port());
  log.info("serving", {{"address", address}, {"version", STAFETTE_VERSION}});
  notify_systemd("READY=1");
  int signal = 0;
  sigwait(&signals, &signal);
  log.info("stopping", {{"signal", std::to_string(signal)}});
  notify_systemd("STOPPING=1");
  control.stop();
  site.drain(drain_time);
  site.store().close();
  return 0;
}

}  // namespace

void add_serve(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("serve", "Serve the data folder over HTTP until SIGTERM");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("--config", options->config, "Configuration file (default: stafette.toml in the data folder)");
  command->add_option("--listen", options->listen, "HOST:PORT; port 0 takes any free one");
  command->callback([options, &chosen] { chosen = [options] { return serve(*options); }; });
}

}  // namespace server
