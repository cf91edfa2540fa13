// The composition root: everything that serves, built in the order of its dependencies. Nothing here decides; it only
// says who works with whom.
#pragma once
#include <search/index.hpp>
#include <server/config.hpp>
#include <server/executor.hpp>
#include <server/http/assets.hpp>
#include <server/http/server.hpp>
#include <server/jobs/attachment_reading.hpp>
#include <server/jobs/jobs.hpp>
#include <server/live/announcer.hpp>
#include <server/live/socket.hpp>
#include <server/log.hpp>
#include <server/special/attachments.hpp>
#include <server/special/directory_sign_in.hpp>
#include <server/special/federated_sign_in.hpp>
#include <server/special/operations.hpp>
#include <server/special/page_view.hpp>
#include <server/special/passkeys.hpp>
#include <server/special/rates.hpp>
#include <server/special/sign_in.hpp>

#include <chrono>

namespace server {

// Options of the store for this program: which tables are protected, where the search hangs on.
storage::StoreOptions store_options(const std::filesystem::path& folder, const Clock&, search::Hook&);
// What the search finds.
std::vector<auth::DocumentSource> document_sources();

class Site {
 public:
  Site(Config, const Clock&, Log&);
  ~Site();

  void start();  // listens when it returns
  unsigned short port() const { return http_->port(); }
  void drain(std::chrono::milliseconds deadline);

  storage::Store& store() { return store_; }
  storage::Blobs& blobs() { return blobs_; }
  search::Index& index() { return index_; }
  Jobs& jobs() { return jobs_; }
  const http::Routes& routes() const { return routes_; }
  const Config& config() const { return config_; }
  Log& log() { return log_; }

 private:
  http::DispatchOptions dispatch_options();
  std::variant<live::Hub::PersonId, http::Response> admit_live(const http::Request&);
  http::Response client(const http::Request&);
  void add_jobs();

  Config config_;
  const Clock& clock_;
  Log& log_;
  search::Hook hook_;      // before the store, whose readers it hangs the index on
  storage::Store store_;
  storage::Blobs blobs_;
  search::Index index_;    // after the store, whose feed it follows
  storage::Pool passwords_;  // its own, so that sign-in cannot starve reading
  RightsGeneration rights_;
  SessionAuthenticator authenticator_;
  StoreExecutor executor_;
  SignIn sign_in_;
  Passkeys passkeys_;
  Rates rates_;
  FederatedSignIn federated_sign_in_;
  DirectorySignIn directory_sign_in_;
  PageViews page_views_;
  AttachmentTransfer attachments_;
  http::Routes routes_;
  http::Dispatcher dispatcher_;
  http::Assets assets_;
  Operations operations_;  // outermost: health, metrics, the client; the rest goes to the dispatcher
  live::Hub hub_;
  live::Announcer announcer_;
  live::Live live_;
  AttachmentReading reading_;
  Jobs jobs_;
  std::unique_ptr<http::Server> http_;  // last: stops first
};

}  // namespace server
