#include <auth/first_steps.hpp>
#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/control/client.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>
#include <wiki/pages/inventory.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>

namespace server {
namespace {

struct Options {
  std::string data = "var", name;
  std::optional<std::string> display_name, email;
  bool administrator = false, password_from_input = false;
};

int user_add(const Options& options) {
  if (!options.password_from_input)
    throw std::runtime_error("give --password-stdin and the password on standard input");
  std::string password;
  std::getline(std::cin, password);
  if (password.ends_with('\r')) password.pop_back();
  auth::NewAccount account{Line<60>(options.name), Line<200>(options.display_name.value_or(options.name)),
                           Line<200>(options.email.value_or("")), Text<200>(password), options.administrator};
  return control::perform(options.data, "user.add", json::encode(account));
}

}  // namespace

// Administrators get what was imported while there was none.
int run_user_add(const control::Workplace& at, const std::string& arguments, const storage::Descriptor&,
                 control::Reporter& out) {
  auto order = json::decode<auth::NewAccount>(arguments);
  if (order.password.empty()) throw Failure(Problem::invalid, "required", "/password");
  auto account = auth::prepared(order);
  auto person = at.store.write([&](WriteTx& tx) {
    auto made = auth::create_account_by_hand(tx, account);
    auto importer = auth::person_named(tx, auth::import_name);
    if (account.account.administrator && importer) wiki::share_spaces(tx, *importer, made);
    return made;
  });
  out.line(fmt::format("added {} with id {}", account.account.name.str(), person.value));
  return 0;
}

void add_user(CLI::App& app, Chosen& chosen) {
  auto* user = app.add_subcommand("user", "People who can sign in")->require_subcommand(1);
  auto* command = user->add_subcommand("add", "Add a person");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("name", options->name, "To sign in with: a-z, 0-9, '.', '_', '-'")->required();
  command->add_option("--display-name", options->display_name, "As others see it (default: the name)");
  command->add_option("--email", options->email, "Mail address");
  command->add_flag("--admin", options->administrator, "May manage people and spaces");
  command->add_flag("--password-stdin", options->password_from_input, "Read the password from standard input");
  command->callback([options, &chosen] { chosen = [options] { return user_add(*options); }; });
}

}  // namespace server
