#include <storage/sqlite/connection.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <charconv>

namespace storage {
namespace {

[[noreturn]] void fail(sqlite3* db, std::string_view doing) {
  throw SqliteError(sqlite3_extended_errcode(db), std::string(doing) + ": " + sqlite3_errmsg(db));
}

// SQLite's own statistics of memory cost every allocation a lock that all connections share. Nobody reads them.
[[maybe_unused]] const int without_statistics = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);

}  // namespace

bool SqliteError::disk_full() const { return (code_ & 0xFF) == SQLITE_FULL; }
bool SqliteError::disk_failed() const {
  int primary = code_ & 0xFF;
  return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
}
bool SqliteError::read_only() const {
  return (code_ & 0xFF) == SQLITE_READONLY || (code_ & 0xFF) == SQLITE_CANTOPEN || (code_ & 0xFF) == SQLITE_PERM;
}
bool SqliteError::constraint() const { return (code_ & 0xFF) == SQLITE_CONSTRAINT; }

Statement::Statement(sqlite3* db, std::string_view sql) : db_(db) {
  if (sqlite3_prepare_v3(db, sql.data(), int(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr) != SQLITE_OK)
    fail(db, sql);
  if (sqlite3_bind_parameter_count(statement_) > parameters_max) throw std::logic_error("too many parameters");
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement_); ++i) {
    const char* named = sqlite3_bind_parameter_name(statement_, i);
    std::string_view name = named ? named : "";
    int n = 0;
    if (name.starts_with('$')) std::from_chars(name.data() + 1, name.data() + name.size(), n);
    if (n < 1 || n > parameters_max) throw std::logic_error("parameters are named $1, $2, …: " + std::string(sql));
    index_[n] = i;
  }
}

Statement::~Statement() { sqlite3_finalize(statement_); }

int Statement::index_of(int n) const {
  if (n > parameters_max || index_[n] == 0)
    throw std::logic_error("no parameter $" + std::to_string(n) + " in " + sqlite3_sql(statement_));
  return index_[n];
}

void Statement::bind(int n, std::int64_t value) { sqlite3_bind_int64(statement_, index_of(n), value); }
void Statement::bind(int n, double value) { sqlite3_bind_double(statement_, index_of(n), value); }
void Statement::bind_text(int n, std::string_view value) {
  sqlite3_bind_text64(statement_, index_of(n), value.data() ? value.data() : "", value.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
}
void Statement::bind_blob(int n, std::string_view value) {
  if (value.empty()) sqlite3_bind_zeroblob(statement_, index_of(n), 0);
  else sqlite3_bind_blob64(statement_, index_of(n), value.data(), value.size(), SQLITE_STATIC);
}
void Statement::bind_null(int n) { sqlite3_bind_null(statement_, index_of(n)); }

bool Statement::step() {
  int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  fail(db_, sqlite3_sql(statement_));
}

void Statement::reset() noexcept {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

bool Statement::read_only() const { return sqlite3_stmt_readonly(statement_) != 0; }
int Statement::columns() const { return sqlite3_column_count(statement_); }
std::string_view Statement::column_name(int column) const { return sqlite3_column_name(statement_, column); }
bool Statement::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }
std::string_view Statement::text(int column) const {
  auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(statement_, column))) : std::string_view();
}
std::string_view Statement::blob(int column) const {
  auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return bytes ? std::string_view(bytes, std::size_t(sqlite3_column_bytes(statement_, column))) : std::string_view();
}

Connection::Connection(const std::string& path, Mode mode) {
  int code = sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                             nullptr);
  if (code != SQLITE_OK) {
    SqliteError error(sqlite3_extended_errcode(db_), "cannot open the database");
    sqlite3_close_v2(db_);
    throw error;
  }
  sqlite3_extended_result_codes(db_, 1);
  sqlite3_busy_timeout(db_, 5000);
  sqlite3_set_authorizer(db_, &Connection::authorize, &probe_);
  try {
    execute(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384;"
        "PRAGMA mmap_size=2147418112; PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;"
        "PRAGMA wal_autocheckpoint=4000; PRAGMA trusted_schema=OFF;");
    if (mode == Mode::query_only) execute("PRAGMA query_only=ON");
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

Connection::~Connection() {
  statements_.clear();
  sqlite3_close_v2(db_);
}

// Called by SQLite while it prepares: notes what the statement touches; the verdict falls in prepare().
int Connection::authorize(void* context, int action, const char* table, const char*, const char*, const char* via) {
  auto& probe = *static_cast<Probe*>(context);
  if (action != SQLITE_READ || !probe.tables) return SQLITE_OK;
  if ((table && std::string_view(table) == "readable") || (via && std::string_view(via) == "readable"))
    probe.saw_readable = true;
  if (table && std::find(probe.tables->begin(), probe.tables->end(), table) != probe.tables->end())
    probe.saw_protected = true;
  return SQLITE_OK;
}

Statement& Connection::prepare(std::string_view sql, bool system) {
  auto& recent = recent_[(reinterpret_cast<std::uintptr_t>(sql.data()) >> 4) % recent_.size()];
  if (recent.sql != sql) {
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
      probe_ = {protected_, false, false};
      auto fresh = std::make_unique<Statement>(db_, sql);
      fresh->reads_protected = fresh->read_only() && probe_.saw_protected && !probe_.saw_readable;
      probe_ = {};
      found = statements_.emplace(std::string(sql), std::move(fresh)).first;
    }
    recent = {found->first, found->second.get()};
  }
  if (recent.statement->reads_protected && !system)
    throw std::logic_error("reads a protected table without `readable`: " + std::string(sql));
  return *recent.statement;
}

void Connection::run(std::string_view sql) {
  auto& statement = prepare(sql);
  try {
    statement.step();
  } catch (...) {
    statement.reset();
    throw;
  }
  statement.reset();
}

void Connection::execute(const std::string& sql) {
  char* message = nullptr;
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, &message) == SQLITE_OK) return;
  std::string what = message ? message : "error";
  sqlite3_free(message);
  throw SqliteError(sqlite3_extended_errcode(db_), what);
}

bool Connection::in_transaction() const { return sqlite3_get_autocommit(db_) == 0; }
std::int64_t Connection::changed_rows() const { return sqlite3_changes64(db_); }
std::int64_t Connection::changed_rows_ever() const { return sqlite3_total_changes64(db_); }
void Connection::forget_statements() {
  recent_ = {};
  statements_.clear();
}

}  // namespace storage
