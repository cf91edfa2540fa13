#include <server/commands/commands.hpp>

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  CLI::App app("Stafette: wiki, search and handover of knowledge for public agencies");
  app.require_subcommand(1);
  server::Chosen chosen;
  server::add_serve(app, chosen);
  server::add_openapi(app, chosen);
  app.add_subcommand("version", "Print the version")->callback([&chosen] {
    chosen = [] {
      std::cout << STAFETTE_VERSION << "\n";
      return 0;
    };
  });
  CLI11_PARSE(app, argc, argv);
  try {
    return chosen();
  } catch (const std::exception& error) {
    std::cerr << "stafette: " << error.what() << "\n";
    return 1;
  }
}
