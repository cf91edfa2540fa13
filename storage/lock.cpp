#include <storage/lock.hpp>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace storage {

std::optional<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
  // New ones are for their owner alone: they hold what not everybody may read.
  if (std::filesystem::create_directories(folder))
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  int fd = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot open the lock of the data folder");
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return FolderLock(fd);
  int error = errno;
  ::close(fd);
  if (error == EWOULDBLOCK) return {};
  throw std::system_error(error, std::generic_category(), "cannot lock the data folder");
}

FolderLock::~FolderLock() {
  if (fd_ >= 0) ::close(fd_);
}

FolderLock::FolderLock(FolderLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

}  // namespace storage
