#include <storage/blobs.hpp>
#include <wiki/exchange/import_text.hpp>
#include <wiki/exchange/text_import.hpp>
#include <wiki/pages/head.hpp>

#include <atomic>
#include <fstream>
#include <memory>
#include <unordered_set>

namespace wiki {
namespace {

constexpr std::size_t waiting_jobs_max = 256, waiting_bytes_max = 16u << 20;
constexpr std::size_t file_bytes_max = 2 * markdown_bytes_max;  // carriage returns go

struct PageState {
  std::optional<Id<Revision>> head;
  Id<Zone> zone;
  std::string title;
  bool trashed;
};
BOOST_DESCRIBE_STRUCT(PageState, (), (head, zone, title, trashed))

PageState page_state(ReadTx& tx, Id<Page> page) {
  return tx.system("the importer stores texts for the system")
      .one<PageState>(
          "SELECT head_revision AS head, zone_id AS zone, title, trashed_at IS NOT NULL AS trashed FROM page WHERE id "
          "= $1",
          page);
}

struct Pending {
  std::string file, target;
};
BOOST_DESCRIBE_STRUCT(Pending, (), (file, target))

// One text on its way to the writer.
struct TextJob {
  std::string file, sha256;
  Id<Page> page;
  std::optional<Id<Revision>> head;
  NewRevision revision;
  PreparedText text;
  std::vector<AttachedFile> attached;
  bool same_text = false;  // only the file's hash is new

  std::size_t bytes() const { return text.frame.size() + text.delta.size() + revision.title.size() + 4096; }
};

void store(WriteTx& tx, Id<Space> space, const TextJob& job) {
  auto state = page_state(tx, job.page);
  if (state.head != job.head || state.trashed) throw HeadMoved{};
  auto revision = job.head;
  if (!job.same_text) {
    revision = append_revision(tx, job.page, job.head, job.revision, job.text).id;
    auto kind = !job.head ? page_created : state.title != job.revision.title ? page_renamed : page_saved;
    tx.changed(kind, job.page, job.head ? std::optional(state.zone) : std::nullopt, state.zone);
  }
  tx.run("UPDATE import_file SET sha256 = $3, revision_id = $4 WHERE space_id = $1 AND file = $2", space, job.file,
         Blob{job.sha256}, revision);
  for (auto& attached : job.attached)
    tx.run(R"(INSERT INTO import_attachment (space_id, file, page_id, name, sha256) VALUES ($1, $2, $3, $4, x'')
              ON CONFLICT (space_id, file, page_id) DO NOTHING)",
           space, attached.file, job.page, attached.name);
}

class TextImport {
 public:
  TextImport(storage::Store& store, const TextImportPlan& plan, const SourceFolder& source, const Placement& placement,
             ImportSummary& summary, const ReportProgress& report)
      : store_(store), plan_(plan), source_(source), placement_(placement), summary_(summary), report_(report) {}

  void run() {
    find_pending_links();
    std::vector<std::thread> workers;
    for (unsigned i = 1; i < plan_.threads; ++i) workers.emplace_back([this] { work(); });
    work();
    for (auto& worker : workers) worker.join();
    std::unique_lock lock(guard_);
    changed_.wait(lock, [this] { return waiting_jobs_ == 0; });
    if (fatal_) std::rethrow_exception(fatal_);
  }

 private:
  // Files whose links led nowhere until now are read again although they did not change.
  void find_pending_links() {
    auto pending = store_.read([&](ReadTx& tx) {
      return tx.system("the importer looks for links that lead somewhere now")
          .all<Pending>(R"(
          SELECT f.file, l.target
            FROM import_file f JOIN page_link l ON l.page_id = f.page_id
           WHERE f.space_id = $1 AND l.target_id IS NULL AND l.original IS NULL
             AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.page_id = l.page_id AND a.name = l.target))",
                        plan_.space);
    });
    for (auto& link : pending) {
      auto meaning = placement_.files.meaning(link.file, percent_encoded(link.target));
      if (meaning && !meaning->file.empty()) pending_.insert(link.file);
    }
  }

  void work() {
    for (std::size_t i = next_++; i < source_.pages.size(); i = next_++) {
      if (!placement_.files.page_of(source_.pages[i])) continue;
      try {
        one(source_.pages[i]);
      } catch (const Failure& failure) {
        if (failure.problem() == Problem::unavailable)
          fail(std::current_exception());
        else
          problem({source_.pages[i], failure.key(), {}});
      } catch (...) {
        fail(std::current_exception());
      }
      std::lock_guard lock(guard_);
      if (report_) report_({ExchangePhase::texts, ++done_, source_.pages.size()});
    }
  }

  void one(const std::string& file) {
    auto raw = file_content(plan_.folder / file, file_bytes_max);
    if (!raw) return problem({file, "file_not_readable", {}});
    auto& known = placement_.known.at(file);
    TextJob job{file, storage::sha256(*raw), known.page, {}, {}, {}, {}};
    bool same_file = known.sha256.bytes == job.sha256;
    if (same_file && !pending_.contains(file)) return count(&ImportSummary::unchanged);
    auto linked = linked_text(canonical_text(*raw), file, placement_.files);
    raw.reset();
    job.revision = {imported_title(render(linked.text), title_without_text(file)), plan_.author, {}, false, {}};
    std::string before;
    std::vector<PageLink> links = std::move(linked.originals);
    auto state = store_.read([&](ReadTx& tx) {
      auto found = page_state(tx, job.page);
      if (found.head) before = head_text(tx, job.page);
      return found;
    });
    if (state.trashed) return problem({file, "page_in_trash", {}});
    job.head = state.head;
    job.same_text = state.head && before == linked.text;
    if (known.revision && state.head != known.revision && !job.same_text)
      return same_file ? count(&ImportSummary::unchanged) : problem({file, "edited_since_import", {}});
    for (auto& found : linked.problems) problem(std::move(found));
    job.attached = std::move(linked.attached);
    if (!job.same_text) job.text = prepare_text(linked.text, before, links);
    hand_over(std::make_shared<TextJob>(std::move(job)), linked.rewritten);
  }

  void hand_over(std::shared_ptr<const TextJob> job, std::uint64_t rewritten) {
    auto bytes = job->bytes();
    std::unique_lock lock(guard_);
    changed_.wait(lock, [&] {
      return waiting_jobs_ == 0 || (waiting_jobs_ < waiting_jobs_max && waiting_bytes_ + bytes <= waiting_bytes_max);
    });
    if (fatal_) return;
    ++waiting_jobs_;
    waiting_bytes_ += bytes;
    lock.unlock();
    try {
      store_.write_async([space = plan_.space, job](WriteTx& tx) { store(tx, space, *job); },
                         [this, job, rewritten](std::exception_ptr error) { stored(*job, rewritten, error); });
    } catch (...) {
      finished(bytes);
      throw;
    }
  }

  // On the thread for answers.
  void stored(const TextJob& job, std::uint64_t rewritten, std::exception_ptr error) {
    try {
      if (error) std::rethrow_exception(error);
      std::lock_guard lock(guard_);
      ++(job.same_text ? summary_.unchanged : job.head ? summary_.updated : summary_.created);
      if (!job.same_text) summary_.links_rewritten += rewritten;
    } catch (const HeadMoved&) {
      problem({job.file, "edited_since_import", {}});
    } catch (...) {
      fail(std::current_exception());
    }
    finished(job.bytes());
  }

  void finished(std::size_t bytes) {
    std::lock_guard lock(guard_);
    --waiting_jobs_;
    waiting_bytes_ -= bytes;
    changed_.notify_all();
  }
  void count(std::uint64_t ImportSummary::*member) {
    std::lock_guard lock(guard_);
    ++(summary_.*member);
  }
  void problem(ExchangeProblem problem) {
    std::lock_guard lock(guard_);
    summary_.add(std::move(problem));
  }
  void fail(std::exception_ptr error) {
    std::lock_guard lock(guard_);
    if (!fatal_) fatal_ = error;
    next_ = source_.pages.size();
  }

  storage::Store& store_;
  const TextImportPlan& plan_;
  const SourceFolder& source_;
  const Placement& placement_;
  std::unordered_set<std::string> pending_;
  std::atomic<std::size_t> next_{0};

  std::mutex guard_;  // guards everything below
  std::condition_variable changed_;
  ImportSummary& summary_;
  const ReportProgress& report_;
  std::uint64_t done_ = 0;
  std::size_t waiting_jobs_ = 0, waiting_bytes_ = 0;
  std::exception_ptr fatal_;
};

}  // namespace

std::optional<std::string> file_content(const std::filesystem::path& path, std::size_t bytes_max) {
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  if (!in) return {};
  auto size = std::size_t(in.tellg());
  if (size > bytes_max) return {};
  std::string bytes(size, '\0');
  in.seekg(0);
  if (!in.read(bytes.data(), std::streamsize(size))) return {};
  return bytes;
}

void import_texts(storage::Store& store, const TextImportPlan& plan, const SourceFolder& source,
                  const Placement& placement, ImportSummary& summary, const ReportProgress& report) {
  TextImport(store, plan, source, placement, summary, report).run();
}

}  // namespace wiki
