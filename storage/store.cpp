#include <base/failure.hpp>
#include <storage/migration.hpp>
#include <storage/store.hpp>

#include <pthread.h>

#include <future>

namespace storage {
namespace {

constexpr std::size_t batch_jobs_max = 64;
constexpr auto batch_time_max = std::chrono::milliseconds(5);
// Under load the next jobs arrive while the group is being written; waiting this long for them saves whole syncs.
constexpr auto gather_time_max = std::chrono::microseconds(400);

}  // namespace

Store::Store(StoreOptions options)
    : options_(std::move(options)), heavy_(options_.heavy_threads, options_.heavy_queue_max) {
  std::filesystem::create_directories(options_.folder);
  auto file = options_.folder / "stafette.db";
  migrate(file, options_.clock->now());
  writer_ = std::make_unique<Connection>(file.string(), Connection::Mode::read_write);
  writer_->protect(&options_.protected_tables);
  last_id_ = ReadTx(*writer_, {}).one<std::int64_t>("SELECT value FROM counter WHERE name = 'id'");
  writer_thread_ = std::thread([this] { writer_loop(); });
}

Store::~Store() {
  close();
  writer_thread_.join();
}

void Store::close() {
  {
    std::lock_guard lock(queue_guard_);
    stopping_ = true;
  }
  queue_filled_.notify_all();
}

void Store::listen(Listener listener) { listeners_.push_back(std::move(listener)); }

std::string Store::write_failure() const {
  std::lock_guard lock(queue_guard_);
  return write_failure_;
}

std::size_t Store::writes_waiting() const {
  std::lock_guard lock(queue_guard_);
  return queue_.size();
}

// Reading

std::unique_ptr<Connection> Store::open_reader() {
  auto fresh = std::make_unique<Connection>((options_.folder / "stafette.db").string(), Connection::Mode::query_only);
  fresh->protect(&options_.protected_tables);
  if (options_.reader_hook) options_.reader_hook->opened(*fresh);
  return fresh;
}

Store::Reader::Reader(Store& store_in) : store(store_in) {
  {
    std::lock_guard lock(store.readers_guard_);
    if (!store.readers_.empty()) {
      connection = std::move(store.readers_.back());  // last in, first out: its cache is warm
      store.readers_.pop_back();
    }
  }
  if (!connection) connection = store.open_reader();
  if (store.options_.reader_hook) store.options_.reader_hook->before_read(*connection);
  connection->run("BEGIN");
}

Store::Reader::~Reader() {
  try {
    connection->run("COMMIT");
    std::lock_guard lock(store.readers_guard_);
    store.readers_.push_back(std::move(connection));
  } catch (...) {
    // A connection that cannot end its transaction is closed instead of being used again.
  }
}

void Store::read_heavy(std::function<void(ReadTx&)> body, Done done) {
  heavy_.post([this, body = std::move(body), done = std::move(done)] {
    std::exception_ptr error;
    try {
      read(body);
    } catch (...) {
      error = translated(std::current_exception());
    }
    done(error);
  });
}

// Writing

void Store::write_async(Body body, Done done) {
  {
    std::lock_guard lock(queue_guard_);
    if (stopping_) throw Failure(Problem::unavailable, "shutting_down");
    if (!write_failure_.empty()) throw Failure(Problem::unavailable, "store_read_only");
    if (queue_.size() >= options_.write_queue_max) throw Failure(Problem::unavailable, "busy");
    queue_.push_back({std::move(body), std::move(done), nullptr, false});
  }
  queue_filled_.notify_one();
}

void Store::write_and_wait(const Body& body) {
  std::promise<void> answered;
  write_async(body, [&](std::exception_ptr error) {
    if (error) answered.set_exception(error);
    else answered.set_value();
  });
  answered.get_future().get();
}

void Store::writer_loop() {
  pthread_setname_np(pthread_self(), "writer");  // for top -H and profilers
  std::size_t previous_size = 1;
  std::unique_lock lock(queue_guard_);
  while (true) {
    queue_filled_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::vector<Job> batch;
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
    lock.unlock();
    auto started = std::chrono::steady_clock::now();
    run_batch(batch, previous_size);
    counters_.writer_busy_ns += std::uint64_t((std::chrono::steady_clock::now() - started).count());
    previous_size = batch.size();
    for (auto& job : batch) job.done(job.error);
    batch.clear();
    lock.lock();
  }
}

// Takes the next waiting job into the group; under load waits a moment for it.
bool Store::more_jobs(std::vector<Job>& batch, std::size_t previous_size) {
  if (batch.size() >= batch_jobs_max) return false;
  std::unique_lock lock(queue_guard_);
  if (queue_.empty() && batch.size() < previous_size && !stopping_)
    queue_filled_.wait_for(lock, gather_time_max, [this] { return stopping_ || !queue_.empty(); });
  if (queue_.empty()) return false;
  batch.push_back(std::move(queue_.front()));
  queue_.pop_front();
  return true;
}

void Store::run_batch(std::vector<Job>& batch, std::size_t previous_size) {
  auto started = std::chrono::steady_clock::now();
  while (true) {
    std::vector<Change> changes;
    std::int64_t id_before = last_id_;
    bool whole = true;
    try {
      writer_->run("BEGIN IMMEDIATE");
      for (std::size_t i = 0; i < batch.size() && whole; ++i) {
        if (!batch[i].failed) whole = run_job(batch[i], changes);
        bool time_left = std::chrono::steady_clock::now() - started < batch_time_max;
        if (i + 1 == batch.size() && whole && time_left) more_jobs(batch, previous_size);
      }
      if (!whole) continue;  // the transaction is gone: again, without the culprit
      if (last_id_ != id_before) {
        WriteTx tx(*writer_, {}, last_id_, changes);
        tx.run("UPDATE counter SET value = $1 WHERE name = 'id'", last_id_);
      }
      writer_->run("COMMIT");
    } catch (...) {
      fail_batch(batch, std::current_exception());
      return;
    }
    counters_.commits += 1;
    counters_.writes += batch.size();
    if (!changes.empty())
      for (auto& listener : listeners_) listener(changes);
    return;
  }
}

// SAVEPOINT per job, so that one refused write does not undo its neighbours in the group. Returns false when the error
// ended the whole transaction.
bool Store::run_job(Job& job, std::vector<Change>& changes) {
  std::size_t changes_before = changes.size();
  try {
    writer_->run("SAVEPOINT job");
    WriteTx tx(*writer_, options_.clock->now(), last_id_, changes);
    job.body(tx);
    writer_->run("RELEASE job");
    return true;
  } catch (...) {
    job.failed = true;
    job.error = translated(std::current_exception());
    counters_.refused += 1;
    changes.resize(changes_before);
    if (!writer_->in_transaction()) return false;
    writer_->run("ROLLBACK TO job");
    writer_->run("RELEASE job");
    return true;
  }
}

void Store::fail_batch(std::vector<Job>& batch, std::exception_ptr error) {
  try {
    if (writer_->in_transaction()) writer_->run("ROLLBACK");
  } catch (const SqliteError&) {
    // A failed rollback leaves the log without a commit record: nothing of the group becomes visible.
  }
  auto answer = translated(error);
  for (auto& job : batch)
    if (!job.failed) job.error = answer;
}

// What callers get to see of engine errors. An I/O error makes the store read-only until a restart: after a failed
// sync nobody knows what the disk holds.
std::exception_ptr Store::translated(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const SqliteError& sqlite) {
    if (sqlite.disk_full()) return std::make_exception_ptr(Failure(Problem::unavailable, "disk_full"));
    if (sqlite.read_only()) return std::make_exception_ptr(Failure(Problem::unavailable, "store_read_only"));
    if (!sqlite.disk_failed()) return error;
    std::lock_guard lock(queue_guard_);
    write_failure_ = sqlite.what();
    return std::make_exception_ptr(Failure(Problem::unavailable, "store_read_only"));
  } catch (...) {
    return error;
  }
}

void Store::checkpoint() {
  Connection own((options_.folder / "stafette.db").string(), Connection::Mode::read_write);
  own.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

void Store::copy_to(const std::filesystem::path& file) {
  Connection own((options_.folder / "stafette.db").string(), Connection::Mode::read_write);
  std::filesystem::remove(file);
  auto& copy = own.prepare("VACUUM INTO $1");
  std::string name = file.string();
  copy.bind_text(1, name);
  copy.step();
  copy.reset();
}

}  // namespace storage
