#include <server/jobs/jobs.hpp>

#include <algorithm>

namespace server {
namespace {

constexpr std::chrono::minutes lease{10};
constexpr std::chrono::seconds pause_min{10}, pause_max{3600};
constexpr std::chrono::seconds check_period{5};

struct Leased {
  std::int64_t id, subject_id;
  std::string kind, payload;
  int attempts;
  Time leased_until;
};
BOOST_DESCRIBE_STRUCT(Leased, (), (id, subject_id, kind, payload, attempts, leased_until))

std::optional<Leased> lease_next(WriteTx& tx) {
  return tx.maybe<Leased>(R"(
      UPDATE job SET leased_until = $2, run_at = $2, attempts = attempts + 1
       WHERE id = (SELECT id FROM job WHERE run_at <= $1 AND leased_until <= $1 ORDER BY run_at, id LIMIT 1)
      RETURNING id, subject_id, kind, payload, attempts, leased_until)",
                          tx.now(), tx.now() + lease);
}

// A job that was queued again while it was done has an earlier time than the end of its lease: it is done once more.
void finish(WriteTx& tx, const Leased& job) {
  if (!tx.run("DELETE FROM job WHERE id = $1 AND run_at = $2", job.id, job.leased_until))
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
  store_.write([](WriteTx& tx) {
    tx.run("UPDATE job SET run_at = $1, leased_until = 0 WHERE leased_until > $1", tx.now());
  });
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
