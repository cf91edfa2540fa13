// The change feed: how the rest of the program learns what happened. Consumers run at least once, are idempotent and
// keep their cursor in the same transaction as their effect. A cursor of another epoch means: read everything again.
#pragma once
#include <storage/store.hpp>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace storage {

struct Cursor {
  std::int64_t epoch = 0, seq = 0;
  friend bool operator==(const Cursor&, const Cursor&) = default;
};
BOOST_DESCRIBE_STRUCT(Cursor, (), (epoch, seq))

Cursor newest(ReadTx&);
// Changes after the cursor, oldest first. Empty also when the epoch differs: compare with newest() first.
std::vector<Change> changes_after(ReadTx&, Cursor, std::size_t limit);
// False when the feed cannot bring that cursor up to date: other epoch, or older than what is kept.
bool can_follow(ReadTx&, Cursor);

// Where a consumer whose effect lies in this database stands; a cursor of zeros when it never ran.
Cursor cursor(ReadTx&, std::string_view consumer);
void keep_cursor(WriteTx&, std::string_view consumer, Cursor);

// Drops changes older than seven days. Consumers that are further behind find can_follow() false.
std::int64_t prune_changes(WriteTx&);

}  // namespace storage
