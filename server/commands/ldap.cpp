#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/control/client.hpp>
#include <server/federation/directory.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <server/outbound/https.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace server {
namespace {

struct Options {
  std::string data = "var", name, secrets;
  bool dry_run = false, force = false;
};

struct SyncOrder {
  Line<40> name;
  std::string secrets;
  bool dry_run, force;
};
BOOST_DESCRIBE_STRUCT(SyncOrder, (), (name, secrets, dry_run, force))

}  // namespace

int run_ldap_sync(const control::Workplace& at, const std::string& arguments, const storage::Descriptor&,
                  control::Reporter& out) {
  auto order = json::decode<SyncOrder>(arguments);
  auto source = at.store.read([&](ReadTx& tx) { return auth::source_named(tx, order.name.str()); });
  if (!source || !source->ldap) throw Failure(Problem::not_found, "source_not_found");
  federation::SyncResult result;
  try {
    result = federation::synchronise(at.store, *source, federation::directory_server(*source, order.secrets),
                                     {order.dry_run, order.force});
  } catch (const outbound::Fault& fault) {
    throw std::runtime_error(control::readable(fault) + ": " + fault.detail);
  } catch (const Failure& failure) {
    if (failure.key() != "too_many_missing") throw;
    throw std::runtime_error(fmt::format("more than {} % of the people are missing; nothing was changed: look at "
                                         "--dry-run, then use --force",
                                         federation::missing_percent_max));
  }
  out.line(fmt::format("{}{} people in the directory: {} new or changed, {} left out, {} missing, {} back",
                       order.dry_run ? "dry run, nothing is changed: " : "", result.present, result.written,
                       result.left_out, result.missing, result.returned));
  return 0;
}

void add_ldap(CLI::App& app, Chosen& chosen) {
  auto* ldap = app.add_subcommand("ldap", "Directories as identity sources")->require_subcommand(1);
  auto* command = ldap->add_subcommand("sync", "Take over who joined, changed or left");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("name", options->name, "Short name of the identity source")->required();
  command->add_option("--secrets", options->secrets, "Folder with the secret (default: secrets in the data folder)");
  command->add_flag("--dry-run", options->dry_run, "Only say what would be done");
  command->add_flag("--force", options->force, "Deactivate however many are missing");
  command->callback([options, &chosen] {
    chosen = [options] {
      std::filesystem::path secrets = options->secrets;
      if (secrets.empty()) secrets = std::filesystem::path(options->data) / "secrets";
      secrets = std::filesystem::absolute(secrets);
      SyncOrder order{Line<40>(options->name), secrets.string(), options->dry_run, options->force};
      return control::perform(options->data, "ldap.sync", json::encode(order));
    };
  });
}

}  // namespace server
