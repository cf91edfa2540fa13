// CPU time of the process, so that a busy machine fails no test.
#pragma once
#include <ctime>

namespace test {

inline double cpu_seconds() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

// What a limit for the released program becomes in a slower build.
inline double cpu_limit_s(double release_limit_s) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return 10 * release_limit_s;
#elif defined(__OPTIMIZE__)
  return release_limit_s;
#else
  return 4 * release_limit_s;
#endif
}

}  // namespace test
