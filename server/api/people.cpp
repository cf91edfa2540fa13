#include <auth/audit_search.hpp>
#include <auth/identities.hpp>
#include <auth/notices.hpp>
#include <auth/passkeys.hpp>
#include <auth/password_link.hpp>
#include <auth/second_factor.hpp>
#include <auth/tokens.hpp>
#include <server/api/routes.hpp>

namespace server {

void add_people_routes(http::Routes& routes) {
  routes.get("/api/me", auth::me).summary("Who is signed in");
  routes.put("/api/me/settings", auth::change_settings).summary("Own language");
  routes.put("/api/me/password", auth::prepare_own_password, auth::set_own_password)
      .rated("sign_in")
      .summary("Own password");
  routes.get("/api/me/security", auth::security).summary("What protects the own account");
  routes.post("/api/me/authenticator", auth::begin_enrolment).summary("A secret for an authenticator app");
  routes.put("/api/me/authenticator", auth::finish_enrolment).summary("Take it into use, with a first code");
  routes.del("/api/me/authenticator", auth::remove_authenticator).summary("Remove the authenticator app");
  routes.post("/api/me/recovery-codes", auth::renew_recovery_codes).summary("New recovery codes, shown once");
  routes.del("/api/me/passkeys/{passkey}", auth::remove_passkey).summary("Remove a passkey");
  routes.get("/api/me/sessions", auth::own_sessions).summary("Own sessions");
  routes.del("/api/me/sessions", auth::end_other_sessions).summary("End all but this one");
  routes.del("/api/me/sessions/{session}", auth::end_own_session).summary("End one of them");
  routes.get("/api/me/tokens", auth::tokens).summary("Own access tokens");
  routes.post("/api/me/tokens", auth::issue_token).status(201).summary("Issue an access token, shown once");
  routes.del("/api/me/tokens/{token}", auth::revoke_token).summary("Revoke an access token");

  routes.get("/api/me/provider-sign-out", auth::provider_sign_out).summary("Where the provider's session ends");

  routes.get("/api/sign-in-options", auth::sign_in_options).summary("What the sign-in page offers");
  routes.put("/api/sign-in-policy", auth::change_sign_in_policy).summary("Switch local accounts on or off");
  routes.get("/api/identity-sources", auth::identity_sources).summary("Identity sources, for administrators");
  routes.post("/api/identity-sources", auth::add_identity_source).status(201).summary("Add an identity source");
  routes.put("/api/identity-sources/{source}", auth::change_identity_source)
      .summary("Change an identity source or switch it off");

  routes.get("/api/directory", auth::directory).summary("Pick a person");
  routes.get("/api/people", auth::people).summary("Accounts, for administrators");
  routes.post("/api/people", auth::prepare_account, auth::add_account)
      .status(201)
      .summary("Add a person with an account");
  routes.put("/api/people/{person}", auth::change_account).summary("Change or deactivate an account");
  routes.get("/api/people/{person}/roles", auth::roles).summary("A person's roles");
  routes.put("/api/people/{person}/roles", auth::set_roles).summary("Replace a person's roles");
  routes.post("/api/people/{person}/password-link", auth::issue_password_link)
      .status(201)
      .summary("A link to set a password, shown once");
  routes.del("/api/people/{person}/second-factor", auth::reset_second_factor).summary("Help after a lost phone");

  routes.get("/api/audit-requests", auth::audit_requests).summary("Searches of the audit log, asked for and decided");
  routes.post("/api/audit-requests", auth::request_audit)
      .status(201)
      .summary("Ask to search the audit log for a person");
  routes.post("/api/audit-requests/{request}/decision", auth::decide_audit).summary("Allow or refuse such a search");
  routes.post("/api/audit-requests/{request}/events", auth::audit_events).summary("Look, and note that one looked");

  routes.get("/api/notices", auth::notices).summary("What the viewer has to know and has not read");
  routes.del("/api/notices/{notice}", auth::take_note).summary("It was read");

  // Signing in, confirming and signing out are in server/special/sign_in.
  routes.get("/api/session", auth::session_state).summary("How long the session lasts");
  routes.post("/api/session/extend", auth::extend_session).summary("Stay signed in");
  routes.post("/api/password-link", auth::password_link_owner).rated("sign_in").summary("Whose password link it is");
  routes.put("/api/password-link", auth::prepare_password_by_link, auth::set_password_by_link)
      .rated("sign_in")
      .summary("Set a password with a link");
}

}  // namespace server
