#include <server/commands/commands.hpp>
#include <server/http/openapi.hpp>
#include <server/site.hpp>

#include <CLI/CLI.hpp>

#include <iostream>

namespace server {
namespace {

// The table of routes exists only in a site; one over a folder of its own is built and thrown away.
int print_openapi() {
  std::string name = (std::filesystem::temp_directory_path() / "stafette-openapi-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
  Config config;
  config.data = name;
  {
    Log log("error");
    SystemClock clock;
    Site site(config, clock, log);
    std::cout << http::openapi(site.routes());
  }
  std::filesystem::remove_all(name);
  return 0;
}

}  // namespace

void add_openapi(CLI::App& app, Chosen& chosen) {
  app.add_subcommand("openapi", "Print the description of the REST API")->callback([&chosen] {
    chosen = print_openapi;
  });
}

}  // namespace server
