#include <base/failure.hpp>
#include <search/fts5/scan.hpp>
#include <search/fts5/tokenizer.hpp>
#include <search/generation.hpp>
#include <search/hook.hpp>

namespace search {
namespace {

// Another generation has the same tables, so statements would stay valid in text but not in meaning.
void detach(storage::Connection& connection) {
  connection.forget_statements();
  connection.execute("DETACH search");
}

bool attach(storage::Connection& connection, const std::filesystem::path& file) {
  try {
    auto& statement = connection.prepare("ATTACH $1 AS search");
    auto name = file.string();
    statement.bind_text(1, name);
    statement.step();
    statement.reset();
    connection.execute("PRAGMA search.mmap_size=2147418112; PRAGMA search.cache_size=-16384");
    return true;
  } catch (const storage::SqliteError&) {
    connection.forget_statements();
    return false;
  }
}

}  // namespace

void Hook::opened(storage::Connection& connection) {
  register_scan(connection);
  register_tokenizer(connection);
  std::lock_guard lock(guard_);
  attached_[&connection] = 0;
}

void Hook::before_read(storage::Connection& connection) {
  std::lock_guard lock(guard_);
  auto& attached = attached_[&connection];
  if (attached == published_) return;
  if (attached) {
    detach(connection);
    leave(attached);
    attached = 0;
  }
  if (!published_ || !attach(connection, generation_file(folder_, published_))) return;
  attached = published_;
  ++readers_[attached];
}

void Hook::publish(const std::filesystem::path& folder, std::int64_t number) {
  std::lock_guard lock(guard_);
  auto old = published_;
  folder_ = folder;
  published_ = number;
  if (old && old != number && !readers_[old]) remove_generation(folder_, old);
}

void Hook::withdraw() {
  std::lock_guard lock(guard_);
  auto old = published_;
  published_ = 0;
  if (old && !readers_[old]) remove_generation(folder_, old);
}

void Hook::leave(std::int64_t number) {
  if (--readers_[number] == 0 && number != published_) remove_generation(folder_, number);
}

void require_attached(ReadTx& tx) {
  if (!tx.one<bool>("SELECT count(*) FROM pragma_database_list WHERE name = 'search'"))
    throw Failure(Problem::unavailable, "search_not_ready");
}

}  // namespace search
