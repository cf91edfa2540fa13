// The command line: one small file for each command. Commands that write work on the data folder themselves, or through
// the control socket of the server that holds it.
#pragma once
#include <functional>

namespace CLI {
class App;
}

namespace server {

// Each adds its subcommand; when it was chosen, `chosen` holds what to run, which returns the exit code.
using Chosen = std::function<int()>;
void add_serve(CLI::App&, Chosen& chosen);
void add_openapi(CLI::App&, Chosen& chosen);

}  // namespace server
