#include <search/chunk.hpp>
#include <search/index.hpp>

#include <pthread.h>

#include <algorithm>

namespace search {
namespace {

constexpr std::size_t batch_documents_max = 200;
constexpr std::size_t batch_bytes_max = 8 * 1024 * 1024;
constexpr std::size_t batch_changes_max = 1000;
constexpr std::size_t merge_all_bytes = 32 * 1024 * 1024;  // so much new text is worth one segment
// Changes gather for a moment: a page saved many times is read once, and saving does not compete with indexing.
constexpr std::chrono::milliseconds gather_time{200};

std::size_t bytes_of(const auth::Document& document) {
  std::size_t bytes = document.title.size();
  for (auto& section : document.sections) bytes += section.heading.size() + section.text.size();
  return bytes;
}

bool full(std::size_t documents, std::size_t bytes) {
  return documents >= batch_documents_max || bytes >= batch_bytes_max;
}

}  // namespace

Index::Index(storage::Store& store, Hook& hook, std::vector<auth::DocumentSource> sources)
    : store_(store), hook_(hook), sources_(std::move(sources)) {
  store_.listen([shared = shared_](const std::vector<storage::Change>&) {
    std::lock_guard lock(shared->guard);
    shared->woken = true;
    shared->changed.notify_all();
  });
}

Index::~Index() {
  stop();
}

void Index::start() {
  open_newest();
  publish_state(false);
  thread_ = std::thread([this] { run(); });
}

void Index::stop() {
  {
    std::lock_guard lock(shared_->guard);
    shared_->stopping = true;
    shared_->changed.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

void Index::reindex() {
  std::lock_guard lock(shared_->guard);
  shared_->rebuild = true;
  shared_->building = true;
  shared_->changed.notify_all();
}

// What others see

bool Index::wait(std::int64_t seq, bool idle) {
  std::unique_lock lock(shared_->guard);
  auto& s = *shared_;
  ++s.waiting;
  if (!s.failure.empty()) {
    s.failure.clear();
    s.woken = true;
  }
  s.changed.notify_all();
  s.changed.wait(lock, [&] {
    bool there = !s.building && s.reached.seq >= seq && (s.idle || !idle);
    return there || s.stopping || !s.failure.empty();
  });
  --s.waiting;
  return !s.stopping && s.failure.empty();
}

bool Index::wait_for(std::int64_t seq) {
  return wait(seq, false);
}
bool Index::catch_up() {
  return wait(store_.read([](ReadTx& tx) { return storage::newest(tx).seq; }), false);
}
bool Index::settle() {
  return wait(store_.read([](ReadTx& tx) { return storage::newest(tx).seq; }), true);
}

std::string Index::failure() const {
  std::lock_guard lock(shared_->guard);
  return shared_->failure;
}

storage::Cursor Index::cursor() const {
  std::lock_guard lock(shared_->guard);
  return shared_->reached;
}

std::int64_t Index::skipped() const {
  std::lock_guard lock(shared_->guard);
  return shared_->skipped;
}

Report Index::check() {
  std::int64_t number = 0;
  {
    std::lock_guard lock(shared_->guard);
    number = shared_->generation;
  }
  auto all = generations_in(store_.folder());
  try {
    for (auto found : all)
      if (!number && !Generation::empty(generation_file(store_.folder(), found))) number = found;
    if (!number) return {};
    auto own = Generation::open(generation_file(store_.folder(), number), number);
    Report report{own->fault(), own->counts(), 0, own->progress().built};
    auto newest = store_.read([](ReadTx& tx) { return storage::newest(tx); });
    if (own->progress().epoch && newest.epoch != own->progress().epoch)
      report.fault = "the index belongs to another state of the data";
    else
      report.behind = newest.seq - own->progress().seq;
    return report;
  } catch (const std::exception& error) {
    return {error.what(), {}, 0, false};
  }
}

void Index::publish_state(bool idle) {
  std::lock_guard lock(shared_->guard);
  shared_->reached = current_->progress().cursor();
  shared_->generation = current_->number();
  shared_->building = shared_->rebuild || next_ || !current_->progress().built;
  shared_->idle = idle && !shared_->woken && !shared_->rebuild;
  shared_->failure.clear();
  shared_->changed.notify_all();
}

// The thread

void Index::open_newest() {
  auto folder = store_.folder();
  remove_foreign_generations(folder);
  auto numbers = generations_in(folder);
  std::unique_ptr<Generation> half_built;
  for (auto number : numbers) {
    if (current_) break;
    try {
      auto opened = Generation::open(generation_file(folder, number), number);
      if (opened->progress().built)
        current_ = std::move(opened);
      else if (!half_built)
        half_built = std::move(opened);
    } catch (const std::exception&) {
      // No whole index: built again below.
    }
  }
  if (!current_) current_ = std::move(half_built);
  half_built.reset();
  auto newest = store_.read([](ReadTx& tx) { return storage::newest(tx); });
  // After a restore ids may mean other pages: such an index must not be searched while it is replaced.
  bool foreign = current_ && current_->progress().epoch &&
                 (current_->progress().epoch != newest.epoch || current_->progress().seq > newest.seq);
  if (foreign) current_.reset();
  if (!current_) {
    auto number = numbers.empty() ? 1 : numbers.front() + 1;
    current_ = Generation::create(generation_file(folder, number), number);
  }
  for (auto number : numbers)
    if (number != current_->number()) remove_generation(folder, number);
  hook_.publish(folder, current_->number());
}

void Index::begin_next() {
  auto number = current_->number() + 1;
  next_ = Generation::create(generation_file(store_.folder(), number), number);
}

// False when it is time to go.
bool Index::wait_for_work() {
  auto& s = *shared_;
  std::unique_lock lock(s.guard);
  auto due = [&] { return s.woken || s.stopping || s.rebuild; };
  s.changed.wait(lock, due);
  s.changed.wait_for(lock, gather_time, [&] { return s.waiting > 0 || s.stopping || s.rebuild; });
  s.woken = false;
  return !s.stopping;
}

void Index::run() {
  pthread_setname_np(pthread_self(), "index");
  while (wait_for_work()) {
    try {
      bool more = true;
      while (more) {
        more = step();
        publish_state(false);
        std::lock_guard lock(shared_->guard);
        if (shared_->stopping) return;
      }
      if (merge()) publish_state(true);
    } catch (const Damaged& error) {
      recover(error.what());
    } catch (const std::exception& error) {
      std::lock_guard lock(shared_->guard);
      shared_->failure = error.what();
      shared_->changed.notify_all();
    }
  }
}

// A broken file is replaced at once; one that breaks again while it is built waits for the next change.
void Index::recover(const std::string& why) {
  try {
    bool again = recovering_;
    recovering_ = true;
    auto number = std::max(current_->number(), next_ ? next_->number() : 0) + 1;
    next_.reset();
    auto fresh = Generation::create(generation_file(store_.folder(), number), number);
    current_ = std::move(fresh);
    hook_.publish(store_.folder(), number);
    std::lock_guard lock(shared_->guard);
    shared_->generation = number;
    shared_->building = true;
    if (again)
      shared_->failure = why;
    else
      shared_->woken = true;
    shared_->changed.notify_all();
  } catch (const std::exception& error) {
    std::lock_guard lock(shared_->guard);
    shared_->failure = error.what();
    shared_->changed.notify_all();
  }
}

// One bounded piece of work; true while more may be there.
bool Index::step() {
  {
    std::lock_guard lock(shared_->guard);
    lost_ |= shared_->rebuild;
    shared_->rebuild = false;
  }
  if (lost_ && !next_) begin_next();
  lost_ = false;
  bool more = false;
  if (current_->progress().built)
    more = follow(*current_);
  else
    more = build(*current_);
  if (lost_) return true;
  if (!next_) return more;
  if (!next_->progress().built) return build(*next_);
  if (follow(*next_)) return true;
  swap();
  return more;
}

void Index::swap() {
  current_ = std::move(next_);
  hook_.publish(store_.folder(), current_->number());
}

bool Index::follow(Generation& generation) {
  auto batch = store_.read([&](ReadTx& tx) { return next_changes(tx, generation.progress()); });
  if (batch.lost) {
    lost_ = true;
    return true;
  }
  if (!batch.any) return false;
  generation.apply(batch.updates, batch.then);
  return batch.more;  // what came meanwhile gathers first, or constant saving would be followed save by save
}

bool Index::build(Generation& generation) {
  auto batch = store_.read([&](ReadTx& tx) { return next_documents(tx, generation.progress()); });
  generation.apply(batch.updates, batch.then);
  if (batch.then.built) recovering_ = false;
  return true;
}

void Index::add(Batch& batch, ReadTx& tx, const auth::DocumentSource& source, std::int64_t page, std::size_t& bytes) {
  Update update{page, {}};
  try {
    update.document = source.read(tx, page);
  } catch (const storage::SqliteError&) {
    throw;
  } catch (const std::exception&) {
    // One document that cannot be read must not keep all others from being found.
    std::lock_guard lock(shared_->guard);
    ++shared_->skipped;
  }
  auto size = update.document ? bytes_of(*update.document) : 0;
  bytes += size;
  unmerged_bytes_ += size;
  merge_due_ = true;
  batch.updates.push_back(std::move(update));
}

// The documents of the next changes, as they are now.
Index::Batch Index::next_changes(ReadTx& tx, const Progress& from) {
  Batch batch;
  batch.then = from;
  batch.lost = !storage::can_follow(tx, from.cursor()) || from.seq > storage::newest(tx).seq;
  if (batch.lost) return batch;
  std::size_t bytes = 0;
  auto changes = storage::changes_after(tx, from.cursor(), batch_changes_max);
  batch.more = changes.size() == batch_changes_max;
  for (auto& change : changes) {
    if (full(batch.updates.size(), bytes)) {
      batch.more = true;
      break;
    }
    batch.then.seq = change.seq;
    batch.any = true;
    auto source = std::find_if(sources_.begin(), sources_.end(),
                               [&](auto& s) { return std::string_view(change.kind).starts_with(s.kind_prefix); });
    bool seen = std::any_of(batch.updates.begin(), batch.updates.end(),
                            [&](auto& update) { return update.page == change.subject_id; });
    if (source != sources_.end() && !seen) add(batch, tx, *source, change.subject_id, bytes);
  }
  return batch;
}

// The next documents of the walk over all. The cursor is that of its beginning: what changes meanwhile is followed.
Index::Batch Index::next_documents(ReadTx& tx, const Progress& from) {
  Batch batch;
  batch.then = from;
  if (!from.epoch) {
    auto newest = storage::newest(tx);
    batch.then.epoch = newest.epoch;
    batch.then.seq = newest.seq;
  }
  std::size_t bytes = 0;
  while (!full(batch.updates.size(), bytes)) {
    if (std::size_t(batch.then.source) == sources_.size()) {
      batch.then.built = true;
      break;
    }
    auto& source = sources_[std::size_t(batch.then.source)];
    auto ids = source.ids(tx, batch.then.after, batch_documents_max);
    if (ids.empty()) batch.then = {batch.then.epoch, batch.then.seq, false, batch.then.source + 1, 0};
    for (auto id : ids) {
      if (full(batch.updates.size(), bytes)) break;
      add(batch, tx, source, id, bytes);
      batch.then.after = id;
    }
  }
  return batch;
}

// In idle time. False when something else came up.
bool Index::merge() {
  if (!merge_due_) return true;
  if (unmerged_bytes_ >= merge_all_bytes) {
    current_->merge_all();
    unmerged_bytes_ = 0;
    merged_any_ = true;
  }
  while (current_->merge_step()) {
    merged_any_ = true;
    std::lock_guard lock(shared_->guard);
    if (shared_->stopping || shared_->rebuild || shared_->woken) return false;
  }
  if (merged_any_) current_->shrink();
  merge_due_ = merged_any_ = false;
  return true;
}

}  // namespace search
