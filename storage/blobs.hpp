// Attachments as files named by their SHA-256 under DIR/blobs. A blob is complete and on disk before a row refers to
// it; one that no row refers to is swept later. Any thread may call.
#pragma once
#include <base/clock.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace storage {

struct StoredBlob {
  std::string sha256;  // 32 bytes
  std::uint64_t size_bytes = 0;
  std::string head;  // the first 4 KB, for finding out the type
};

class Blobs {
 public:
  explicit Blobs(std::filesystem::path folder);

  // A blob being received. Unless finished, it leaves nothing behind.
  class Upload {
   public:
    explicit Upload(const Blobs&);
    ~Upload();
    void write(std::string_view piece);  // Failure(unavailable, "disk_full") and the like
    StoredBlob finish();                 // synced and in place when it returns

   private:
    struct State;
    std::unique_ptr<State> state_;
  };

  StoredBlob put(std::string_view bytes) const;
  // Opened for reading; closes with the last owner. Null when it does not exist.
  std::shared_ptr<const int> open(const std::string& sha256) const;
  std::filesystem::path path(const std::string& sha256) const;
  // Recomputes the hash: false when the file is missing or differs.
  bool intact(const std::string& sha256) const;
  // While somebody holds on, sweep() removes nothing: a backup copies what its snapshot refers to.
  std::shared_ptr<void> hold() const;
  // Removes blobs older than an hour for which `wanted` says no; returns how many.
  std::size_t sweep(Time now, const std::function<bool(const std::string& sha256)>& wanted) const;

 private:
  std::filesystem::path folder_;
  mutable std::mutex holders_guard_;  // guards holders_; held while one file is judged and removed
  mutable int holders_ = 0;
};

// SHA-256 of what comes in pieces.
class Sha256 {
 public:
  Sha256();
  void add(std::string_view bytes);
  std::string digest();  // 32 bytes; once

 private:
  std::unique_ptr<void, void (*)(void*)> context_;
};

std::string sha256(std::string_view bytes);      // 32 bytes
std::string hex(std::string_view bytes);         // lower case
std::string random_bytes(std::size_t count);     // from the system's generator

}  // namespace storage
