#include <tests/federation/support/slapd.hpp>

#include <fcntl.h>
#include <ldap.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <tests/http/support/certificate.hpp>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace {

unsigned short free_port() {
  int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(fd, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(fd);
  return ntohs(address.sin_port);
}

void write_settings(const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder / "data");
  std::ofstream out(folder / "slapd.conf");
  for (auto* schema : {"core", "cosine", "inetorgperson"}) out << "include /etc/ldap/schema/" << schema << ".schema\n";
  out << "modulepath /usr/lib/ldap\nmoduleload back_mdb\nmoduleload memberof\n"
      << "TLSCACertificateFile " << (folder / "cert.pem").string() << "\nTLSCertificateFile "
      << (folder / "cert.pem").string() << "\nTLSCertificateKeyFile " << (folder / "key.pem").string() << "\n"
      << "security ssf=128\ndatabase mdb\nsuffix \"" << Slapd::base << "\"\nrootdn \"" << Slapd::administrator
      << "\"\nrootpw " << Slapd::password << "\ndirectory " << (folder / "data").string()
      << "\nmaxsize 67108864\ndbnosync\noverlay memberof\n";
}

void check(int code, const char* what) {
  if (code != LDAP_SUCCESS) throw std::runtime_error(std::string(what) + ": " + ldap_err2string(code));
}

LDAP* connected(const std::string& url, const std::string& certificate) {
  LDAP* made = nullptr;
  ldap_initialize(&made, url.c_str());
  int version = LDAP_VERSION3, client = 0;
  ldap_set_option(made, LDAP_OPT_PROTOCOL_VERSION, &version);
  ldap_set_option(made, LDAP_OPT_X_TLS_CACERTFILE, certificate.c_str());
  ldap_set_option(made, LDAP_OPT_X_TLS_NEWCTX, &client);
  std::string secret = Slapd::password;
  berval value{secret.size(), secret.data()};
  int code = ldap_sasl_bind_s(made, Slapd::administrator, LDAP_SASL_SIMPLE, &value, nullptr, nullptr, nullptr);
  if (code == LDAP_SUCCESS) return made;
  ldap_unbind_ext_s(made, nullptr, nullptr);
  return nullptr;
}

}  // namespace

Slapd::Slapd() : plain_port_(free_port()), tls_port_(free_port()) {
  write_certificate(folder_.path());
  write_settings(folder_.path());
  auto settings = (folder_.path() / "slapd.conf").string();
  auto where = "ldap://127.0.0.1:" + std::to_string(plain_port_) + " ldaps://127.0.0.1:" + std::to_string(tls_port_) +
               " ldaps://127.0.0.2:" + std::to_string(tls_port_);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, 1);
    ::dup2(nowhere, 2);
    // Without a level that is not 0 it would go into the background.
    ::execl("/usr/sbin/slapd", "slapd", "-d", "256", "-f", settings.c_str(), "-h", where.c_str(), nullptr);
    ::_exit(127);
  }
  for (int i = 0; i < 200 && !connection_; ++i) {
    connection_ = connected(tls_url(), certificate());
    if (::waitpid(pid_, nullptr, WNOHANG) == pid_) break;
    if (!connection_) ::poll(nullptr, 0, 50);
  }
  if (!connection_) throw std::runtime_error("slapd does not answer");
  add(base, {{"objectClass", "domain"}, {"dc", "amt"}});
}

Slapd::~Slapd() {
  if (connection_) ldap_unbind_ext_s(static_cast<LDAP*>(connection_), nullptr, nullptr);
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

void Slapd::add(const std::string& dn, const Attributes& attributes) {
  std::vector<std::vector<char*>> values;
  std::vector<LDAPMod> changes;
  values.reserve(attributes.size());
  changes.reserve(attributes.size());
  for (auto& [name, value] : attributes) {
    values.push_back({const_cast<char*>(value.c_str()), nullptr});
    LDAPMod change{};
    change.mod_op = LDAP_MOD_ADD;
    change.mod_type = const_cast<char*>(name.c_str());
    change.mod_values = values.back().data();
    changes.push_back(change);
  }
  std::vector<LDAPMod*> list;
  for (auto& change : changes) list.push_back(&change);
  list.push_back(nullptr);
  check(ldap_add_ext_s(static_cast<LDAP*>(connection_), dn.c_str(), list.data(), nullptr, nullptr), dn.c_str());
}

void Slapd::add_person(const std::string& uid, const std::string& name, const std::string& secret) {
  Attributes attributes{{"objectClass", "inetOrgPerson"}, {"uid", uid}, {"cn", name}, {"sn", name}, {"displayName", name},
                        {"mail", uid + "@amt.example"}};
  if (!secret.empty()) attributes.emplace_back("userPassword", secret);
  add("uid=" + uid + "," + base, attributes);
}

void Slapd::change(const std::string& dn, int operation, const std::string& attribute, const std::string& value) {
  char* values[] = {const_cast<char*>(value.c_str()), nullptr};
  LDAPMod change{};
  change.mod_op = operation;
  change.mod_type = const_cast<char*>(attribute.c_str());
  change.mod_values = value.empty() ? nullptr : values;
  LDAPMod* list[] = {&change, nullptr};
  check(ldap_modify_ext_s(static_cast<LDAP*>(connection_), dn.c_str(), list, nullptr, nullptr), dn.c_str());
}

void Slapd::replace(const std::string& dn, const std::string& attribute, const std::string& value) {
  change(dn, LDAP_MOD_REPLACE, attribute, value);
}

void Slapd::append(const std::string& dn, const std::string& attribute, const std::string& value) {
  change(dn, LDAP_MOD_ADD, attribute, value);
}

void Slapd::remove(const std::string& dn) {
  check(ldap_delete_ext_s(static_cast<LDAP*>(connection_), dn.c_str(), nullptr, nullptr), dn.c_str());
}
