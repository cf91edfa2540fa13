#include <server/federation/secret.hpp>

#include <cstdlib>
#include <fstream>

namespace federation {

std::string secret_of(const std::filesystem::path& folder, std::string_view slug) {
  std::string secret, variable = "STAFETTE_SECRET_";
  std::ifstream file(folder / slug);
  if (std::getline(file, secret)) {
    if (secret.ends_with('\r')) secret.pop_back();
    return secret;
  }
  for (char c : slug) variable += c == '-' ? '_' : char(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  const char* value = std::getenv(variable.c_str());
  return value ? value : "";
}

}  // namespace federation
