#include <storage/tx.hpp>

namespace storage {

void WriteTx::append_change(std::string_view kind, std::int64_t subject, std::optional<Id<auth::Zone>> before,
                            std::optional<Id<auth::Zone>> after) {
  Change change{++last_id_, std::string(kind), subject, before, after, now()};
  run("INSERT INTO change (seq, kind, subject_id, zone_before, zone_after, at) VALUES ($1, $2, $3, $4, $5, $6)",
      change.seq, change.kind, change.subject_id, change.zone_before, change.zone_after, change.at);
  changes_.push_back(std::move(change));
}

void WriteTx::enqueue(std::string_view kind, std::int64_t subject, std::string_view payload, Time not_before) {
  run(R"(INSERT INTO job (id, kind, subject_id, payload, run_at, attempts, leased_until)
         VALUES ($1, $2, $3, $4, $5, 0, 0)
         ON CONFLICT (kind, subject_id, payload) DO UPDATE SET run_at = min(run_at, excluded.run_at))",
      ++last_id_, kind, subject, payload, std::max(not_before, now()));
}

}  // namespace storage
