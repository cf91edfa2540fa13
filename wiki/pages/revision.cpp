#include <storage/blobs.hpp>
#include <storage/compression.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/revision.hpp>

#include <algorithm>

namespace wiki {
namespace {

constexpr int key_frame_step = 16;
constexpr std::size_t salt_bytes = 16;

struct Previous {
  int number;
  Blob link;
  bool kept_in_head;  // its text is only in page_text
};
BOOST_DESCRIBE_STRUCT(Previous, (), (number, link, kept_in_head))

struct Stored {
  Id<Revision> id;
  int number;
  std::optional<Blob> frame;
};
BOOST_DESCRIBE_STRUCT(Stored, (), (id, number, frame))

struct Chained {
  Id<Revision> id;
  int number;
  Id<Person> author;
  Time at;
  Blob sha256, salt, link;
};
BOOST_DESCRIBE_STRUCT(Chained, (), (id, number, author, at, sha256, salt, link))

bool is_key_frame(int number) { return number % key_frame_step == 1; }

std::string big_endian(std::int64_t value) {
  std::string bytes(8, '\0');
  for (int i = 0; i < 8; ++i) bytes[std::size_t(i)] = char(std::uint64_t(value) >> (56 - 8 * i));
  return bytes;
}

std::string chain_link(const std::string& previous, Id<Page> page, int number, Id<Person> author, Time at,
                       const std::string& commitment) {
  return storage::sha256(previous + big_endian(page.value) + big_endian(number) + big_endian(author.value) +
                         big_endian(at.ms) + commitment);
}

void store_links(WriteTx& tx, Id<Page> page, const std::vector<PageLink>& links) {
  tx.run("DELETE FROM page_link WHERE page_id = $1", page);
  for (auto& link : links)
    tx.run("INSERT INTO page_link (page_id, ordinal, target, target_id, original) VALUES ($1, $2, $3, $4, $5)", page,
           link.ordinal, link.target, link.target_id, link.original);
}

}  // namespace

PreparedText prepare_text(std::string_view text, std::string_view predecessor, const std::vector<PageLink>& before) {
  PreparedText prepared;
  prepared.links = page_links(text, before);
  prepared.frame = storage::compress(text);
  if (!predecessor.empty()) prepared.delta = storage::compress(text, predecessor);
  prepared.bytes = std::int64_t(text.size());
  prepared.sha256 = storage::sha256(text);
  prepared.salt = storage::random_bytes(salt_bytes);
  prepared.commitment = storage::sha256(prepared.salt + std::string(text));
  return prepared;
}

StoredRevision append_revision(WriteTx& tx, Id<Page> page, std::optional<Id<Revision>> head, const NewRevision& in,
                               const PreparedText& text) {
  auto system = tx.system("the head of a chain that is being extended; rights were checked");
  auto previous = head ? system.maybe<Previous>(
                             "SELECT number, link, frame IS NULL AS kept_in_head FROM revision WHERE id = $1", *head)
                       : std::nullopt;
  StoredRevision stored{tx.next_id<Revision>(), previous ? previous->number + 1 : 1};
  if (previous && previous->kept_in_head)
    tx.run("UPDATE revision SET frame = (SELECT frame FROM page_text WHERE page_id = $2) WHERE id = $1", *head, page);

  std::optional<storage::BlobView> frame;
  if (!is_key_frame(stored.number)) frame = storage::BlobView{text.delta.empty() ? text.frame : text.delta};
  auto link =
      chain_link(previous ? previous->link.bytes : "", page, stored.number, in.author, tx.now(), text.commitment);
  using storage::BlobView;
  tx.run(R"(INSERT INTO revision (id, page_id, number, title, author_id, at, comment, bytes, sha256, salt, link,
                                  restored_from, merged, frame)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14))",
         stored.id, page, stored.number, in.title, in.author, tx.now(), in.comment, text.bytes,
         BlobView{text.sha256}, BlobView{text.salt}, BlobView{link}, in.restored_from, in.merged, frame);
  tx.run(R"(INSERT INTO page_text (page_id, revision_id, frame) VALUES ($1, $2, $3)
            ON CONFLICT (page_id) DO UPDATE SET revision_id = excluded.revision_id, frame = excluded.frame)",
         page, stored.id, BlobView{text.frame});
  // Spaces without release show the head at once.
  tx.run(R"(UPDATE page SET title = $2, head_revision = $3, released_revision = $3, container = 0, changed_at = $4,
                            changed_by = $5 WHERE id = $1)",
         page, in.title, stored.id, tx.now(), in.author);
  store_links(tx, page, text.links);
  return stored;
}

std::string head_text(ReadTx& tx, Id<Page> page) {
  auto frame = tx.system("the head's text; rights were checked")
                   .maybe<Blob>("SELECT frame FROM page_text WHERE page_id = $1", page);
  return frame ? storage::decompress(frame->bytes) : std::string();
}

std::string revision_text(ReadTx& tx, Id<Page> page, Id<Revision> revision) {
  auto system = tx.system("a revision's text; rights were checked");
  if (system.maybe<int>("SELECT 1 FROM page_text WHERE page_id = $1 AND revision_id = $2", page, revision))
    return head_text(tx, page);
  auto number = system.maybe<int>("SELECT number FROM revision WHERE id = $1 AND page_id = $2", revision, page);
  if (!number) throw Failure(Problem::not_found, "revision_not_found");
  int key = *number - (*number - 1) % key_frame_step;
  std::string text;
  for (auto& step : system.all<Stored>(
           "SELECT id, number, frame FROM revision WHERE page_id = $1 AND number BETWEEN $2 AND $3 ORDER BY number",
           page, key, *number)) {
    bool alone = is_key_frame(step.number) || text.empty();
    text = step.frame ? storage::decompress(step.frame->bytes, alone ? std::string_view() : text) : head_text(tx, page);
  }
  return text;
}

std::vector<PageLink> head_links(ReadTx& tx, Id<Page> page) {
  return tx.system("the head's links; rights were checked")
      .all<PageLink>("SELECT ordinal, target, target_id, original FROM page_link WHERE page_id = $1 ORDER BY ordinal",
                     page);
}

bool chain_intact(ReadTx& tx, Id<Page> page) {
  std::string previous;
  int expected = 1;
  auto rows = tx.system("doctor").all<Chained>(R"(
      SELECT id, number, author_id AS author, at, sha256, salt, link FROM revision WHERE page_id = $1 ORDER BY number)",
                                               page);
  for (auto& row : rows) {
    std::string text;
    try {
      text = revision_text(tx, page, row.id);
    } catch (const std::runtime_error&) {
      return false;  // a frame that cannot be decompressed
    }
    auto commitment = storage::sha256(row.salt.bytes + text);
    if (row.number != expected++ || storage::sha256(text) != row.sha256.bytes) return false;
    if (chain_link(previous, page, row.number, row.author, row.at, commitment) != row.link.bytes) return false;
    previous = row.link.bytes;
  }
  return true;
}

}  // namespace wiki
