#include <search/generation.hpp>
#include <server/commands/commands.hpp>
#include <storage/backup.hpp>
#include <storage/lock.hpp>
#include <wiki/pages/inventory.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>

namespace server {
namespace {

struct Options {
  std::string data = "var", file;
  bool force = false;
};

// The index belongs to what was replaced; the next start builds another.
int restore(const Options& options) {
  std::filesystem::path folder = options.data;
  storage::Descriptor file(::open(options.file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) storage::raise_errno(options.file.c_str());
  auto lock = storage::FolderLock::take(folder);
  if (!lock) throw std::runtime_error("a server or another command holds the data folder: stop it first");
  if (std::filesystem::exists(folder / "stafette.db") && !options.force)
    throw std::runtime_error("the data folder holds data; --force puts them aside under backups/");
  SystemClock clock;
  auto done = storage::restore_backup(folder, file.get(), wiki::attached_blobs, clock.now());
  for (auto number : search::generations_in(folder)) search::remove_generation(folder, number);
  std::cout << fmt::format("restored a database of {} bytes and {} attachments of {} bytes\n", done.database_bytes,
                           done.blobs, done.blob_bytes);
  return 0;
}

}  // namespace

void add_restore(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("restore", "Put a backup into the data folder; no server may run on it");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_flag("--force", options->force, "Even if it holds data, which are kept under backups/");
  command->add_option("file", options->file, "A backup")->required();
  command->callback([options, &chosen] { chosen = [options] { return restore(*options); }; });
}

}  // namespace server
