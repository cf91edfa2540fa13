#include <server/jobs/jobs.hpp>

#include <algorithm>
#include <limits>

namespace server {
namespace {

constexpr std::chrono::minutes lease{10};
constexpr std::chrono::seconds pause_min{10}, pause_max{3600};
constexpr std::chrono::seconds check_period{5};
constexpr Time taken{std::numeric_limits<std::int64_t>::max()};  // when a job that is being done is due, so to say

struct Leased {
  std::int64_t id, subject_id;
  std::string kind, payload;
  int attempts;
};
BOOST_DESCRIBE_STRUCT(Leased, (), (id, subject_id, kind, payload, attempts))

// What is due and not taken, or was taken by somebody who never came back.
std::optional<Leased> lease_next(WriteTx& tx) {
  return tx.maybe<Leased>(R"(
      UPDATE job SET leased_until = $2, run_at = $3, attempts = attempts + 1
       WHERE id = (SELECT id FROM job
                    WHERE leased_until <= $1 AND (run_at <= $1 OR leased_until > 0) ORDER BY run_at, id LIMIT 1)
      RETURNING id, subject_id, kind, payload, attempts)",
                          tx.now(), tx.now() + lease, taken);
}

// Whoever queued it again while it was done gave it another time.
void finish(WriteTx& tx, const Leased& job) {
  if (!tx.run("DELETE FROM job WHERE id = $1 AND run_at = $2", job.id, taken))
    tx.run("UPDATE job SET leased_until = 0, attempts = 0 WHERE id = $1", job.id);
}

}  // namespace

Jobs::Jobs(storage::Store& store, Log& log) : store_(store), log_(log) {}

Jobs::~Jobs() {
  {
    std::lock_guard lock(guard_);
    stopping_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Jobs::on(std::string kind, Work work) { works_[std::move(kind)] = std::move(work); }

void Jobs::every(std::chrono::milliseconds period, std::function<void()> work) {
  upkeep_.push_back({period, std::move(work), {}});
}

void Jobs::start() {
  // Whoever held a lease is gone.
  store_.write([](WriteTx& tx) { tx.run("UPDATE job SET leased_until = $1 WHERE leased_until > $1", tx.now()); });
  thread_ = std::thread([this] { loop(); });
}

int Jobs::run_due() {
  int done = 0;
  while (auto job = store_.write(lease_next)) {
    auto work = works_.find(job->kind);
    try {
      if (work == works_.end()) throw std::runtime_error("nobody does jobs of this kind");
      work->second(job->subject_id, job->payload);
      store_.write([&](WriteTx& tx) { finish(tx, *job); });
      ++done;
    } catch (const std::exception& error) {
      log_.warning("job failed", {{"job", std::to_string(job->id)}, {"kind", job->kind}, {"why", error.what()}});
      auto pause = std::min<std::chrono::milliseconds>(pause_min * (1 << std::min(job->attempts, 12)), pause_max);
      store_.write([&](WriteTx& tx) {
        tx.run("UPDATE job SET run_at = $2, leased_until = 0 WHERE id = $1", job->id, tx.now() + pause);
      });
    }
  }
  return done;
}

void Jobs::run_upkeep() {
  for (auto& upkeep : upkeep_) {
    auto now = store_.clock().now();
    if (upkeep.due > now) continue;
    upkeep.due = now + upkeep.period;
    upkeep.work();
  }
}

void Jobs::loop() {
  std::unique_lock lock(guard_);
  while (!stopping_) {
    lock.unlock();
    try {
      run_upkeep();
      run_due();
    } catch (const std::exception& error) {
      log_.warning("upkeep failed", {{"why", error.what()}});  // a full disk, for example: tried again
    }
    lock.lock();
    woken_.wait_for(lock, check_period, [this] { return stopping_; });
  }
}

}  // namespace server
