#include <auth/audit.hpp>
#include <server/commands/commands.hpp>
#include <server/commands/summary.hpp>
#include <server/control/client.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <wiki/exchange/export.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace server {
namespace {

struct Options {
  std::string data = "var", folder;
  std::optional<std::string> space;
};

struct ExportOrder {
  std::optional<wiki::Slug> space;
};
BOOST_DESCRIBE_STRUCT(ExportOrder, (), (space))

int export_to(const Options& options) {
  std::filesystem::create_directories(options.folder);
  storage::Descriptor folder(::open(options.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) storage::raise_errno(options.folder.c_str());
  ExportOrder order;
  if (options.space) order.space.emplace(*options.space);
  return control::perform(options.data, "export", json::encode(order), std::move(folder));
}

}  // namespace

int run_export_order(const control::Workplace& at, const std::string& arguments, const storage::Descriptor& folder,
                     control::Reporter& out) {
  auto order = json::decode<ExportOrder>(arguments);
  auto done = wiki::run_export(at.store, at.blobs, {folder.path(), order.space}, exchange_progress(out));
  at.store.write([&](WriteTx& tx) {
    auth::audit_system(tx, "export.run", {"space"}, order.space ? order.space->str() : "all");
  });
  tell_problems(out, done.problems, done.problems_total);
  out.line(fmt::format("{} files, {} attachments ({} replaced, {} unchanged, {} others left alone), {} problems",
                       done.files, done.attachments, done.replaced, done.unchanged, done.foreign, done.problems_total));
  return 0;
}

void add_export(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("export", "Write a space, or everything, as a folder of Markdown");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("--space", options->space, "Only this space (default: everything, a folder for each)");
  command->add_option("folder", options->folder, "Where to, made if missing")->required();
  command->callback([options, &chosen] { chosen = [options] { return export_to(*options); }; });
}

}  // namespace server
