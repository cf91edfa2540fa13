#include <base/failure.hpp>
#include <storage/descriptor.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace storage {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

void raise_errno(const char* doing) {
  if (errno == ENOSPC || errno == EDQUOT) throw Failure(Problem::unavailable, "disk_full");
  if (errno == EROFS) throw Failure(Problem::unavailable, "store_read_only");
  throw std::system_error(errno, std::generic_category(), doing);
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) raise_errno("cannot write");
    bytes.remove_prefix(std::size_t(written));
  }
}

void sync_file(int fd) {
  if (::fsync(fd) != 0 && errno != EINVAL && errno != ENOTSUP) raise_errno("cannot sync");
}

void sync_folder(const std::string& folder) {
  Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) raise_errno("cannot open the folder");
  sync_file(fd.get());
}

}  // namespace storage
