#include <base/failure.hpp>
#include <server/control/client.hpp>
#include <server/control/message.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <server/site.hpp>
#include <storage/lock.hpp>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <iostream>
#include <stdexcept>

namespace control {
namespace {

constexpr std::chrono::seconds busy_time_max{30};
constexpr std::chrono::milliseconds bar_pause{100};
constexpr int try_again_ms = 50, bar_width = 30;

// Without a server: the store and, for what changes much, the index.
int perform_here(const std::filesystem::path& folder, const Verb& verb, const std::string& arguments,
                 const storage::Descriptor& file, Reporter& reporter) {
  SetBackClock clock;
  search::Hook hook;
  storage::Store store(server::store_options(folder, clock, hook));
  storage::Blobs blobs(folder / "blobs");
  search::Index index(store, hook, server::document_sources());
  if (verb.follows_index) index.start();
  int code = verb.run({store, blobs, index, false, &clock}, arguments, file, reporter);
  if (verb.follows_index) {
    reporter.progress("index", 0, 0, false);
    if (!index.settle()) throw std::runtime_error("the search index failed: " + index.failure());
  }
  return code;
}

int follow(Channel& channel, Reporter& reporter) {
  while (auto packet = channel.receive()) {
    auto report = json::decode<Report>(packet->text);
    if (report.step)
      reporter.progress(report.step->what, std::uint64_t(report.step->done), std::uint64_t(report.step->total), false);
    if (report.line) reporter.line(*report.line);
    if (report.failure) throw std::runtime_error(*report.failure);
    if (report.exit_code) return *report.exit_code;
  }
  throw std::runtime_error("the server ended before the command was done");
}

}  // namespace

int perform(const std::filesystem::path& folder, std::string_view name, const std::string& arguments,
            storage::Descriptor file) {
  auto& verb = *verb_named(name);
  if (!verb.founds && !std::filesystem::exists(folder / "stafette.db"))
    throw std::runtime_error("there is no data folder " + folder.string());
  TerminalReporter reporter;
  // Held without a listener: a server is starting or ending, or another command is at work. Both pass.
  auto until = std::chrono::steady_clock::now() + busy_time_max;
  do {
    if (auto lock = storage::FolderLock::take(folder)) return perform_here(folder, verb, arguments, file, reporter);
    if (auto channel = connected_to(folder)) {
      if (channel->send(json::encode(Order{std::string(name), arguments}), file.get()))
        return follow(*channel, reporter);
    }
    ::poll(nullptr, 0, try_again_ms);
  } while (std::chrono::steady_clock::now() < until);
  throw std::runtime_error("another process holds the data folder " + folder.string());
}

TerminalReporter::TerminalReporter() : terminal_(::isatty(STDERR_FILENO) == 1) {}
TerminalReporter::~TerminalReporter() {
  clear();
}

void TerminalReporter::clear() {
  if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void TerminalReporter::progress(std::string_view what, std::uint64_t done, std::uint64_t total, bool) {
  auto now = std::chrono::steady_clock::now();
  if (!terminal_ || (done < total && now - told_ < bar_pause)) return;
  told_ = now;
  auto filled = total ? int(done * bar_width / total) : 0;
  std::cerr << fmt::format("\r\x1b[K{:<12} [{:<{}}]", what, std::string(std::size_t(filled), '#'), bar_width);
  if (total) std::cerr << fmt::format(" {} / {}", done, total);
  std::cerr << std::flush;
  drawn_ = true;
}

void TerminalReporter::line(std::string_view text) {
  clear();
  std::cout << text << "\n" << std::flush;
}

}  // namespace control
