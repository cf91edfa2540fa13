// Hangs the published generation of the index on every reading connection as the schema `search`. A reader changes to
// a newer generation between two transactions; the old file goes with its last reader. Reading never fails because of
// the index: without one, only searching is refused.
#pragma once
#include <storage/store.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <unordered_map>

namespace search {

// Made before the store and outlives it. Any thread.
class Hook final : public storage::ReaderHook {
 public:
  void opened(storage::Connection&) override;
  void before_read(storage::Connection&) override;

  // From its next transaction on every reader uses this generation.
  void publish(const std::filesystem::path& folder, std::int64_t number);
  // Readers detach; searching is refused until the next publish().
  void withdraw();

 private:
  void leave(std::int64_t number);

  std::mutex guard_;  // guards everything below
  std::filesystem::path folder_;
  std::int64_t published_ = 0;
  std::unordered_map<storage::Connection*, std::int64_t> attached_;
  std::map<std::int64_t, int> readers_;  // by generation
};

// unavailable "search_not_ready" when no generation hangs on the connection.
void require_attached(ReadTx&);

}  // namespace search
