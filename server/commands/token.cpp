#include <auth/tokens.hpp>
#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/control/client.hpp>
#include <server/json/decode.hpp>
#include <server/json/encode.hpp>

#include <CLI/CLI.hpp>

namespace server {
namespace {

struct Options {
  std::string data = "var", name, label = "command line";
};

struct TokenOrder {
  Line<60> name;
  Line<100> label;
};
BOOST_DESCRIBE_STRUCT(TokenOrder, (), (name, label))

}  // namespace

// The token is all that is printed, for scripts.
int run_token_add(const control::Workplace& at, const std::string& arguments, const storage::Descriptor&,
                  control::Reporter& out) {
  auto order = json::decode<TokenOrder>(arguments);
  out.line(at.store.write([&](WriteTx& tx) {
    auto person = auth::person_named(tx, order.name.str());
    if (!person) throw Failure(Problem::not_found, "person_not_found");
    return auth::issue_token_for(tx, *person, {order.label, {}}).token;
  }));
  return 0;
}

void add_token(CLI::App& app, Chosen& chosen) {
  auto* token = app.add_subcommand("token", "Access tokens for scripts")->require_subcommand(1);
  auto* command = token->add_subcommand("add", "Print a new token of a person");
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data, "Data folder (default: var)");
  command->add_option("name", options->name, "Whose token")->required();
  command->add_option("--label", options->label, "What it is for");
  command->callback([options, &chosen] {
    chosen = [options] {
      TokenOrder order{Line<60>(options->name), Line<100>(options->label)};
      return control::perform(options->data, "token.add", json::encode(order));
    };
  });
}

}  // namespace server
