#include <sqlite3.h>
#include <time.h>
#include <auth/access.hpp>
#include <auth/tokens.hpp>
#include <storage/store.hpp>
#include <tests/bench/support/process.hpp>
#include <tests/bench/support/replay.hpp>
#include <wiki/pages/save.hpp>

#include <cctype>
#include <charconv>
#include <map>
#include <stdexcept>

namespace bench {
namespace {

constexpr std::size_t batch_saves = 64;

struct Trace {
  std::vector<RecordedSave> saves;
  bool inside = false;
};

int note(unsigned, void* context, void* statement, void* text) {
  auto& trace = *static_cast<Trace*>(context);
  std::string_view sql = static_cast<const char*>(text);
  if (sql.starts_with("--")) return 0;  // inside a trigger
  if (sql == "BEGIN IMMEDIATE") {
    trace.saves.emplace_back();
    trace.inside = true;
  } else if (sql == "COMMIT") {
    trace.inside = false;
  } else if (trace.inside && !sql.starts_with("UPDATE counter")) {  // that one comes once a group
    auto* expanded = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
    trace.saves.back().push_back({std::string(sql), parameters_of(sql, expanded)});
    sqlite3_free(expanded);
  }
  return 0;
}

template <class T, class... Base>
T number(std::string_view text, Base... base) {
  T value{};
  std::from_chars(text.data(), text.data() + text.size(), value, base...);
  return value;
}

std::string unquoted(std::string_view literal) {
  std::string text;
  for (std::size_t i = 1; i + 1 < literal.size(); ++i) {
    text += literal[i];
    if (literal[i] == '\'') ++i;
  }
  return text;
}

std::string unhexed(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) bytes += char(number<unsigned>(digits.substr(i, 2), 16));
  return bytes;
}

// One literal at the front of `rest`, which moves past it.
Value literal(std::string_view& rest) {
  bool blob = rest.starts_with("x'");
  if (blob || rest.starts_with("'")) {
    std::size_t end = blob ? 2 : 1;
    while (end < rest.size() && (rest[end] != '\'' || rest.substr(end, 2) == "''")) end += rest[end] == '\'' ? 2 : 1;
    auto whole = rest.substr(0, end + 1);
    rest.remove_prefix(whole.size());
    if (blob) return Bytes{unhexed(whole.substr(2, whole.size() - 3))};
    return unquoted(whole);
  }
  std::size_t end = 0;
  while (end < rest.size() && (std::isalnum(static_cast<unsigned char>(rest[end])) || rest[end] == '.' ||
                               rest[end] == '-' || rest[end] == '+'))
    ++end;
  std::string word(rest.substr(0, end));
  rest.remove_prefix(end);
  if (word == "NULL") return std::monostate{};
  if (word == "zeroblob") {
    rest.remove_prefix(rest.find(')') + 1);
    return Bytes{};
  }
  if (word.find('.') != word.npos) return number<double>(word);
  return number<std::int64_t>(word);
}

void bind(sqlite3_stmt* statement, const std::string& name, const Value& value) {
  int at = sqlite3_bind_parameter_index(statement, name.c_str());
  if (auto* number = std::get_if<std::int64_t>(&value))
    sqlite3_bind_int64(statement, at, *number);
  else if (auto* real = std::get_if<double>(&value))
    sqlite3_bind_double(statement, at, *real);
  else if (auto* text = std::get_if<std::string>(&value))
    sqlite3_bind_text64(statement, at, text->data(), text->size(), SQLITE_STATIC, SQLITE_UTF8);
  else if (auto* bytes = std::get_if<Bytes>(&value))
    sqlite3_bind_blob64(statement, at, bytes->value.empty() ? "" : bytes->value.data(), bytes->value.size(),
                        SQLITE_STATIC);
  else
    sqlite3_bind_null(statement, at);
}

double thread_cpu_us() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return double(now.tv_sec) * 1e6 + double(now.tv_nsec) / 1e3;
}

class Plain {
 public:
  explicit Plain(const std::filesystem::path& database)
      : connection_(database.string(), storage::Connection::Mode::read_write) {}
  ~Plain() {
    for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  }
  void run(const Recorded& recorded) {
    auto*& statement = statements_[recorded.sql];
    if (!statement &&
        sqlite3_prepare_v2(connection_.handle(), recorded.sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      fail();
    for (auto& [name, value] : recorded.parameters) bind(statement, name, value);
    int code = SQLITE_ROW;
    while (code == SQLITE_ROW) code = sqlite3_step(statement);
    if (code != SQLITE_DONE) fail();
    sqlite3_reset(statement);
  }

 private:
  [[noreturn]] void fail() { throw std::runtime_error(sqlite3_errmsg(connection_.handle())); }
  storage::Connection connection_;
  std::map<std::string, sqlite3_stmt*> statements_;
};

}  // namespace

std::vector<std::pair<std::string, Value>> parameters_of(std::string_view sql, std::string_view expanded) {
  std::vector<std::pair<std::string, Value>> found;
  std::size_t at = 0;
  while (at < sql.size()) {
    if (sql[at] == '$') {
      auto end = sql.find_first_not_of("0123456789", at + 1);
      auto name = sql.substr(at, end == sql.npos ? sql.npos : end - at);
      at += name.size();
      found.emplace_back(name, literal(expanded));
      continue;
    }
    if (expanded.empty() || expanded.front() != sql[at])
      throw std::runtime_error("another statement: " + std::string(sql));
    expanded.remove_prefix(1);
    ++at;
  }
  return found;
}

std::vector<RecordedSave> record_saves(const std::filesystem::path& data, const std::string& token,
                                       std::vector<Saver> savers, int rounds) {
  SystemClock clock;
  storage::StoreOptions options;
  options.folder = data;
  options.protected_tables = auth::protected_tables();
  options.clock = &clock;
  storage::Store store(options);
  Trace trace;
  auto viewer = store.read([&](ReadTx& tx) { return auth::by_token(tx, token)->viewer; });
  store.write([&](WriteTx& tx) { sqlite3_trace_v2(tx.connection().handle(), SQLITE_TRACE_STMT, note, &trace); });
  trace = {};
  for (int round = 0; round < rounds; ++round)
    for (auto& saver : savers) {
      auto text = saver.text + "\nStand " + std::to_string(100000 + round) + "\n";
      Id<wiki::Page> page{number<std::int64_t>(saver.page)};
      wiki::SaveInput in{{}, wiki::Markdown(text), Id<wiki::Revision>{number<std::int64_t>(saver.revision)}, {}};
      auto prepared = store.read([&](ReadTx& tx) { return wiki::prepare_save(tx, viewer, page, in); });
      auto saved = store.write([&](WriteTx& tx) { return wiki::save(tx, viewer, page, prepared); });
      saver.revision = std::to_string(saved.revision.value);
    }
  store.write([&](WriteTx& tx) { sqlite3_trace_v2(tx.connection().handle(), 0, nullptr, nullptr); });
  trace.saves.resize(savers.size() * std::size_t(rounds));
  return std::move(trace.saves);
}

ReplayCost replay(const std::filesystem::path& database, const std::vector<RecordedSave>& saves) {
  Plain plain(database);
  Recorded begin{"BEGIN IMMEDIATE", {}}, commit{"COMMIT", {}};
  Stopwatch since;
  auto cpu_before = thread_cpu_us();
  for (std::size_t from = 0; from < saves.size(); from += batch_saves) {
    plain.run(begin);
    for (std::size_t i = from; i < std::min(saves.size(), from + batch_saves); ++i)
      for (auto& statement : saves[i]) plain.run(statement);
    plain.run(commit);
  }
  auto count = double(saves.size());
  return {(thread_cpu_us() - cpu_before) / count, since.ms() * 1000 / count};
}

}  // namespace bench
