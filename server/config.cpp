#include <server/config.hpp>
#include <server/outbound/smtp.hpp>

#include <fmt/format.h>
#include <toml++/toml.h>

#include <charconv>
#include <cstdlib>
#include <functional>
#include <stdexcept>
#include <vector>

namespace server {
namespace {

struct Key {
  const char* name;  // in TOML; STAFETTE_ and upper case in the environment
  std::function<void(Config&, const std::string&)> set;
};

template <class Number>
Number number(const std::string& text) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) throw std::runtime_error("a whole number is expected");
  return value;
}

bool truth(const std::string& text) {
  if (text == "true") return true;
  if (text == "false") return false;
  throw std::runtime_error("true or false is expected");
}

// neither so short that people cannot work, nor so long that an open screen is an open door.
std::chrono::milliseconds session_minutes(const std::string& text) {
  auto minutes = number<int>(text);
  if (minutes < 5 || minutes > 12 * 60) throw std::runtime_error("5 to 720 minutes are possible");
  return std::chrono::minutes(minutes);
}

std::chrono::milliseconds confirmation_minutes(const std::string& text) {
  auto minutes = number<int>(text);
  if (minutes < 1 || minutes > 60) throw std::runtime_error("1 to 60 minutes are possible");
  return std::chrono::minutes(minutes);
}

int rate(const std::string& text) {
  auto value = number<int>(text);
  if (value < 1 || value > 1'000'000) throw std::runtime_error("1 to 1000000 are possible");
  return value;
}

std::vector<std::string> list(const std::string& text) {
  std::vector<std::string> items;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.find(',', at), text.size());
    if (end > at) items.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return items;
}

std::vector<auth::Role> roles(const std::string& text) {
  std::vector<auth::Role> roles;
  for (auto& name : list(text)) {
    auto role = enum_value<auth::Role>(name);
    if (!role) throw std::runtime_error("there is no role " + name);
    roles.push_back(*role);
  }
  return roles;
}

std::string mail_url(const std::string& text) {
  if (!text.starts_with("smtp://") && !text.starts_with("smtps://"))
    throw std::runtime_error("smtp://… or smtps://… is expected");
  return text;
}

std::string mail_address(const std::string& text) {
  if (!outbound::is_mail_address(text)) throw std::runtime_error("an address such as wiki@amt.example is expected");
  return text;
}

const std::vector<Key>& keys() {
  static const std::vector<Key> known = {
      {"listen", [](Config& c, const std::string& v) { set_listen(c.http, v); }},
      {"public_url", [](Config& c, const std::string& v) { c.http.public_url = v; }},
      {"certificate", [](Config& c, const std::string& v) { c.http.certificate_path = v; }},
      {"key", [](Config& c, const std::string& v) { c.http.key_path = v; }},
      {"trusted_proxies", [](Config& c, const std::string& v) { c.http.trusted_proxies = list(v); }},
      {"threads", [](Config& c, const std::string& v) { c.http.threads = number<unsigned>(v); }},
      {"body_bytes_max", [](Config& c, const std::string& v) { c.http.body_bytes_max = number<std::uint64_t>(v); }},
      {"header_bytes_max", [](Config& c, const std::string& v) { c.http.header_bytes_max = number<std::size_t>(v); }},
      {"header_timeout_ms",
       [](Config& c, const std::string& v) { c.http.header_timeout = std::chrono::milliseconds(number<int>(v)); }},
      {"body_timeout_ms",
       [](Config& c, const std::string& v) { c.http.body_timeout = std::chrono::milliseconds(number<int>(v)); }},
      {"idle_timeout_ms",
       [](Config& c, const std::string& v) { c.http.idle_timeout = std::chrono::milliseconds(number<int>(v)); }},
      {"connections_max", [](Config& c, const std::string& v) { c.http.connections_max = number<std::size_t>(v); }},
      {"connections_per_address_max",
       [](Config& c, const std::string& v) { c.http.connections_per_address_max = number<std::size_t>(v); }},
      {"attachment_bytes_max",
       [](Config& c, const std::string& v) { c.attachment_bytes_max = number<std::uint64_t>(v); }},
      {"page_cache_bytes_max",
       [](Config& c, const std::string& v) { c.page_cache_bytes_max = number<std::size_t>(v); }},
      {"audit_days",
       [](Config& c, const std::string& v) {
         c.audit_days = number<int>(v);
         if (c.audit_days < 7) throw std::runtime_error("at least 7 days are kept");
       }},
      {"session_idle_minutes", [](Config& c, const std::string& v) { c.sessions.idle = session_minutes(v); }},
      {"session_idle_minutes_of_administrators",
       [](Config& c, const std::string& v) { c.sessions.idle_of_administrators = session_minutes(v); }},
      {"session_minutes", [](Config& c, const std::string& v) { c.sessions.age = session_minutes(v); }},
      {"confirmation_minutes", [](Config& c, const std::string& v) { c.sessions.fresh = confirmation_minutes(v); }},
      {"administrators_need_second_factor",
       [](Config& c, const std::string& v) { c.second_factor.of_administrators = truth(v); }},
      {"roles_need_second_factor", [](Config& c, const std::string& v) { c.second_factor.of_roles = roles(v); }},
      {"sign_ins_per_minute", [](Config& c, const std::string& v) { c.rates.sign_in = rate(v); }},
      {"searches_per_minute", [](Config& c, const std::string& v) { c.rates.search = rate(v); }},
      {"previews_per_minute", [](Config& c, const std::string& v) { c.rates.preview = rate(v); }},
      {"uploads_per_minute", [](Config& c, const std::string& v) { c.rates.upload = rate(v); }},
      {"mail_url", [](Config& c, const std::string& v) { c.mail_url = mail_url(v); }},
      {"mail_from", [](Config& c, const std::string& v) { c.mail_from = mail_address(v); }},
      {"mail_user", [](Config& c, const std::string& v) { c.mail_user = v; }},
      {"secrets", [](Config& c, const std::string& v) { c.secrets = v; }},
      {"metrics_public", [](Config& c, const std::string& v) { c.metrics_public = truth(v); }},
      {"log_level", [](Config& c, const std::string& v) { c.log_level = v; }},
  };
  return known;
}

std::string as_text(const toml::node& node) {
  if (auto text = node.value_exact<std::string>()) return *text;
  if (auto whole = node.value_exact<std::int64_t>()) return std::to_string(*whole);
  if (auto yes = node.value_exact<bool>()) return *yes ? "true" : "false";
  std::string joined;
  if (auto* items = node.as_array())
    for (auto& item : *items) joined += (joined.empty() ? "" : ",") + item.value<std::string>().value_or("");
  return joined;
}

void read_file(Config& config, const std::filesystem::path& file) {
  toml::table table;
  try {
    table = toml::parse_file(file.string());
  } catch (const toml::parse_error& error) {
    throw std::runtime_error(fmt::format("{}, line {}, column {}: {}", file.string(), error.source().begin.line,
                                         error.source().begin.column, error.description()));
  }
  for (auto& [name, node] : table) {
    auto where = fmt::format("{}, line {}: {}", file.string(), node.source().begin.line, std::string_view(name.str()));
    const Key* known = nullptr;
    for (auto& key : keys())
      if (name.str() == key.name) known = &key;
    if (!known) throw std::runtime_error(where + ": unknown key");
    try {
      known->set(config, as_text(node));
    } catch (const std::exception& error) {
      throw std::runtime_error(where + ": " + error.what());
    }
  }
}

void read_environment(Config& config) {
  for (auto& key : keys()) {
    std::string name = "STAFETTE_";
    for (const char* c = key.name; *c; ++c) name += char(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    const char* value = std::getenv(name.c_str());
    if (!value) continue;
    try {
      key.set(config, value);
    } catch (const std::exception& error) {
      throw std::runtime_error(name + ": " + error.what());
    }
  }
}

}  // namespace

void set_listen(http::Options& options, const std::string& listen) {
  auto colon = listen.rfind(':');
  if (colon == std::string::npos) throw std::runtime_error("HOST:PORT is expected, not " + listen);
  auto host = listen.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  options.host = host.empty() ? "0.0.0.0" : host;
  options.port = number<unsigned short>(listen.substr(colon + 1));
}

Config load_config(const std::optional<std::filesystem::path>& file, const std::optional<std::filesystem::path>& data) {
  Config config;
  if (data) config.data = *data;
  auto usual = config.data / "stafette.toml";
  if (file) read_file(config, *file);
  else if (std::filesystem::exists(usual)) read_file(config, usual);
  read_environment(config);
  return config;
}

}  // namespace server
