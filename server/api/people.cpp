#include <auth/sessions.hpp>
#include <server/api/routes.hpp>

namespace server {

void add_people_routes(http::Routes& routes) {
  routes.get("/api/me", auth::me).summary("Who is signed in");
  routes.put("/api/me/settings", auth::change_settings).summary("Own language");
  routes.put("/api/me/password", auth::prepare_own_password, auth::set_own_password).summary("Own password");
  routes.get("/api/me/tokens", auth::tokens).summary("Own access tokens");
  routes.post("/api/me/tokens", auth::issue_token).status(201).summary("Issue an access token, shown once");
  routes.del("/api/me/tokens/{token}", auth::revoke_token).summary("Revoke an access token");

  routes.get("/api/directory", auth::directory).summary("Pick a person");
  routes.get("/api/people", auth::people).summary("Accounts, for administrators");
  routes.post("/api/people", auth::prepare_account, auth::add_account)
      .status(201)
      .summary("Add a person with an account");
  routes.put("/api/people/{person}", auth::change_account).summary("Change or deactivate an account");
  routes.put("/api/people/{person}/password", auth::prepare_password, auth::set_password).summary("Set a new password");
}

}  // namespace server
