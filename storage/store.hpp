// The store: one data folder, one writing thread, many readers. A write is acknowledged after its group's commit has
// reached the disk (fsync); nothing acknowledged is ever lost. All public functions may be called from any thread.
#pragma once
#include <storage/pool.hpp>
#include <storage/tx.hpp>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <mutex>
#include <thread>
#include <type_traits>
#include <vector>

namespace storage {

// What others hang on the reading connections (search attaches its index file). Called by the thread that is about to
// read, outside a transaction.
class ReaderHook {
 public:
  virtual ~ReaderHook() = default;
  virtual void opened(Connection&) = 0;
  virtual void before_read(Connection&) = 0;
};

struct StoreOptions {
  std::filesystem::path folder;                // created if missing
  std::vector<std::string> protected_tables;   // SELECTs on them must use the view `readable`
  const Clock* clock = nullptr;                // owned by the caller, outlives the store
  ReaderHook* reader_hook = nullptr;           // likewise
  std::size_t heavy_threads = 2;               // pool for expensive reads
  std::size_t heavy_queue_max = 256;           // more waiting is refused as unavailable "busy"
  std::size_t write_queue_max = 4096;          // likewise
};

struct StoreCounters {
  std::atomic<std::uint64_t> writes{0}, refused{0}, commits{0}, writer_busy_ns{0};
};

class Store {
 public:
  using Body = std::function<void(WriteTx&)>;
  using Done = std::function<void(std::exception_ptr)>;
  // Told of every change after its commit and before anybody is answered, on the writer thread. Must not throw.
  using Listener = std::function<void(const std::vector<Change>&)>;

  // Opens the folder and applies migrations (after a backup of the file). Throws when the folder cannot be used.
  explicit Store(StoreOptions);
  ~Store();  // finishes queued writes

  // Runs `body` in one snapshot on the calling thread and returns its result.
  template <class F>
  auto read(F&& body) -> std::invoke_result_t<F, ReadTx&> {
    Reader reader(*this);
    ReadTx tx(*reader.connection, options_.clock->now());
    return body(tx);
  }

  // Runs `body` on the pool for expensive reads. `done` gets what it threw, on the pool thread.
  void read_heavy(std::function<void(ReadTx&)> body, Done done);

  // Queues `body` for the writer thread. It may run twice, so it may touch the world only through its transaction.
  // `done` is called on a thread for answers after the commit, with what the body threw or why the commit failed; it
  // holds up the answers to others. The body is destroyed there too.
  void write_async(Body body, Done done);

  // The same, waiting. Not to be called from the writer thread or from a `done`.
  template <class F>
  auto write(F&& body) -> std::invoke_result_t<F, WriteTx&> {
    using Result = std::invoke_result_t<F, WriteTx&>;
    if constexpr (std::is_void_v<Result>) {
      write_and_wait([&](WriteTx& tx) { body(tx); });
    } else {
      std::optional<Result> result;
      write_and_wait([&](WriteTx& tx) { result.emplace(body(tx)); });
      return std::move(*result);
    }
  }

  // Finishes what is queued and refuses further writes ("shutting_down"); reading goes on.
  void close();

  void listen(Listener);  // before the first write

  // Why writing is refused since an I/O error, or empty. Reading goes on; a restart tries again.
  std::string write_failure() const;
  const StoreCounters& counters() const { return counters_; }
  std::size_t writes_waiting() const;
  const std::filesystem::path& folder() const { return options_.folder; }
  const Clock& clock() const { return *options_.clock; }
  Pool& heavy_pool() { return heavy_; }

  // A consistent copy of the database into one file, while reading and writing go on.
  void copy_to(const std::filesystem::path& file);
  // Moves the log into the database file and truncates it, as far as readers allow.
  void checkpoint();

 private:
  struct Job {
    Body body;
    Done done;
    std::exception_ptr error;
    bool failed = false;
  };
  struct Reader {
    explicit Reader(Store&);
    ~Reader();
    Store& store;
    std::unique_ptr<Connection> connection;
  };

  std::unique_ptr<Connection> open_reader();
  void write_and_wait(const Body&);
  void writer_loop();
  void gather(std::unique_lock<std::mutex>&, std::size_t previous_size);
  bool next_job(std::vector<Job>&);
  void run_batch(std::vector<Job>&);
  bool run_job(Job&, std::vector<Change>&);
  bool run_apart(Job&, std::vector<Change>&);
  void refuse(Job&, std::exception_ptr);
  void fail_batch(std::vector<Job>&, std::exception_ptr);
  std::exception_ptr translated(std::exception_ptr);

  StoreOptions options_;
  StoreCounters counters_;

  // Used by the writer thread only, after construction.
  std::unique_ptr<Connection> writer_;
  std::int64_t last_id_ = 0;
  std::deque<Job> taken_;  // from queue_, all at once: one lock for many jobs
  std::vector<Listener> listeners_;

  mutable std::mutex queue_guard_;  // guards queue_, wanted_jobs_, stopping_, write_failure_
  std::condition_variable queue_filled_;
  std::deque<Job> queue_;
  std::size_t wanted_jobs_ = 1;  // the writer is woken for so many
  bool stopping_ = false;
  std::string write_failure_;

  std::mutex readers_guard_;  // guards readers_
  std::vector<std::unique_ptr<Connection>> readers_;

  Pool heavy_;
  Pool answers_{1, std::numeric_limits<std::size_t>::max()};  // one thread: answers keep the order of commits
  std::thread writer_thread_;
};

}  // namespace storage
