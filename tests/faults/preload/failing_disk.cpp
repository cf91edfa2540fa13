// Loaded before libc (LD_PRELOAD): a disk that fails when a test says so. While the file STAFETTE_DISK_FAULT names exists
// and holds "<what> <errno>", every write to a regular file ("write"), or every sync of one ("sync"), fails with that
// number, as the kernel would say it.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// True with errno set when the call is to fail.
bool fails(const char* what, int fd) {
  static const char* place = std::getenv("STAFETTE_DISK_FAULT");
  std::FILE* file = place ? std::fopen(place, "re") : nullptr;
  if (!file) return false;
  char wanted[16] = "";
  int number = 0;
  bool read = std::fscanf(file, "%15s %d", wanted, &number) == 2;
  std::fclose(file);
  struct stat about {};
  if (!read || std::strcmp(wanted, what) != 0 || ::fstat(fd, &about) != 0 || !S_ISREG(about.st_mode)) return false;
  errno = number;
  return true;
}

}  // namespace

extern "C" ssize_t write(int fd, const void* data, size_t size) {
  static auto* real = next<ssize_t(int, const void*, size_t)>("write");
  return fails("write", fd) ? -1 : real(fd, data, size);
}
extern "C" ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  static auto* real = next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return fails("write", fd) ? -1 : real(fd, data, size, offset);
}
extern "C" int ftruncate64(int fd, off64_t size) {
  static auto* real = next<int(int, off64_t)>("ftruncate64");
  return fails("write", fd) ? -1 : real(fd, size);
}
extern "C" int fsync(int fd) {
  static auto* real = next<int(int)>("fsync");
  return fails("sync", fd) ? -1 : real(fd);
}
extern "C" int fdatasync(int fd) {
  static auto* real = next<int(int)>("fdatasync");
  return fails("sync", fd) ? -1 : real(fd);
}
