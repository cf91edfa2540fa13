// The command line: one small file for each command, with both its ends – what it asks for, and what is done where the
// data are: here, or in the server that holds the folder (server/control).
#pragma once
#include <server/control/work.hpp>

#include <functional>
#include <string>

namespace CLI {
class App;
}

namespace server {

// Each adds its subcommand; when it was chosen, `chosen` holds what to run, which returns the exit code.
using Chosen = std::function<int()>;
void add_serve(CLI::App&, Chosen& chosen);
void add_openapi(CLI::App&, Chosen& chosen);
void add_user(CLI::App&, Chosen& chosen);
void add_token(CLI::App&, Chosen& chosen);
void add_ldap(CLI::App&, Chosen& chosen);
void add_import(CLI::App&, Chosen& chosen);
void add_export(CLI::App&, Chosen& chosen);
void add_audit(CLI::App&, Chosen& chosen);
void add_backup(CLI::App&, Chosen& chosen);
void add_restore(CLI::App&, Chosen& chosen);
void add_reindex(CLI::App&, Chosen& chosen);
void add_doctor(CLI::App&, Chosen& chosen);
void add_demo(CLI::App&, Chosen& chosen);
void add_extract_text(CLI::App&, Chosen& chosen);

// What the verbs of server/control do.
int run_user_add(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_token_add(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_ldap_sync(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_import_order(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_export_order(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_audit(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_backup(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_reindex(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_demo(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);
int run_doctor(const control::Workplace&, const std::string&, const storage::Descriptor&, control::Reporter&);

}  // namespace server
