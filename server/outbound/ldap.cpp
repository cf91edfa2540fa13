#include <base/text.hpp>
#include <server/outbound/https.hpp>
#include <server/outbound/ldap.hpp>
#include <storage/blobs.hpp>

#include <ldap.h>
#include <sys/time.h>

#include <algorithm>

namespace outbound {
namespace {

constexpr timeval connect_time_max{5, 0}, answer_time_max{10, 0};
constexpr int page_entries = 500;

struct FreeMessage {
  void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
struct Unbind {
  void operator()(LDAP* connection) const { ldap_unbind_ext_s(connection, nullptr, nullptr); }
};
struct FreeText {
  void operator()(char* text) const { ldap_memfree(text); }
};
using Message = std::unique_ptr<LDAPMessage, FreeMessage>;
using Connection = std::unique_ptr<LDAP, Unbind>;
using Text = std::unique_ptr<char, FreeText>;

// What the server or the TLS library adds to the code.
std::string reason(LDAP* connection, int code) {
  std::string text = ldap_err2string(code);
  char* more = nullptr;
  ldap_get_option(connection, LDAP_OPT_DIAGNOSTIC_MESSAGE, &more);
  Text owner(more);
  return more && *more ? text + ": " + more : text;
}

void check(LDAP* connection, int code) {
  if (code == LDAP_SUCCESS) return;
  bool unreachable = code < 0 || code == LDAP_UNAVAILABLE || code == LDAP_BUSY || code == LDAP_CONNECT_ERROR;
  if (unreachable) throw Fault(Problem::unavailable, "provider_unreachable", reason(connection, code));
  throw Fault(Problem::unavailable, "directory_refused", reason(connection, code));
}

Connection connected(const DirectoryServer& server) {
  LDAP* raw = nullptr;
  if (ldap_initialize(&raw, server.url.c_str()) != LDAP_SUCCESS)
    throw Fault(Problem::unavailable, "provider_unreachable", "the address is malformed");
  Connection connection(raw);
  int version = LDAP_VERSION3, demand = LDAP_OPT_X_TLS_DEMAND, client = 0, oldest = LDAP_OPT_X_TLS_PROTOCOL_TLS1_2;
  ldap_set_option(raw, LDAP_OPT_PROTOCOL_VERSION, &version);
  ldap_set_option(raw, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);  // only the configured server is asked
  ldap_set_option(raw, LDAP_OPT_NETWORK_TIMEOUT, &connect_time_max);
  ldap_set_option(raw, LDAP_OPT_TIMEOUT, &answer_time_max);
  ldap_set_option(raw, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand);
  ldap_set_option(raw, LDAP_OPT_X_TLS_PROTOCOL_MIN, &oldest);
  ldap_set_option(raw, LDAP_OPT_X_TLS_CACERTFILE, server.authority_file.c_str());
  ldap_set_option(raw, LDAP_OPT_X_TLS_NEWCTX, &client);
  if (server.url.starts_with("ldap://")) check(raw, ldap_start_tls_s(raw, nullptr, nullptr));
  return connection;
}

int bound(LDAP* connection, const std::string& dn, const std::string& password) {
  berval secret{password.size(), const_cast<char*>(password.data())};
  return ldap_sasl_bind_s(connection, dn.c_str(), LDAP_SASL_SIMPLE, &secret, nullptr, nullptr, nullptr);
}

DirectoryEntry entry_of(LDAP* connection, LDAPMessage* message, const std::vector<std::string>& attributes) {
  DirectoryEntry entry;
  Text dn(ldap_get_dn(connection, message));
  entry.dn = dn ? dn.get() : "";
  for (auto& attribute : attributes) {
    auto** values = ldap_get_values_len(connection, message, attribute.c_str());
    for (auto** value = values; value && *value; ++value) {
      std::string bytes((*value)->bv_val, (*value)->bv_len);
      entry.values[attribute].push_back(is_utf8(bytes) ? bytes : storage::hex(bytes));
    }
    ldap_value_free_len(values);
  }
  return entry;
}

// Takes the cookie of the next page out of the answer; empty after the last one.
std::string next_page(LDAP* connection, LDAPMessage* answer) {
  LDAPControl** controls = nullptr;
  int code = LDAP_SUCCESS;
  check(connection, ldap_parse_result(connection, answer, &code, nullptr, nullptr, nullptr, &controls, 0));
  std::unique_ptr<LDAPControl*, decltype(&ldap_controls_free)> owner(controls, ldap_controls_free);
  check(connection, code);
  auto* control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nullptr);
  if (!control) return {};
  berval cookie{0, nullptr};
  ber_int_t estimate = 0;
  check(connection, ldap_parse_pageresponse_control(connection, control, &estimate, &cookie));
  std::string next(cookie.bv_val ? cookie.bv_val : "", cookie.bv_len);
  ber_memfree(cookie.bv_val);
  return next;
}

}  // namespace

struct Directory::State {
  Connection connection;

  Message page(const std::string& base, const std::string& filter, std::vector<char*>& names, const std::string& from) {
    auto* ldap = connection.get();
    berval cookie{from.size(), const_cast<char*>(from.data())};
    LDAPControl* control = nullptr;
    check(ldap, ldap_create_page_control(ldap, page_entries, &cookie, 1, &control));
    std::unique_ptr<LDAPControl, decltype(&ldap_control_free)> owner(control, ldap_control_free);
    LDAPControl* controls[] = {control, nullptr};
    LDAPMessage* answer = nullptr;
    auto limit = answer_time_max;
    int code = ldap_search_ext_s(ldap, base.c_str(), LDAP_SCOPE_SUBTREE, filter.c_str(), names.data(), 0, controls,
                                 nullptr, &limit, LDAP_NO_LIMIT, &answer);
    Message message(answer);
    check(ldap, code);
    return message;
  }
};

std::string DirectoryEntry::first(const std::string& attribute) const {
  auto& list = all(attribute);
  return list.empty() ? "" : list.front();
}

const std::vector<std::string>& DirectoryEntry::all(const std::string& attribute) const {
  static const std::vector<std::string> none;
  auto found = values.find(attribute);
  return found == values.end() ? none : found->second;
}

Directory::Directory(const DirectoryServer& server) : state_(std::make_unique<State>(State{connected(server)})) {
  auto* ldap = state_->connection.get();
  check(ldap, bound(ldap, server.bind_dn, server.bind_dn.empty() ? std::string() : server.password));
}

Directory::~Directory() = default;

void Directory::search(const std::string& base, const std::string& filter, const std::vector<std::string>& attributes,
                       const std::function<bool(const DirectoryEntry&)>& take) {
  auto* ldap = state_->connection.get();
  std::vector<char*> names;
  for (auto& attribute : attributes) names.push_back(const_cast<char*>(attribute.c_str()));
  names.push_back(nullptr);
  std::string cookie;
  do {
    auto answer = state_->page(base, filter, names, cookie);
    for (auto* entry = ldap_first_entry(ldap, answer.get()); entry; entry = ldap_next_entry(ldap, entry))
      if (!take(entry_of(ldap, entry, attributes))) return;
    cookie = next_page(ldap, answer.get());
  } while (!cookie.empty());
}

bool password_fits(const DirectoryServer& server, const std::string& dn, const std::string& password) {
  if (dn.empty() || password.empty()) return false;
  auto connection = connected(server);
  int code = bound(connection.get(), dn, password);
  if (code == LDAP_INVALID_CREDENTIALS || code == LDAP_INAPPROPRIATE_AUTH) return false;
  check(connection.get(), code);
  return true;
}

std::string filter_escaped(std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out;
  for (unsigned char c : text) {
    bool plain = c >= ' ' && c < 0x7f && c != '*' && c != '(' && c != ')' && c != '\\';
    if (plain) out += char(c);
    else out.append({'\\', digits[c >> 4], digits[c & 15]});
  }
  return out;
}

std::string short_name(const std::string& dn) {
  LDAPDN parts = nullptr;
  if (ldap_str2dn(dn.c_str(), &parts, LDAP_DN_FORMAT_LDAPV3) != LDAP_SUCCESS || !parts) return dn;
  std::unique_ptr<LDAPRDN, decltype(&ldap_dnfree)> owner(parts, ldap_dnfree);
  if (!parts[0] || !parts[0][0]) return dn;
  auto& value = parts[0][0]->la_value;
  return {value.bv_val, value.bv_len};
}

}  // namespace outbound
