// DIR/lock: one process writes a data folder at a time. Commands that find it held go through the server's control
// socket instead.
#pragma once
#include <filesystem>
#include <optional>

namespace storage {

class FolderLock {
 public:
  // nullopt when another process holds it. Throws when the folder cannot be used.
  static std::optional<FolderLock> take(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(FolderLock&&) noexcept;
  FolderLock& operator=(FolderLock&&) = delete;

 private:
  explicit FolderLock(int fd) : fd_(fd) {}
  int fd_;
};

}  // namespace storage
