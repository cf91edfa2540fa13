// A tar archive (POSIX ustar) in one zstd frame with a checksum: `tar --zstd -tf` lists it. Written and read in pieces.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace storage {

// One thread. Failure(unavailable, "disk_full") and the like. Does not own the descriptor.
class ArchiveWriter {
 public:
  explicit ArchiveWriter(int fd);
  ~ArchiveWriter();
  void add(std::string_view name, std::string_view content);  // at most 99 bytes of name
  // The bytes that the file had when it was opened; std::runtime_error when it got shorter.
  void add_file(std::string_view name, const std::filesystem::path&);
  void finish();  // written and synced when it returns; without it the archive is incomplete

 private:
  struct State;
  void begin(std::string_view name, std::uint64_t size_bytes);
  void put(std::string_view bytes);
  void pad(std::uint64_t size_bytes);
  void drain(int directive);
  std::unique_ptr<State> state_;
};

// One thread. invalid "backup_damaged" for everything that is no whole archive.
class ArchiveReader {
 public:
  struct Entry {
    std::string name;
    std::uint64_t size_bytes;
  };
  explicit ArchiveReader(int fd);
  ~ArchiveReader();
  std::optional<Entry> next();  // the next file; what was left unread of the last is skipped
  std::string_view piece();     // of the entry's content, empty at its end; valid until the next call
  std::string content(std::size_t size_bytes_max);

 private:
  struct State;
  bool fill();
  std::string_view take(std::size_t bytes_max);
  std::string exactly(std::size_t bytes);
  std::unique_ptr<State> state_;
};

}  // namespace storage
