#include <search/extract/confine.hpp>
#include <storage/descriptor.hpp>

#include <fcntl.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace extract {
namespace {

// Sanitizers reserve more memory and use more of the kernel than any limit allows, and look into the process.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool watched = true;
#else
constexpr bool watched = false;
#endif

// A smaller limit that is there already stays.
void limit(__rlimit_resource_t what, rlim_t value) {
  rlimit both{};
  ::getrlimit(what, &both);
  both.rlim_max = std::min(both.rlim_max, value);
  both.rlim_cur = both.rlim_max;
  if (::setrlimit(what, &both) != 0) throw std::system_error(errno, std::generic_category(), "setrlimit");
}

// When the machine has no memory left, this goes first; not everywhere it may say so.
bool offer_to_be_killed() {
  storage::Descriptor score(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  return score && ::write(score.get(), "1000", 4) == 4;
}

// Memory, reading files, ending: no sockets, no processes, no signals to others, nothing is written but to what is
// open.
constexpr std::string_view allowed =
    "read readv pread64 write writev close lseek fstat newfstatat stat lstat statx access faccessat "
    "faccessat2 readlink readlinkat getcwd mmap munmap mprotect mremap madvise brk futex rt_sigaction rt_sigprocmask "
    "rt_sigreturn sigaltstack arch_prctl set_tid_address set_robust_list rseq getrandom getpid gettid getuid "
    "geteuid getgid getegid uname sysinfo sched_yield sched_getaffinity clock_gettime clock_getres gettimeofday time "
    "getrlimit exit exit_group ";

void filter_system_calls(bool may_exec) {
  // Not an error, but "not there": libraries then take another way.
  std::unique_ptr<void, void (*)(void*)> filter(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), seccomp_release);
  if (!filter) return;
  auto allow = [&](const std::string& name) {
    seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, seccomp_syscall_resolve_name(name.c_str()), 0);
  };
  for (auto rest = allowed; !rest.empty(); rest.remove_prefix(rest.find(' ') + 1))
    allow(std::string(rest.substr(0, rest.find(' '))));
  if (may_exec) allow("execve");
  seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, seccomp_syscall_resolve_name("openat"), 1,
                   scmp_arg_cmp{2, SCMP_CMP_MASKED_EQ, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY});
  seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, seccomp_syscall_resolve_name("prlimit64"), 1,
                   scmp_arg_cmp{0, SCMP_CMP_EQ, 0, 0});
  seccomp_load(filter.get());
}

}  // namespace

void confine(const Limits& limits, bool may_exec) {
  offer_to_be_killed();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit(RLIMIT_CPU, limits.cpu_s);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, limits.descriptors);
  if (watched) return;
  ::prctl(PR_SET_DUMPABLE, 0);
  limit(RLIMIT_AS, limits.memory_bytes);
  filter_system_calls(may_exec);
}

}  // namespace extract
