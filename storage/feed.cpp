#include <storage/feed.hpp>

namespace storage {

Cursor newest(ReadTx& tx) {
  return tx.one<Cursor>(R"(
      SELECT (SELECT value FROM counter WHERE name = 'epoch') AS epoch,
             (SELECT coalesce(max(seq), (SELECT value FROM counter WHERE name = 'pruned'), 0) FROM change) AS seq)");
}

std::vector<Change> changes_after(ReadTx& tx, Cursor cursor, std::size_t limit) {
  return tx.all<Change>(R"(
      SELECT seq, kind, subject_id, zone_before, zone_after, at
        FROM change
       WHERE seq > $1 AND (SELECT value FROM counter WHERE name = 'epoch') = $2
       ORDER BY seq
       LIMIT $3)",
                        cursor.seq, cursor.epoch, limit);
}

bool can_follow(ReadTx& tx, Cursor cursor) {
  return tx.one<bool>(R"(
      SELECT (SELECT value FROM counter WHERE name = 'epoch') = $1
         AND coalesce((SELECT value FROM counter WHERE name = 'pruned'), 0) <= $2)",
                      cursor.epoch, cursor.seq);
}

Cursor cursor(ReadTx& tx, std::string_view consumer) {
  return tx.maybe<Cursor>("SELECT epoch, seq FROM consumer WHERE name = $1", consumer).value_or(Cursor{});
}

void keep_cursor(WriteTx& tx, std::string_view consumer, Cursor cursor) {
  tx.run(R"(INSERT INTO consumer (name, epoch, seq) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, seq = excluded.seq)",
         consumer, cursor.epoch, cursor.seq);
}

std::int64_t prune_changes(WriteTx& tx) {
  constexpr auto kept = std::chrono::hours(24 * 7);
  auto last = tx.maybe<std::optional<std::int64_t>>("SELECT max(seq) FROM change WHERE at < $1", tx.now() - kept);
  if (!last || !*last) return 0;
  tx.run(R"(INSERT INTO counter (name, value) VALUES ('pruned', $1)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value)",
         **last);
  return tx.run("DELETE FROM change WHERE seq <= $1", **last);
}

}  // namespace storage
