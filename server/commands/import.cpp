#include <auth/audit.hpp>
#include <auth/first_steps.hpp>
#include <server/commands/commands.hpp>
#include <server/commands/summary.hpp>
#include <server/control/client.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <wiki/exchange/import.hpp>
#include <wiki/pages/space.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace server {
namespace {

struct Options {
  std::string data = "var", space, folder, everyone = "read";
  std::optional<std::string> title, as;
};

struct ImportOrder {
  wiki::Slug space;
  std::optional<Line<200>> title;
  std::optional<Line<60>> as;
  std::optional<auth::Level> everyone;
};
BOOST_DESCRIBE_STRUCT(ImportOrder, (), (space, title, as, everyone))

Id<auth::Person> author(WriteTx& tx, const ImportOrder& order) {
  if (order.as) {
    if (auto named = auth::person_named(tx, order.as->str())) return *named;
    throw Failure(Problem::not_found, "person_not_found", "as");
  }
  auto administrators = auth::administrators(tx);
  return administrators.empty() ? auth::import_person(tx) : administrators.front();
}

// A space that the command line founds belongs to the administrators there are, and to the author.
Id<auth::Person> prepare_space(WriteTx& tx, const ImportOrder& order) {
  auto person = author(tx, order);
  if (wiki::space_named(tx, order.space.str())) return person;
  wiki::found_space(tx, {order.space, order.title.value_or(Line<200>(order.space.str())), {}, order.everyone});
  auto zone = wiki::space_named(tx, order.space.str())->zone;
  auth::grant_person(tx, zone, person, auth::Level::manage);
  for (auto administrator : auth::administrators(tx)) auth::grant_person(tx, zone, administrator, auth::Level::manage);
  return person;
}

int import(const Options& options) {
  storage::Descriptor folder(::open(options.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) storage::raise_errno(options.folder.c_str());
  ImportOrder order{wiki::Slug(options.space), {}, {}, {}};
  if (options.title) order.title.emplace(*options.title);
  if (options.as) order.as.emplace(*options.as);
  if (options.everyone != "none") order.everyone = enum_value<auth::Level>(options.everyone);
  return control::perform(options.data, "import", json::encode(order), std::move(folder));
}

}  // namespace

int run_import_order(const control::Workplace& at, const std::string& arguments, const storage::Descriptor& folder,
                     control::Reporter& out) {
  auto order = json::decode<ImportOrder>(arguments);
  auto person = at.store.write([&](WriteTx& tx) { return prepare_space(tx, order); });
  wiki::ImportOptions options{folder.path(), order.space, order.title, order.everyone, person};
  auto done = wiki::run_import(at.store, at.blobs, options, exchange_progress(out));
  at.store.write([&](WriteTx& tx) { auth::audit_system(tx, "import.run", {"space"}, order.space.str()); });
  tell_problems(out, done.problems, done.problems_total);
  out.line(
      fmt::format("{} files: {} pages created, {} updated, {} unchanged, {} folders, {} attachments, {} links "
                  "rewritten, {} problems",
                  done.files, done.created, done.updated, done.unchanged, done.containers, done.attachments,
                  done.links_rewritten, done.problems_total));
  if (at.serving) at.index.catch_up();
  return 0;
}

void add_import(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("import", "Bring a folder of Markdown into a space; again: only what changed");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("--space", options->space, "Short address of the space, made if missing")->required();
  command->add_option("--space-title", options->title, "Title of a new space");
  command->add_option("--everyone", options->everyone, "What everyone may do in a new space (default: read)")
      ->check(CLI::IsMember({"none", "read", "comment", "edit"}));
  command->add_option("--as", options->as, "Who signs the texts (default: the first administrator)");
  command->add_option("folder", options->folder, "Folder of Markdown files")->required();
  command->callback([options, &chosen] { chosen = [options] { return import(*options); }; });
}

}  // namespace server
