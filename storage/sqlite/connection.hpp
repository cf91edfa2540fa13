// One SQLite connection and its cached prepared statements: the only place that speaks the engine's C interface.
// A connection belongs to one thread at a time. Errors are thrown as SqliteError with the extended code.
#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace storage {

class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const std::string& what) : std::runtime_error(what), code_(code) {}
  int code() const { return code_; }
  bool disk_full() const;
  bool disk_failed() const;  // I/O error, corruption: the store must not go on writing
  bool read_only() const;
  bool constraint() const;   // a UNIQUE, CHECK or foreign key refused the row

 private:
  int code_;  // extended result code
};

// A prepared statement. `$n` is bound by its name: SQLite itself numbers parameters by first occurrence.
class Statement {
 public:
  static constexpr int parameters_max = 32;
  Statement(sqlite3* db, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  // `n` is the number in `$n`; std::logic_error if the statement has no such parameter. Text and blobs must outlive
  // the last step().
  void bind(int n, std::int64_t);
  void bind(int n, double);
  void bind_text(int n, std::string_view);
  void bind_blob(int n, std::string_view);
  void bind_null(int n);

  bool step();           // true: a row is there
  void reset() noexcept;
  bool read_only() const;

  int columns() const;
  std::string_view column_name(int column) const;
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // valid until the next step() or reset()
  std::string_view blob(int column) const;

  // Where the members of a row type stand, worked out once per statement and type.
  const void* mapped_type = nullptr;
  std::vector<int> mapping;
  bool reads_protected = false;  // a protected table without the view `readable`

 private:
  int index_of(int n) const;
  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
  int index_[parameters_max + 1] = {};
};

class Connection {
 public:
  enum class Mode { read_write, query_only };
  // Opens or creates the file in WAL mode with synchronous=FULL and foreign keys on.
  Connection(const std::string& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // A SELECT that reads one of these tables must also read the view `readable` (see ReadTx::system).
  void protect(const std::vector<std::string>* tables) { protected_ = tables; }
  // The statement for `sql`, prepared once per connection, reset and ready to bind. `system` lifts the protection.
  Statement& prepare(std::string_view sql, bool system = false);
  // Steps a cached statement without results once: BEGIN, COMMIT, SAVEPOINT.
  void run(std::string_view sql);
  // Several statements without parameters and results, not cached.
  void execute(const std::string& sql);
  bool in_transaction() const;
  std::int64_t changed_rows() const;       // rows touched by the last statement
  std::int64_t changed_rows_ever() const;  // by all statements, triggers and foreign keys of this connection
  void forget_statements();           // before DETACH and after a schema change
  sqlite3* handle() { return db_; }

 private:
  struct Probe {
    const std::vector<std::string>* tables = nullptr;
    bool saw_protected = false, saw_readable = false;
  };
  static int authorize(void*, int, const char*, const char*, const char*, const char*);

  sqlite3* db_ = nullptr;
  const std::vector<std::string>* protected_ = nullptr;
  Probe probe_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  std::unordered_map<std::string, std::unique_ptr<Statement>, Hash, std::equal_to<>> statements_;
  // Found by where the text lies, as literals always do; compared all the same. Spares hashing it.
  struct Recent {
    std::string_view sql;  // the key in statements_
    Statement* statement = nullptr;
  };
  std::array<Recent, 256> recent_{};
};

}  // namespace storage
