#include <search/extract/child.hpp>
#include <search/extract/plain.hpp>
#include <search/extract/text.hpp>
#include <storage/descriptor.hpp>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <system_error>

namespace extract {
namespace {

using Clock = std::chrono::steady_clock;

void check(int error, const char* doing) {
  if (error) throw std::system_error(error, std::generic_category(), doing);
}

class Spawning {
 public:
  Spawning(int input, int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes_);
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &usual);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Spawning() {
    posix_spawnattr_destroy(&attributes_);
    posix_spawn_file_actions_destroy(&actions_);
  }
  pid_t start(const std::string& program) {
    char name[] = "stafette", command[] = "extract-text", path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
    char* arguments[] = {name, command, nullptr};
    char* environment[] = {path, locale, nullptr};
    pid_t pid = 0;
    int error = ::posix_spawn(&pid, program.c_str(), &actions_, &attributes_, arguments, environment);
    check(error, "cannot start a child");
    return pid;
  }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

// A running child and the reading end of its output. Gone when this is destroyed.
class Child {
 public:
  Child(const std::string& program, int file) {
    std::array<int, 2> ends;
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) check(errno, "cannot make a pipe");
    output_ = storage::Descriptor(ends[0]);
    storage::Descriptor input(ends[1]);
    ::fcntl(output_.get(), F_SETFL, O_NONBLOCK);
    pid_ = Spawning(file, input.get()).start(program);
    process_ = storage::Descriptor(int(::syscall(SYS_pidfd_open, pid_, 0)));
  }
  ~Child() { end(); }

  // Until the child has ended, its text is longer than wanted, or the time is over. False for the latter.
  bool collect(std::string& text, Clock::time_point until) {
    std::array<pollfd, 2> watched{{{output_.get(), POLLIN, 0}, {process_.get(), POLLIN, 0}}};
    for (bool ended = false; !ended;) {
      auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count();
      if (left <= 0) return false;
      ::poll(watched.data(), watched.size(), int(left));
      ended = watched[1].revents != 0;
      if (!take(text)) watched[0].fd = -1;
      if (text.size() > text_bytes_max) return true;
    }
    return true;
  }

  // Kills the child, and whatever it might have started, unless it has ended; its status.
  int end() {
    if (!pid_) return status_;
    ::kill(-pid_, SIGKILL);
    while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
    }
    pid_ = 0;
    return status_;
  }

 private:
  // What is there now; false at the end of the output.
  bool take(std::string& text) {
    std::array<char, 65536> piece;
    while (text.size() <= text_bytes_max) {
      auto size = ::read(output_.get(), piece.data(), piece.size());
      if (size < 0) return errno == EAGAIN || errno == EINTR;
      if (size == 0) return false;
      text.append(piece.data(), std::size_t(size));
    }
    return true;
  }

  pid_t pid_ = 0;
  int status_ = 0;
  storage::Descriptor output_, process_;
};

std::string reason(int status) {
  if (WIFSIGNALED(status)) return "signal " + std::to_string(WTERMSIG(status));
  return "exit code " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Reading read_in_child(const std::string& program, int file, std::chrono::milliseconds time) {
  Child child(program, file);
  std::string raw;
  if (!child.collect(raw, Clock::now() + time)) return {Outcome::failed, {}, "too slow"};
  bool cut = raw.size() > text_bytes_max;
  auto status = child.end();
  if (!cut && WIFEXITED(status) && WEXITSTATUS(status) == exit_none) return {Outcome::none, {}, {}};
  if (!cut && status != 0) return {Outcome::failed, {}, reason(status)};
  std::string_view kept(raw);
  if (cut) kept = kept.substr(0, kept.find_last_of(" \n\f", text_bytes_max));
  auto text = readable(kept);
  if (text.empty()) return {Outcome::none, {}, {}};
  return {cut ? Outcome::cut : Outcome::whole, std::move(text), {}};
}

}  // namespace extract
