#include <base/failure.hpp>
#include <server/commands/commands.hpp>
#include <server/control/work.hpp>

#include <algorithm>

namespace control {

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = {
      {"user.add", true, false, server::run_user_add},  {"token.add", false, false, server::run_token_add},
      {"ldap.sync", false, false, server::run_ldap_sync},
      {"import", true, true, server::run_import_order}, {"export", false, false, server::run_export_order},
      {"backup", false, false, server::run_backup},     {"reindex", false, true, server::run_reindex},
      {"doctor", false, false, server::run_doctor},     {"demo", true, true, server::run_demo},
      {"audit", false, false, server::run_audit},
  };
  return all;
}

const Verb* verb_named(std::string_view name) {
  auto found = std::find_if(verbs().begin(), verbs().end(), [&](auto& verb) { return verb.name == name; });
  return found == verbs().end() ? nullptr : &*found;
}

std::string readable(std::string_view key) {
  std::string text(key);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string readable(const std::exception& error) {
  auto* failure = dynamic_cast<const Failure*>(&error);
  if (!failure) return error.what();
  auto text = readable(failure->key());
  for (auto& field : failure->errors()) {
    auto name = field.field.starts_with('/') ? field.field.substr(1) : field.field;
    if (!name.empty()) text += " (" + name + (field.key == failure->key() ? "" : ": " + readable(field.key)) + ")";
  }
  return text;
}

}  // namespace control
