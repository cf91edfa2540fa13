#include <auth/audit.hpp>
#include <server/commands/commands.hpp>
#include <server/control/client.hpp>
#include <wiki/pages/attachment_text.hpp>
#include <wiki/pages/inventory.hpp>
#include <wiki/pages/revision.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace server {
namespace {

constexpr int pages_a_step = 50;

class Examination {
 public:
  Examination(const control::Workplace& at, control::Reporter& out) : at_(at), out_(out) {}

  int run() {
    database();
    chains();
    for (auto& fault : at_.store.read(auth::audit_faults)) finding(fault);
    blobs();
    index();
    auto all = at_.store.read(wiki::inventory);
    auto unread = at_.store.read(wiki::unread_texts);
    if (unread.waiting || unread.failed)
      out_.line(fmt::format("the text of {} attachments waits to be read, that of {} cannot be read", unread.waiting,
                            unread.failed));
    out_.line(fmt::format("{} pages with {} revisions, {} attachments, {} documents in the index: {} findings",
                          all.pages, all.revisions, all.attachments, documents_, findings_));
    return findings_ == 0 ? 0 : 1;
  }

 private:
  void finding(const std::string& text) {
    ++findings_;
    out_.line(text);
  }

  void database() {
    out_.progress("database", 0, 0, true);
    auto faults = at_.store.read([](ReadTx& tx) {
      return tx.system("doctor reads every table").all<std::string>("PRAGMA integrity_check(20)");
    });
    for (auto& fault : faults)
      if (fault != "ok") finding("database: " + fault);
    auto orphans = at_.store.read([](ReadTx& tx) {
      return tx.system("doctor reads every table")
          .all<std::string>(
              "SELECT DISTINCT \"table\" || ' refers to a missing ' || parent FROM pragma_foreign_key_check");
    });
    for (auto& orphan : orphans) finding("database: " + orphan);
    for (auto page : at_.store.read(wiki::pages_under_wrong_lists))
      finding(fmt::format("page {}: not under the access list of its place", page.value));
  }

  void chains() {
    auto total = std::uint64_t(at_.store.read(wiki::inventory).pages);
    std::uint64_t done = 0;
    Id<wiki::Page> last{};
    for (bool more = true; more;) {
      out_.progress("revisions", done, total, true);
      more = at_.store.read([&](ReadTx& tx) {
        auto pages = wiki::pages_after(tx, last, pages_a_step);
        for (auto page : pages) chain(tx, last = page);
        done += pages.size();
        return !pages.empty();
      });
    }
  }

  void chain(ReadTx& tx, Id<wiki::Page> page) {
    bool whole = false;
    try {
      whole = wiki::chain_intact(tx, page);
    } catch (const std::exception&) {
      // A text that cannot be read any more breaks its chain.
    }
    if (!whole) finding(fmt::format("page {}: its revisions do not fit their chain of hashes", page.value));
  }

  void blobs() {
    auto wanted = at_.store.read(wiki::attached_blobs);
    auto held = at_.blobs.hold();
    std::uint64_t done = 0;
    for (auto& sha256 : wanted) {
      out_.progress("attachments", done++, wanted.size(), true);
      if (!at_.blobs.intact(sha256)) finding("attachment " + storage::hex(sha256) + ": missing or damaged");
    }
  }

  // Without a server the index may be behind, half built or not be there yet: the next start sees to that.
  void index() {
    out_.progress("index", 0, 0, true);
    if (at_.serving && !at_.index.catch_up()) finding("index: " + at_.index.failure());
    auto report = at_.index.check();
    documents_ = report.counts.documents;
    if (!report.fault.empty()) return finding("index: " + report.fault);
    auto wanted = at_.store.read(wiki::searchable_pages);
    if (!at_.serving && report.built && report.behind == 0 && report.counts.documents != wanted)
      finding(fmt::format("index: {} documents for {} pages", report.counts.documents, wanted));
  }

  const control::Workplace& at_;
  control::Reporter& out_;
  std::int64_t documents_ = 0;
  int findings_ = 0;
};

}  // namespace

int run_doctor(const control::Workplace& at, const std::string&, const storage::Descriptor&, control::Reporter& out) {
  return Examination(at, out).run();
}

void add_doctor(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("doctor", "Check database, chains of hashes, attachments and index");
  auto data = std::make_shared<std::string>("var");
  command->add_option("--data", *data, "Data folder (default: var)");
  command->callback([data, &chosen] { chosen = [data] { return control::perform(*data, "doctor", "{}"); }; });
}

}  // namespace server
