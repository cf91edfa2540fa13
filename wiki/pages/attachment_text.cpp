#include <storage/compression.hpp>
#include <wiki/pages/attachment_text.hpp>
#include <wiki/pages/head.hpp>

namespace wiki {
namespace {

constexpr std::chrono::minutes pause{1}, pause_growth{9};
constexpr int attempts_max = 3;
constexpr std::size_t page_bytes_max = 16u << 20;  // of all its attachments: a page is one document of the index

struct Holder {
  Id<Page> page;
  Id<Zone> zone;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (page, zone))

struct Row {
  Id<Attachment> id;
  std::string name;
  std::optional<Blob> frame;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, name, frame))

}  // namespace

void await_text(WriteTx& tx, const std::string& sha256) {
  auto added = tx.run(R"(INSERT INTO attachment_text (sha256, state, version, attempts, due_at)
                         VALUES ($1, 'waiting', 0, 0, $2) ON CONFLICT (sha256) DO NOTHING)",
                      Blob{sha256}, tx.now());
  if (added) tx.enqueue(read_attachments_job, 0);
}

std::optional<std::string> begin_reading(WriteTx& tx) {
  tx.run("UPDATE attachment_text SET state = 'failed', due_at = NULL WHERE due_at <= $1 AND attempts >= $2", tx.now(),
         attempts_max);
  auto next = tx.maybe<Blob>(R"(
      UPDATE attachment_text SET attempts = attempts + 1, due_at = $2 + attempts * $3
       WHERE sha256 = (SELECT sha256 FROM attachment_text WHERE due_at <= $1 ORDER BY due_at DESC LIMIT 1)
      RETURNING sha256)",
                             tx.now(), tx.now() + pause, std::chrono::milliseconds(pause_growth).count());
  if (!next) return {};
  return std::move(next->bytes);
}

void keep_text(WriteTx& tx, const std::string& sha256, const ReadText& read) {
  std::optional<Blob> frame;
  if (!read.frame.empty()) frame = Blob{read.frame};
  tx.run(R"(UPDATE attachment_text
               SET state = $2, version = $3, frame = $4,
                   due_at = CASE WHEN $2 = 'failed' AND attempts < $5 THEN due_at END
             WHERE sha256 = $1)",
         Blob{sha256}, read.state, read.version, frame, attempts_max);
  auto holders = tx.system("whose attachment was read")
                     .all<Holder>(R"(
      SELECT DISTINCT p.id AS page, p.zone_id AS zone
        FROM attachment a JOIN page p ON p.id = a.page_id
       WHERE a.sha256 = $1)",
                                  Blob{sha256});
  for (auto& holder : holders) tx.changed(page_attached, holder.page, holder.zone);
}

void queue_reading(WriteTx& tx) {
  auto due = tx.system("attachments to read")
                 .one<std::optional<Time>>("SELECT min(due_at) FROM attachment_text WHERE due_at IS NOT NULL");
  if (due) tx.enqueue(read_attachments_job, 0, {}, *due);
}

void read_again(WriteTx& tx, int version) {
  tx.run("UPDATE attachment_text SET due_at = $2, attempts = 0 WHERE version <> $1 AND due_at IS NULL", version,
         tx.now());
}

void forget_texts(WriteTx& tx) {
  tx.run(R"(DELETE FROM attachment_text
             WHERE NOT EXISTS (SELECT 1 FROM attachment a WHERE a.sha256 = attachment_text.sha256))");
}

UnreadTexts unread_texts(ReadTx& tx) {
  return tx.system("operators see how many attachments wait").one<UnreadTexts>(R"(
      SELECT (SELECT count(*) FROM attachment_text WHERE due_at IS NOT NULL AND state = 'waiting') AS waiting,
             (SELECT count(*) FROM attachment_text WHERE state = 'failed') AS failed)");
}

std::vector<AttachedText> attached_texts(ReadTx& tx, Id<Page> page) {
  std::vector<AttachedText> texts;
  std::size_t bytes = 0;
  tx.system("the search index reads for everybody and trims later")
      .each<Row>(
          R"(SELECT a.id, a.name, t.frame
               FROM attachment a LEFT JOIN attachment_text t ON t.sha256 = a.sha256
              WHERE a.page_id = $1
              ORDER BY t.frame IS NULL, a.name)",
          [&](const Row& row) {
            bool wanted = row.frame && bytes < page_bytes_max;
            texts.push_back({row.id.str(), row.name, wanted ? storage::decompress(row.frame->bytes) : std::string()});
            bytes += texts.back().text.size();
          },
          page);
  return texts;
}

}  // namespace wiki
