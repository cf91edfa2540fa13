#include <search/fts5/api.hpp>
#include <search/fts5/scan.hpp>

#include <exception>

namespace search {
namespace {

constexpr const char* pass_type = "stafette_pass";
constexpr int progress_steps = 1000;

struct Pass {
  const ScanPlan& plan;
  Scan& scan;
  Evidence evidence;
  std::exception_ptr error;
  bool stopped = false;
  std::size_t rows = 0;
};

void collect(const Fts5ExtensionApi& api, Fts5Context* context, Pass& pass) {
  auto phrases = std::min(std::size_t(api.xPhraseCount(context)), pass.evidence.spots.size());
  for (std::size_t i = 0; i < phrases; ++i) {
    auto& spots = pass.evidence.spots[i];
    spots.clear();
    Fts5PhraseIter iterator;
    int column = 0, position = 0;
    for (api.xPhraseFirst(context, int(i), &iterator, &column, &position); column >= 0;
         api.xPhraseNext(context, &iterator, &column, &position)) {
      spots.push_back({column, position});
      if (spots.size() == Evidence::spots_max) break;
    }
  }
}

void scan_function(const Fts5ExtensionApi* api, Fts5Context* context, sqlite3_context* result, int count,
                   sqlite3_value** values) {
  auto* pass = count == 1 ? static_cast<Pass*>(sqlite3_value_pointer(values[0], pass_type)) : nullptr;
  if (!pass) return sqlite3_result_error(result, "stafette_scan is internal", -1);
  try {
    ++pass->rows;
    auto row = api->xRowid(context);
    switch (pass->scan.match(row)) {
      case Scan::Verdict::skip:
        break;
      case Scan::Verdict::stop:
        pass->stopped = true;
        return sqlite3_result_error(result, "stop", -1);
      case Scan::Verdict::rank:
        collect(*api, context, *pass);
        pass->scan.ranked(row, pass->evidence);
    }
    sqlite3_result_int(result, 1);
  } catch (...) {
    pass->error = std::current_exception();
    sqlite3_result_error(result, "failed", -1);
  }
}

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

[[noreturn]] void fail(sqlite3* db) {
  throw storage::SqliteError(sqlite3_extended_errcode(db), sqlite3_errmsg(db));
}

}  // namespace

void register_scan(storage::Connection& connection) {
  auto& api = fts5_of(connection.handle());
  if (api.xCreateFunction(&api, "stafette_scan", nullptr, scan_function, nullptr) != SQLITE_OK)
    fail(connection.handle());
}

bool run(storage::Connection& connection, const ScanPlan& plan, Scan& scan) {
  Pass pass{plan, scan, {}, nullptr};
  pass.evidence.spots.resize(plan.phrases);
  sqlite3* db = connection.handle();
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(db, plan.sql.data(), int(plan.sql.size()), &raw, nullptr) != SQLITE_OK) fail(db);
  std::unique_ptr<sqlite3_stmt, Finalize> statement(raw);
  sqlite3_bind_pointer(raw, 1, &pass, pass_type, nullptr);
  sqlite3_bind_text64(raw, 2, plan.expression.data(), plan.expression.size(), SQLITE_STATIC, SQLITE_UTF8);
  sqlite3_bind_int64(raw, 3, std::int64_t(plan.rows_max));
  int code = sqlite3_step(raw);
  if (pass.error) std::rethrow_exception(pass.error);
  if (pass.stopped || code == SQLITE_INTERRUPT) return false;
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(db);
  return pass.rows < plan.rows_max;
}

Deadline::Deadline(storage::Connection& connection, std::chrono::milliseconds span)
    : connection_(connection), end_(std::chrono::steady_clock::now() + span) {
  auto check = [](void* self) { return static_cast<Deadline*>(self)->passed() ? 1 : 0; };
  sqlite3_progress_handler(connection.handle(), progress_steps, check, this);
}

Deadline::~Deadline() {
  sqlite3_progress_handler(connection_.handle(), 0, nullptr, nullptr);
}

bool Deadline::passed() const {
  return std::chrono::steady_clock::now() >= end_;
}

}  // namespace search
