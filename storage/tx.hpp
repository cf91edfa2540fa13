// Transactions: what domain functions get to see of the store. A ReadTx is one snapshot; a WriteTx is one body inside a
// group commit, undone alone when it throws. Both know the one instant of the transaction. Neither may be kept.
#pragma once
#include <base/clock.hpp>
#include <base/id.hpp>
#include <storage/row.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auth {
struct Zone;
}

namespace storage {

// The verbs of a query. SQL parameters are $1, $2, … in the order of the arguments.
class Queries {
 public:
  // The first row, or nullopt.
  template <class T, class... A>
  std::optional<T> maybe(std::string_view sql, const A&... arguments) {
    Run run(*this, sql, arguments...);
    if (!run.statement.step()) return {};
    return read_row<T>(run.statement);
  }
  // The only row of a query that always has one, such as count(*).
  template <class T, class... A>
  T one(std::string_view sql, const A&... arguments) {
    auto row = maybe<T>(sql, arguments...);
    if (!row) throw std::logic_error("a row was expected: " + std::string(sql));
    return std::move(*row);
  }
  template <class T, class... A>
  std::vector<T> all(std::string_view sql, const A&... arguments) {
    std::vector<T> rows;
    Run run(*this, sql, arguments...);
    while (run.statement.step()) rows.push_back(read_row<T>(run.statement));
    return rows;
  }
  // Row by row, for results that should not stand in memory. The callback must not use the same SQL text.
  template <class T, class F, class... A>
  void each(std::string_view sql, F&& callback, const A&... arguments) {
    Run run(*this, sql, arguments...);
    while (run.statement.step()) callback(read_row<T>(run.statement));
  }

 protected:
  Queries(Connection& connection, bool system) : connection_(connection), system_(system) {}
  struct Run {
    template <class... A>
    Run(Queries& queries, std::string_view sql, const A&... arguments)
        : statement(queries.connection_.prepare(sql, queries.system_)) {
      int n = 0;
      try {
        (bind_value(statement, ++n, arguments), ...);
      } catch (...) {
        statement.reset();
        throw;
      }
    }
    ~Run() { statement.reset(); }
    Statement& statement;
  };
  Connection& connection_;
  bool system_;
};

class ReadTx : public Queries {
 public:
  ReadTx(Connection& connection, Time now) : Queries(connection, false), now_(now) {}
  ReadTx(const ReadTx&) = delete;
  ReadTx& operator=(const ReadTx&) = delete;

  Time now() const { return now_; }

  // Queries that read protected tables without the view `readable`: jobs, feed consumers, the command line, and checks
  // that run after a visibility check. `reason` is for the reader; a golden file lists every occurrence.
  class System : public Queries {
   public:
    explicit System(Connection& connection) : Queries(connection, true) {}
  };
  System system([[maybe_unused]] std::string_view reason) { return System(connection_); }

  // For search, which registers its own functions and attaches its own file.
  Connection& connection() { return connection_; }

 private:
  Time now_;
};

// One thing that happened, as consumers read it after the commit. No actor: nothing monitors people.
struct Change {
  std::int64_t seq;  // ascends in commit order
  std::string kind;  // "page.saved"
  std::int64_t subject_id;
  std::optional<Id<auth::Zone>> zone_before, zone_after;
  Time at;
};
BOOST_DESCRIBE_STRUCT(Change, (), (seq, kind, subject_id, zone_before, zone_after, at))

class WriteTx : public ReadTx {
 public:
  WriteTx(Connection& connection, Time now, std::int64_t& last_id, std::vector<Change>& changes)
      : ReadTx(connection, now), last_id_(last_id), changes_(changes) {}

  // INSERT, UPDATE or DELETE; returns the number of rows touched.
  template <class... A>
  std::int64_t run(std::string_view sql, const A&... arguments) {
    Run statement(*this, sql, arguments...);
    while (statement.statement.step()) {
    }
    return connection_.changed_rows();
  }

  template <class T>
  Id<T> next_id() {
    return {++last_id_};
  }

  // Tells the world after the commit: live hints, search index, notices, caches. `zone_before` differs from
  // `zone_after` when the subject moved between zones; absent when it did not exist.
  template <class T>
  void changed(std::string_view kind, Id<T> subject, std::optional<Id<auth::Zone>> zone_before,
               std::optional<Id<auth::Zone>> zone_after) {
    append_change(kind, subject.value, zone_before, zone_after);
  }
  template <class T>
  void changed(std::string_view kind, Id<T> subject, Id<auth::Zone> zone) {
    append_change(kind, subject.value, zone, zone);
  }

  // Queues a job for server/jobs in the same transaction. The same kind, subject and payload are queued once.
  void enqueue(std::string_view kind, std::int64_t subject, std::string_view payload = {}, Time not_before = {});

 private:
  void append_change(std::string_view kind, std::int64_t subject, std::optional<Id<auth::Zone>> before,
                     std::optional<Id<auth::Zone>> after);
  std::int64_t& last_id_;
  std::vector<Change>& changes_;
};

}  // namespace storage

using storage::Blob;
using storage::ReadTx;
using storage::WriteTx;
