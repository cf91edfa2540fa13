#include <wiki/exchange/attachment_import.hpp>
#include <wiki/pages/attachment.hpp>
#include <wiki/pages/head.hpp>

#include <array>
#include <fstream>

namespace wiki {
namespace {

struct Holder {
  Id<Page> page;
  Id<Zone> zone;
  std::string name;
  Blob sha256;                  // of the file when it was imported
  std::optional<Blob> present;  // of the attachment
  bool trashed;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (page, zone, name, sha256, present, trashed))

std::vector<Holder> holders(ReadTx& tx, Id<Space> space, const std::string& file) {
  return tx.system("the importer stores attachments for the system")
      .all<Holder>(R"(
      SELECT i.page_id AS page, p.zone_id AS zone, i.name, i.sha256, a.sha256 AS present,
             p.trashed_at IS NOT NULL AS trashed
        FROM import_attachment i
        JOIN page p ON p.id = i.page_id
        LEFT JOIN attachment a ON a.page_id = i.page_id AND a.name = i.name
       WHERE i.space_id = $1 AND i.file = $2)",
                   space, file);
}

class AttachmentImport {
 public:
  AttachmentImport(storage::Store& store, const storage::Blobs& blobs, const TextImportPlan& plan,
                   const SourceFolder& source, const Placement& placement, ImportSummary& summary)
      : store_(store), blobs_(blobs), plan_(plan), source_(source), placement_(placement), summary_(summary) {}

  void one(const std::string& file) {
    std::error_code error;
    auto size = std::filesystem::file_size(plan_.folder / file, error);
    if (error) return summary_.add({file, "file_not_readable", {}});
    if (size > attachment_bytes_max) return summary_.add({file, "attachment_too_large", {}});
    auto known = store_.read([&](ReadTx& tx) { return holders(tx, plan_.space, file); });
    if (known.empty()) known = nearest(file);
    if (known.empty()) return summary_.add({file, "no_page_for_file", {}});
    if (!pass(file, nullptr)) return summary_.add({file, "file_not_readable", {}});
    std::optional<storage::StoredBlob> blob;
    for (auto& holder : known) {
      if (holder.trashed || holder.sha256.bytes == sha256_) continue;
      bool edited = holder.present && holder.present->bytes != holder.sha256.bytes && !holder.sha256.bytes.empty();
      if (edited) {
        summary_.add({file, "edited_since_import", {}});
        continue;
      }
      if (!blob) blob = stored(file);
      attach(file, holder, identified(holder.name, *blob));
    }
  }

 private:
  // A first read only for the hash: most files of a second import are there already.
  bool pass(const std::string& file, storage::Blobs::Upload* upload) {
    std::ifstream in(plan_.folder / file, std::ios::binary);
    if (!in) return false;
    storage::Sha256 hash;
    std::array<char, 1 << 16> piece;
    while (in.read(piece.data(), piece.size()) || in.gcount() > 0) {
      std::string_view bytes(piece.data(), std::size_t(in.gcount()));
      upload ? upload->write(bytes) : hash.add(bytes);
    }
    if (!upload) sha256_ = hash.digest();
    return true;
  }

  storage::StoredBlob stored(const std::string& file) {
    storage::Blobs::Upload upload(blobs_);
    pass(file, &upload);
    return upload.finish();
  }

  std::vector<Holder> nearest(const std::string& file) const {
    for (auto folder = folder_part(file);; folder = folder_part(folder)) {
      auto page = placement_.files.page_of_folder(folder);
      if (page) return {holder(*page, folder.empty() ? file : file.substr(folder.size() + 1))};
      if (folder.empty()) break;
    }
    if (source_.pages.empty()) return {};
    auto page = placement_.files.page_of(source_.pages.front());
    return page ? std::vector{holder(*page, file)} : std::vector<Holder>{};
  }

  Holder holder(Id<Page> page, std::string name) const {
    return store_.read([&](ReadTx& tx) {
      return tx.system("the importer stores attachments for the system")
          .one<Holder>(R"(
          SELECT p.id AS page, p.zone_id AS zone, $2 AS name, x'' AS sha256, a.sha256 AS present,
                 p.trashed_at IS NOT NULL AS trashed
            FROM page p LEFT JOIN attachment a ON a.page_id = p.id AND a.name = $2
           WHERE p.id = $1)",
                       page, name);
    });
  }

  void attach(const std::string& file, const Holder& holder, const NewAttachment& attachment) {
    store_.write([&](WriteTx& tx) {
      attach_as(tx, plan_.author, holder.page, holder.zone, attachment);
      tx.run(R"(INSERT INTO import_attachment (space_id, file, page_id, name, sha256) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (space_id, file, page_id) DO UPDATE SET sha256 = excluded.sha256)",
             plan_.space, file, holder.page, attachment.name, Blob{attachment.blob.sha256});
    });
    ++summary_.attachments;
  }

  storage::Store& store_;
  const storage::Blobs& blobs_;
  const TextImportPlan& plan_;
  const SourceFolder& source_;
  const Placement& placement_;
  ImportSummary& summary_;
  std::string sha256_;  // of the file in hand
};

}  // namespace

void import_attachments(storage::Store& store, const storage::Blobs& blobs, const TextImportPlan& plan,
                        const SourceFolder& source, const Placement& placement, ImportSummary& summary,
                        const ReportProgress& report) {
  AttachmentImport attachments(store, blobs, plan, source, placement, summary);
  std::uint64_t done = 0;
  for (auto& file : source.others) {
    try {
      attachments.one(file);
    } catch (const Failure& failure) {
      if (failure.problem() == Problem::unavailable) throw;
      summary.add({file, failure.key(), {}});
    }
    if (report) report({ExchangePhase::attachments, ++done, source.others.size()});
  }
}

}  // namespace wiki
