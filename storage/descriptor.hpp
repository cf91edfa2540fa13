// An open file with one owner, and what the system's errors on files mean to callers.
#pragma once
#include <string>
#include <string_view>
#include <utility>

namespace storage {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  // A path to the same file or folder that works in this process only, wherever it lies.
  std::string path() const { return "/proc/self/fd/" + std::to_string(fd_) + "/."; }

 private:
  int fd_ = -1;
};

// Of errno: unavailable "disk_full" or "store_read_only"; std::system_error for everything else.
[[noreturn]] void raise_errno(const char* doing);
void write_all(int fd, std::string_view bytes);
void sync_file(int fd);  // a pipe or socket has nothing to sync: that is no error
void sync_folder(const std::string& folder);

}  // namespace storage
