#include <base/failure.hpp>
#include <storage/migration.hpp>
#include <storage/store.hpp>

#include <pthread.h>

#include <future>

namespace storage {
namespace {

constexpr std::size_t batch_jobs_max = 64;
constexpr auto batch_time_max = std::chrono::milliseconds(5);
// Under load more jobs are on their way; waiting for a group a little larger than the last saves whole syncs. A lonely
// writer never waits.
constexpr auto gather_time_per_job = std::chrono::microseconds(250);

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
    if (queue_.size() < wanted_jobs_) return;  // the writer sleeps until there are more, or for a moment
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
    queue_filled_.wait(lock, [this] { return stopping_ || !queue_.empty() || !taken_.empty(); });
    if (queue_.empty() && taken_.empty()) return;
    if (previous_size > 1) gather(lock, previous_size);
    auto batch = std::make_shared<std::vector<Job>>();
    lock.unlock();
    auto started = std::chrono::steady_clock::now();
    run_batch(*batch);
    counters_.writer_busy_ns += std::uint64_t((std::chrono::steady_clock::now() - started).count());
    previous_size = batch->size();
    // Encoding and sending answers, and giving back what the jobs held, is not the writer's work.
    answers_.post([batch = std::move(batch)] {
      for (auto& job : *batch) job.done(job.error);
    });
    lock.lock();
  }
}

void Store::gather(std::unique_lock<std::mutex>& lock, std::size_t previous_size) {
  auto time = std::min<std::chrono::microseconds>(gather_time_per_job * previous_size, batch_time_max);
  auto wanted = std::min(batch_jobs_max, previous_size + 1 + previous_size / 8);
  if (taken_.size() >= wanted) return;
  wanted_jobs_ = wanted - taken_.size();
  queue_filled_.wait_for(lock, time, [this] { return stopping_ || queue_.size() >= wanted_jobs_; });
  wanted_jobs_ = 1;
}

bool Store::next_job(std::vector<Job>& batch) {
  if (batch.size() >= batch_jobs_max) return false;
  if (taken_.empty()) {
    std::lock_guard lock(queue_guard_);
    taken_.swap(queue_);
  }
  if (taken_.empty()) return false;
  batch.push_back(std::move(taken_.front()));
  taken_.pop_front();
  return true;
}

void Store::run_batch(std::vector<Job>& batch) {
  auto started = std::chrono::steady_clock::now();
  auto time_left = [&] { return std::chrono::steady_clock::now() - started < batch_time_max; };
  bool careful = false;
  while (true) {
    std::vector<Change> changes;
    std::int64_t id_before = last_id_;
    bool whole = true;
    try {
      writer_->run("BEGIN IMMEDIATE");
      for (std::size_t i = 0; whole && (i < batch.size() || ((i == 0 || time_left()) && next_job(batch))); ++i)
        if (!batch[i].failed) whole = careful ? run_apart(batch[i], changes) : run_job(batch[i], changes);
      if (!whole) {
        careful = true;  // again, without the culprit
        continue;
      }
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

void Store::refuse(Job& job, std::exception_ptr error) {
  job.failed = true;
  job.error = translated(error);
  counters_.refused += 1;
}

// Most refusals come before the first change, so there is nothing to undo. A job that has changed something and then
// fails takes the whole transaction with it, which is run again with a savepoint per job; keeping savepoints for all
// would copy every page that a save touches. Returns false when the transaction is gone.
bool Store::run_job(Job& job, std::vector<Change>& changes) {
  auto changed_before = writer_->changed_rows_ever();
  try {
    WriteTx tx(*writer_, options_.clock->now(), last_id_, changes);
    job.body(tx);
    return true;
  } catch (...) {
    refuse(job, std::current_exception());
    if (!writer_->in_transaction()) return false;
    if (writer_->changed_rows_ever() == changed_before) return true;
    writer_->run("ROLLBACK");
    return false;
  }
}

// SAVEPOINT per job, so that one refused write does not undo its neighbours in the group. Returns false when the error
// ended the whole transaction.
bool Store::run_apart(Job& job, std::vector<Change>& changes) {
  std::size_t changes_before = changes.size();
  try {
    writer_->run("SAVEPOINT job");
    WriteTx tx(*writer_, options_.clock->now(), last_id_, changes);
    job.body(tx);
    writer_->run("RELEASE job");
    return true;
  } catch (...) {
    refuse(job, std::current_exception());
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
