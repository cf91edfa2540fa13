#include <storage/migration.hpp>
#include <storage/tx.hpp>

#include <fmt/format.h>

#include <random>

namespace storage {

struct Migration {
  int number;
  const char* sql;
};
extern const Migration migrations[];  // generated from storage/migrations/*.sql, in order
extern const int migration_count;

namespace {

std::int64_t version(Connection& db) { return ReadTx(db, {}).one<std::int64_t>("PRAGMA user_version"); }

void keep_copy(Connection& db, const std::filesystem::path& file, std::int64_t old_version, Time now) {
  auto folder = file.parent_path() / "backups";
  std::filesystem::create_directories(folder);
  std::string name = (folder / fmt::format("before-migration-{}-{}.db", old_version, now.ms)).string();
  auto& copy = db.prepare("VACUUM INTO $1");
  copy.bind_text(1, name);
  copy.step();
  copy.reset();
}

}  // namespace

std::int64_t random_epoch() {
  std::random_device random;
  return std::int64_t((std::uint64_t(random()) << 20 ^ random()) & 0x1FFFFFFFFFFFFF) | 1;
}

int newest_schema() { return migrations[migration_count - 1].number; }

void migrate(const std::filesystem::path& file, Time now) {
  Connection db(file.string(), Connection::Mode::read_write);
  std::int64_t applied = version(db);
  if (applied > newest_schema())
    throw std::runtime_error("the data folder was written by a newer version of Stafette");
  if (applied == newest_schema()) return;
  if (applied > 0) keep_copy(db, file, applied, now);
  for (int i = 0; i < migration_count; ++i) {
    if (migrations[i].number <= applied) continue;
    db.execute(fmt::format("BEGIN IMMEDIATE;\n{}\nPRAGMA user_version = {};\nCOMMIT;", migrations[i].sql,
                           migrations[i].number));
  }
  if (applied == 0) db.execute(fmt::format("INSERT INTO counter (name, value) VALUES ('epoch', {})", random_epoch()));
}

std::string schema(const std::filesystem::path& file) {
  Connection db(file.string(), Connection::Mode::query_only);
  std::string text;
  ReadTx(db, {}).each<std::string>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY tbl_name, type DESC, "
      "name",
      [&](std::string sql) { text += sql + ";\n\n"; });
  return text;
}

}  // namespace storage
