#include <search/extract/child.hpp>
#include <server/commands/commands.hpp>

#include <CLI/CLI.hpp>

namespace server {

// Nobody types it: the server starts itself with it, for each attachment.
void add_extract_text(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("extract-text", "Print the text of the file on standard input")->group("");
  command->callback([&chosen] { chosen = extract::run_child; });
}

}  // namespace server
