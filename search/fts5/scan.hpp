// One pass over the matches of an expression, newest first. Rank is worked out only for the matches that are wanted,
// because position lists are what a search spends its time on.
#pragma once
#include <search/rank.hpp>
#include <storage/sqlite/connection.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace search {

class Scan {
 public:
  enum class Verdict { skip, rank, stop };
  virtual ~Scan() = default;
  virtual Verdict match(std::int64_t row) = 0;
  virtual void ranked(std::int64_t row, const Evidence&) = 0;
};

struct ScanPlan {
  std::string_view sql;    // selects stafette_scan(<table>, $1) for matches of $2, at most $3
  std::string expression;  // of FTS5, built by Query
  std::size_t phrases;     // of the expression that Evidence reports, from the first
  std::size_t rows_max;    // matches looked at
};

// Makes stafette_scan() known to a connection, for its life.
void register_scan(storage::Connection&);
// False when the pass ended before the last match: rows_max, the scan said stop, or a Deadline passed.
bool run(storage::Connection&, const ScanPlan&, Scan&);

// Interrupts statements of the connection that run past the deadline (SqliteError with interrupted()).
class Deadline {
 public:
  Deadline(storage::Connection&, std::chrono::milliseconds);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  bool passed() const;

 private:
  storage::Connection& connection_;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace search
