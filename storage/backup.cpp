#include <base/failure.hpp>
#include <storage/archive.hpp>
#include <storage/backup.hpp>
#include <storage/descriptor.hpp>
#include <storage/migration.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace storage {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view database_name = "stafette.db", about_name = "stafette-backup.json", blob_folder = "blobs/";

void remove_database(const fs::path& file) {
  for (auto ending : {"", "-wal", "-shm", "-journal"}) fs::remove(file.string() + ending);
}

struct Scratch {
  fs::path file;
  ~Scratch() {
    std::error_code ignored;  // what stays is removed by the next backup
    fs::remove(file, ignored);
  }
};

std::string blob_name(const std::string& sha256) {
  auto name = hex(sha256);
  return fmt::format("{}{}/{}", blob_folder, name.substr(0, 2), name);
}

fs::path copying(const fs::path& folder) {
  fs::create_directories(folder / "backups");
  for (auto& entry : fs::directory_iterator(folder / "backups"))
    if (entry.path().filename().string().starts_with("copying-")) fs::remove(entry.path());
  return folder / "backups" / ("copying-" + hex(random_bytes(8)) + ".db");
}

void receive(ArchiveReader& in, const fs::path& file) {
  Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  if (!out) raise_errno("cannot create the database");
  for (auto piece = in.piece(); !piece.empty(); piece = in.piece()) write_all(out.get(), piece);
  sync_file(out.get());
}

void receive_blob(ArchiveReader& in, const Blobs& blobs, const std::string& name) {
  Blobs::Upload upload(blobs);
  for (auto piece = in.piece(); !piece.empty(); piece = in.piece()) upload.write(piece);
  if (blob_name(upload.finish().sha256) != name) throw Failure(Problem::invalid, "backup_damaged");
}

// Checks the database that arrived and makes it one of its own.
void adopt(const fs::path& file, const Blobs& blobs, const ListBlobs& list) {
  Connection db(file.string(), Connection::Mode::read_write);
  std::vector<Change> none;
  std::int64_t no_id = 0;
  {
    WriteTx tx(db, {}, no_id, none);
    if (tx.one<std::string>("PRAGMA quick_check(1)") != "ok") throw Failure(Problem::invalid, "backup_damaged");
    if (tx.one<std::int64_t>("PRAGMA user_version") > newest_schema())
      throw Failure(Problem::invalid, "backup_too_new");
    for (auto& sha256 : list(tx))
      if (!fs::exists(blobs.path(sha256))) throw Failure(Problem::invalid, "backup_damaged");
    tx.run("UPDATE counter SET value = $1 WHERE name = 'epoch'", random_epoch());
    tx.run("DELETE FROM session");
  }
  db.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

// What was there goes to backups/, with its log if it could not be closed.
void put_aside(const fs::path& database, Time now) {
  if (!fs::exists(database)) return;
  try {
    Connection(database.string(), Connection::Mode::read_write).execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const SqliteError&) {
    // Damaged: that may be why it is being replaced.
  }
  auto folder = database.parent_path() / "backups";
  fs::create_directories(folder);
  auto kept = (folder / fmt::format("before-restore-{}.db", now.ms)).string();
  for (auto ending : {"-wal", "-shm", ""})
    if (fs::exists(database.string() + ending)) fs::rename(database.string() + ending, kept + ending);
}

}  // namespace

BackupSummary write_backup(Store& store, const Blobs& blobs, const ListBlobs& list, int fd, std::string_view version,
                           const CopyProgress& report) {
  auto held = blobs.hold();
  Scratch copy{copying(store.folder())};
  store.copy_to(copy.file);
  std::vector<std::string> wanted;
  std::int64_t epoch = 0;
  {
    Connection db(copy.file.string(), Connection::Mode::query_only);
    ReadTx tx(db, {});
    wanted = list(tx);
    epoch = tx.one<std::int64_t>("SELECT value FROM counter WHERE name = 'epoch'");
  }
  BackupSummary done;
  done.database_bytes = fs::file_size(copy.file);
  auto total = done.database_bytes;
  std::erase_if(wanted, [&](auto& sha256) {
    std::error_code gone;
    auto size = fs::file_size(blobs.path(sha256), gone);
    if (gone)
      done.missing.push_back(sha256);
    else
      total += size;
    return bool(gone);
  });
  ArchiveWriter archive(fd);
  archive.add(about_name, fmt::format("{{\"format\":1,\"version\":\"{}\",\"epoch\":{},\"at\":{},\"blobs\":{}}}\n",
                                      version, epoch, store.clock().now().ms, wanted.size()));
  if (report) report(0, total);
  archive.add_file(database_name, copy.file);
  for (auto& sha256 : wanted) {
    if (report) report(done.database_bytes + done.blob_bytes, total);
    archive.add_file(blob_name(sha256), blobs.path(sha256));
    done.blob_bytes += fs::file_size(blobs.path(sha256));
    ++done.blobs;
  }
  archive.finish();
  if (report) report(total, total);
  return done;
}

BackupSummary restore_backup(const fs::path& folder, int fd, const ListBlobs& list, Time now) {
  fs::create_directories(folder);
  Blobs blobs(folder / "blobs");
  auto arrived = folder / "restoring.db";
  remove_database(arrived);
  BackupSummary done;
  ArchiveReader in(fd);
  while (auto entry = in.next()) {
    if (entry->name == database_name) {
      receive(in, arrived);
      done.database_bytes = entry->size_bytes;
    } else if (entry->name.starts_with(blob_folder)) {
      receive_blob(in, blobs, entry->name);
      ++done.blobs;
      done.blob_bytes += entry->size_bytes;
    } else if (entry->name != about_name) {
      throw Failure(Problem::invalid, "backup_damaged");
    }
  }
  if (!done.database_bytes) throw Failure(Problem::invalid, "backup_damaged");
  adopt(arrived, blobs, list);
  auto database = folder / database_name;
  put_aside(database, now);
  fs::rename(arrived, database);
  for (auto ending : {"-wal", "-shm"}) fs::remove(arrived.string() + ending);
  sync_folder(folder.string());
  return done;
}

}  // namespace storage
