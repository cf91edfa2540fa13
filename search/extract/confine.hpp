// What a process that reads the bytes of strangers gives up before it does: memory, time, files, processes, network.
#pragma once
#include <cstddef>

namespace extract {

struct Limits {
  std::size_t memory_bytes = 384u << 20;
  unsigned cpu_s = 15;
  unsigned descriptors = 32;
};

// For the rest of this process, whatever it becomes by exec (allowed only if `may_exec`). It ends with its parent.
// Throws when a limit cannot be set; system calls are filtered as far as the kernel can.
void confine(const Limits&, bool may_exec);

}  // namespace extract
