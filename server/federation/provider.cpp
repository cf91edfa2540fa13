#include <server/federation/provider.hpp>
#include <server/http/origin.hpp>

#include <algorithm>

namespace federation {
namespace {

using outbound::Fault;

constexpr std::chrono::hours keys_age_max{1}, metadata_age_max{1};
constexpr std::chrono::minutes keys_pause_min{1};

Fault unfit(std::string why) { return {Problem::unavailable, "provider_unfit", std::move(why)}; }

ClaimSet described(const outbound::Reply& reply, const char* what) {
  if (reply.status != 200)
    throw Fault(Problem::unavailable, "provider_unreachable",
                std::string(what) + " answers with status " + std::to_string(reply.status));
  try {
    return ClaimSet(reply.body);
  } catch (const Failure&) {
    throw unfit(std::string(what) + " is no JSON object");
  }
}

// An address where we ask must be on the issuer's host: only what an administrator entered is asked.
std::string own_endpoint(const ClaimSet& found, const char* name, std::string_view issuer, bool needed) {
  auto url = found.text(name);
  if (url.empty() && !needed) return {};
  if (!auth::is_provider_url(url) || http::origin_of(url) != http::origin_of(issuer))
    throw unfit(std::string(name) + " is missing or not on the host of the issuer");
  return url;
}

std::string browser_endpoint(const ClaimSet& found, const char* name, bool needed) {
  auto url = found.text(name);
  if (auth::is_provider_url(url.substr(0, url.find('?')))) return url;
  if (!url.empty() || needed) throw unfit(std::string(name) + " is missing or not https");
  return {};
}

std::string first_of(const ClaimSet& one, const ClaimSet* other, std::string_view name) {
  auto text = one.text(name);
  return text.empty() && other ? other->text(name) : text;
}

}  // namespace

Metadata metadata_in(std::string_view json, std::string_view issuer) {
  auto found = described({200, std::string(json)}, "the description");
  if (found.text("issuer") != issuer) throw unfit("the description names the issuer \"" + found.text("issuer") + "\"");
  Metadata metadata;
  metadata.authorization_endpoint = browser_endpoint(found, "authorization_endpoint", true);
  metadata.end_session_endpoint = browser_endpoint(found, "end_session_endpoint", false);
  metadata.token_endpoint = own_endpoint(found, "token_endpoint", issuer, true);
  metadata.jwks_uri = own_endpoint(found, "jwks_uri", issuer, true);
  metadata.userinfo_endpoint = own_endpoint(found, "userinfo_endpoint", issuer, false);
  auto methods = found.texts("token_endpoint_auth_methods_supported");
  auto knows = [&](const char* method) { return std::count(methods.begin(), methods.end(), method) > 0; };
  metadata.secret_in_form = knows("client_secret_post") && !knows("client_secret_basic");
  return metadata;
}

Providers::Known Providers::known(const std::string& issuer) {
  std::lock_guard lock(guard_);
  return known_[issuer];
}

Metadata Providers::metadata(const auth::OidcSettings& source, std::chrono::seconds age) {
  auto now = clock_.now();
  auto before = known(source.issuer);
  if (!before.metadata.token_endpoint.empty() && before.found_at + age > now) return before.metadata;
  auto base = source.issuer.ends_with('/') ? source.issuer.substr(0, source.issuer.size() - 1) : source.issuer;
  auto reply = outbound::send({base + "/.well-known/openid-configuration", {}, {}, {}, {}});
  if (reply.status != 200) described(reply, "the description");
  auto metadata = metadata_in(reply.body, source.issuer);
  std::lock_guard lock(guard_);
  auto& entry = known_[source.issuer];
  entry.metadata = metadata;
  entry.found_at = now;
  return metadata;
}

std::shared_ptr<const KeySet> Providers::fetched_keys(const auth::OidcSettings& source) {
  auto uri = metadata(source, metadata_age_max).jwks_uri;
  {
    std::lock_guard lock(guard_);
    known_[source.issuer].keys_asked_at = clock_.now();
  }
  auto reply = outbound::send({uri, {}, {}, {}, {}});
  described(reply, "the key set");
  auto keys = std::make_shared<const KeySet>(reply.body);
  if (keys->size() == 0) throw unfit("the key set holds no key for RS256, PS256 or ES256");
  std::lock_guard lock(guard_);
  known_[source.issuer].keys = keys;
  return keys;
}

void Providers::with_keys(const auth::OidcSettings& source, const std::function<void(const KeySet&)>& check) {
  auto before = known(source.issuer);
  bool fresh = before.keys && before.keys_asked_at + keys_age_max > clock_.now();
  auto keys = fresh ? before.keys : fetched_keys(source);
  try {
    return check(*keys);
  } catch (const UnknownKey&) {
    if (!fresh || before.keys_asked_at + keys_pause_min > clock_.now()) throw;
  }
  check(*fetched_keys(source));
}

Tokens Providers::tokens(const auth::OidcSettings& source, const Exchange& exchange) {
  auto found = metadata(source, metadata_age_max);
  outbound::Request request;
  request.url = found.token_endpoint;
  auto field = [](const char* name, std::string_view value) { return name + outbound::percent_encoded(value); };
  request.form = "grant_type=authorization_code" + field("&code=", exchange.code) +
                 field("&redirect_uri=", exchange.redirect_uri) + field("&code_verifier=", exchange.verifier) +
                 field("&client_id=", source.client_id);
  if (!exchange.secret.empty() && found.secret_in_form) {
    *request.form += field("&client_secret=", exchange.secret);
  } else if (!exchange.secret.empty()) {
    // Encoded before basic authentication encodes it again: RFC 6749, 2.3.1.
    request.user = outbound::percent_encoded(source.client_id);
    request.password = outbound::percent_encoded(exchange.secret);
  }
  auto reply = outbound::send(request);
  if (reply.status >= 400 && reply.status < 500) {
    std::string why = "the token address answers with status " + std::to_string(reply.status);
    try {
      why += ": " + ClaimSet(reply.body).text("error").substr(0, 100);
    } catch (const Failure&) {
    }
    throw Fault(Problem::unavailable, "provider_refused", why);
  }
  auto answer = described(reply, "the token address");
  return {answer.text("id_token"), answer.text("access_token")};
}

auth::Claims Providers::claims(const auth::OidcSettings& source, const ClaimSet& id_token,
                               const std::string& access_token) {
  auto found = metadata(source, metadata_age_max);
  std::optional<ClaimSet> more;
  if (!found.userinfo_endpoint.empty() && !access_token.empty()) {
    outbound::Request request;
    request.url = found.userinfo_endpoint;
    request.bearer = access_token;
    more.emplace(described(outbound::send(request), "the userinfo address"));
    // OpenID Connect Core, 5.3.2: or another person's answer could be slipped in.
    if (more->text("sub") != id_token.text("sub")) throw TokenRefused("subject");
  }
  auto* other = more ? &*more : nullptr;
  auth::Claims claims{id_token.text("sub"), first_of(id_token, other, "preferred_username"),
                      first_of(id_token, other, "name"), first_of(id_token, other, "email"), {}};
  if (claims.name.empty()) claims.name = claims.email.empty() ? claims.display_name : claims.email;
  if (!source.groups_claim.empty()) {
    claims.groups = id_token.texts(source.groups_claim);
    if (claims.groups.empty() && other) claims.groups = other->texts(source.groups_claim);
  }
  return claims;
}

}  // namespace federation
