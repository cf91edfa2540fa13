#include <server/commands/commands.hpp>

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
  CLI::App app("Stafette: wiki, search and handover of knowledge for public agencies");
  app.require_subcommand(1);
  server::Chosen chosen;
  server::add_serve(app, chosen);
  server::add_user(app, chosen);
  server::add_token(app, chosen);
  server::add_ldap(app, chosen);
  server::add_import(app, chosen);
  server::add_export(app, chosen);
  server::add_backup(app, chosen);
  server::add_restore(app, chosen);
  server::add_doctor(app, chosen);
  server::add_reindex(app, chosen);
  server::add_audit(app, chosen);
  server::add_demo(app, chosen);
  server::add_openapi(app, chosen);
  server::add_extract_text(app, chosen);
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
    std::cerr << "stafette: " << control::readable(error) << "\n";
    return 1;
  }
}
