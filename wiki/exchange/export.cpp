#include <wiki/exchange/export.hpp>
#include <wiki/exchange/export_text.hpp>
#include <wiki/exchange/output_folder.hpp>
#include <wiki/pages/space.hpp>

#include <algorithm>

namespace wiki {
namespace {

constexpr std::size_t step_pages = 64, step_bytes = 4u << 20;

struct Head {
  std::string title;
  bool present;
};
BOOST_DESCRIBE_STRUCT(Head, (), (title, present))

struct Taken {
  const ExportedPage* page;
  std::string title, text;
  std::vector<PageLink> links;
};

class Export {
 public:
  Export(storage::Store& store, const storage::Blobs& blobs, const ExportPlan& plan, OutputFolder& out,
         ExportSummary& summary)
      : store_(store), blobs_(blobs), plan_(plan), out_(out), summary_(summary) {}

  void run(const ReportProgress& report) {
    for (std::size_t at = 0; at < plan_.pages.size();) {
      for (auto& taken : store_.read([&](ReadTx& tx) { return step(tx, at); })) text(taken);
      if (report) report({ExchangePhase::exporting, at, plan_.pages.size()});
    }
    for (auto& page : plan_.pages)
      for (auto& attachment : page.attachments) copy(attachment);
    summary_.foreign = out_.foreign_files();
  }

 private:
  // One snapshot's worth of texts.
  std::vector<Taken> step(ReadTx& tx, std::size_t& at) {
    std::vector<Taken> taken;
    for (std::size_t bytes = 0; at < plan_.pages.size() && taken.size() < step_pages && bytes < step_bytes; ++at) {
      auto& page = plan_.pages[at];
      if (page.file.empty()) continue;
      auto head = tx.system("an export reads everything")
                      .maybe<Head>(
                          "SELECT title, trashed_at IS NULL AND head_revision IS NOT NULL AS present "
                          "FROM page WHERE id = $1",
                          page.id);
      if (!head || !head->present) continue;  // thrown away since the plan was made
      taken.push_back({&page, head->title, head_text(tx, page.id), head_links(tx, page.id)});
      bytes += taken.back().text.size();
    }
    return taken;
  }

  void text(Taken& taken) {
    auto& page = *taken.page;
    attempt(page.file, summary_.files, [&] {
      auto linked = exported_links(std::move(taken.text), taken.links, page, plan_);
      return out_.write(page.file, exported_title(std::move(linked), taken.title, page.file));
    });
  }

  void copy(const ExportedAttachment& attachment) {
    if (!copied_.insert(attachment.file).second) return;
    auto from = blobs_.path(attachment.sha256);
    if (!std::filesystem::exists(from)) return summary_.add({attachment.file, "blob_missing", {}});
    attempt(attachment.file, summary_.attachments, [&] { return out_.copy(attachment.file, from); });
  }

  // A single file that cannot be written is a problem; a full disk ends the export.
  template <class F>
  void attempt(const std::string& file, std::uint64_t& counter, F&& write) {
    try {
      auto outcome = write();
      ++counter;
      if (outcome == OutputFolder::Outcome::replaced) ++summary_.replaced;
      if (outcome == OutputFolder::Outcome::unchanged) ++summary_.unchanged;
    } catch (const Failure& failure) {
      if (failure.problem() == Problem::unavailable) throw;
      summary_.add({file, failure.key(), {}});
    }
  }

  storage::Store& store_;
  const storage::Blobs& blobs_;
  const ExportPlan& plan_;
  OutputFolder& out_;
  ExportSummary& summary_;
  std::unordered_set<std::string> copied_;
};

std::vector<ExportedSpace> chosen(ReadTx& tx, const std::optional<Slug>& space) {
  if (!space)
    return tx.system("an export reads everything").all<ExportedSpace>("SELECT id, slug FROM space ORDER BY slug");
  auto found = space_named(tx, space->str());
  if (!found) throw Failure(Problem::not_found, "space_not_found");
  return {{found->id, found->slug}};
}

}  // namespace

ExportSummary run_export(storage::Store& store, const storage::Blobs& blobs, const ExportOptions& options,
                         const ReportProgress& report) {
  ExportSummary summary;
  auto plan = store.read(
      [&](ReadTx& tx) { return export_plan(tx, chosen(tx, options.space), !options.space.has_value(), summary); });
  OutputFolder out(options.folder);
  Export(store, blobs, plan, out, summary).run(report);
  return summary;
}

}  // namespace wiki
