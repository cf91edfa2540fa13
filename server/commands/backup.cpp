#include <auth/audit.hpp>
#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/control/client.hpp>
#include <storage/backup.hpp>
#include <wiki/pages/inventory.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <CLI/CLI.hpp>

namespace server {
namespace {

struct Options {
  std::string data = "var", file;
};

// The file appears under its name when it is complete, or not at all.
int backup(const Options& options) {
  std::filesystem::path file = std::filesystem::absolute(options.file);
  auto fresh = file.string() + ".new-" + storage::hex(storage::random_bytes(4));
  storage::Descriptor out(::open(fresh.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!out) storage::raise_errno(options.file.c_str());
  try {
    int code = control::perform(options.data, "backup", "{}", std::move(out));
    std::filesystem::rename(fresh, file);
    storage::sync_folder(file.parent_path().string());
    return code;
  } catch (...) {
    ::unlink(fresh.c_str());
    throw;
  }
}

}  // namespace

int run_backup(const control::Workplace& at, const std::string&, const storage::Descriptor& file,
               control::Reporter& out) {
  if (!file) throw Failure(Problem::invalid, "file_missing");
  auto report = [&](std::uint64_t done, std::uint64_t total) { out.progress("backup", done, total, true); };
  auto done = storage::write_backup(at.store, at.blobs, wiki::attached_blobs, file.get(), STAFETTE_VERSION, report);
  at.store.write([](WriteTx& tx) { auth::audit_system(tx, "backup.written", {"system"}); });
  for (auto& sha256 : done.missing) out.line("attachment " + storage::hex(sha256) + ": missing in the data folder");
  out.line(fmt::format("database of {} bytes, {} attachments of {} bytes, {} missing", done.database_bytes, done.blobs,
                       done.blob_bytes, done.missing.size()));
  return done.missing.empty() ? 0 : 1;
}

void add_backup(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("backup", "Write everything into one file (tar, zstd), also while a server runs");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("file", options->file, "Where to; replaced when the new one is complete")->required();
  command->callback([options, &chosen] { chosen = [options] { return backup(*options); }; });
}

}  // namespace server
