#include <auth/access.hpp>
#include <auth/audit.hpp>
#include <auth/break_glass.hpp>
#include <auth/directory/unit.hpp>
#include <auth/leaving.hpp>
#include <auth/notices.hpp>
#include <auth/sessions.hpp>
#include <auth/viewing.hpp>
#include <server/api/routes.hpp>
#include <server/http/origin.hpp>
#include <server/federation/directory.hpp>
#include <server/federation/secret.hpp>
#include <server/http/problem.hpp>
#include <server/jobs/account_mail.hpp>
#include <server/site.hpp>
#include <storage/feed.hpp>
#include <wiki/pages/attachment.hpp>
#include <wiki/pages/attachment_text.hpp>
#include <wiki/pages/document.hpp>
#include <wiki/pages/ownership.hpp>
#include <wiki/pages/settle.hpp>

namespace server {
namespace {

constexpr std::string_view sync_job = "directory.sync";
constexpr std::size_t password_threads = 2, password_queue_max = 64;

bool serves_https(const Config& config) {
  return config.http.public_url.starts_with("https://") || !config.http.certificate_path.empty();
}

FederationOptions federation_options(const Config& config) {
  auto secrets = config.secrets.empty() ? config.data / "secrets" : config.secrets;
  return {http::origin_of(config.http.public_url), secrets, config.sessions};
}

}  // namespace

storage::StoreOptions store_options(const std::filesystem::path& folder, const Clock& clock, search::Hook& hook) {
  storage::StoreOptions options;
  options.folder = folder;
  options.protected_tables = auth::protected_tables();
  options.clock = &clock;
  options.reader_hook = &hook;
  return options;
}

std::vector<auth::DocumentSource> document_sources() { return {wiki::page_documents()}; }

Site::Site(Config config, const Clock& clock, Log& log)
    : config_(std::move(config)),
      clock_(clock),
      log_(log),
      store_(store_options(config_.data, clock, hook_)),
      blobs_(config_.data / "blobs"),
      index_(store_, hook_, document_sources()),
      passwords_(password_threads, password_queue_max),
      rights_(store_),
      authenticator_(store_, rights_, serves_https(config_), config_.second_factor),
      executor_(store_),
      sign_in_(store_, authenticator_, passwords_, config_.sessions),
      passkeys_(store_, sign_in_, http::origin_of(config_.http.public_url)),
      rates_(clock, config_.rates),
      federated_sign_in_(store_, authenticator_, federation_options(config_), log),
      directory_sign_in_(store_, authenticator_, federation_options(config_)),
      page_views_(store_, rights_, config_.page_cache_bytes_max),
      attachments_(store_, blobs_, config_.attachment_bytes_max),
      dispatcher_(routes_, executor_, authenticator_, dispatch_options()),
      operations_(store_, index_, dispatcher_, [this](const http::Request& request) { return client(request); },
                  config_.metrics_public),
      announcer_(store_, hub_),
      live_(hub_, [this](const http::Request& request) { return admit_live(request); },
            [this](const http::Request& request) { return authenticator_.recognised(request) != nullptr; }),
      reading_(store_, blobs_, log, config_.program),
      jobs_(store_, log) {
  sign_in_.add_routes(routes_);
  passkeys_.add_routes(routes_);
  federated_sign_in_.add_routes(routes_);
  directory_sign_in_.add_routes(routes_);
  page_views_.add_routes(routes_);
  attachments_.add_routes(routes_);
  add_people_routes(routes_);
  add_directory_routes(routes_);
  add_space_routes(routes_);
  add_page_routes(routes_);
  add_access_routes(routes_);
  add_search_routes(routes_);
  add_jobs();
}

Site::~Site() {
  if (http_) http_->drain(std::chrono::seconds(5));
  index_.stop();
}

http::DispatchOptions Site::dispatch_options() {
  http::DispatchOptions options;
  options.own_origin = http::origin_of(config_.http.public_url);
  options.check_rate = [this](std::string_view kind, const http::Request& request, const auth::Viewer* viewer) {
    rates_.check(kind, request, viewer);
  };
  options.unforeseen = [this](std::string_view request, std::string_view what) {
    log_.error("unforeseen", {{"request", std::string(request)}, {"what", std::string(what)}});
  };
  return options;
}

// A socket is opened by our own pages or with a token, like a write.
std::variant<live::Hub::PersonId, http::Response> Site::admit_live(const http::Request& request) {
  auto own_origin = http::origin_of(config_.http.public_url);
  if (!http::carries_bearer_token(request)) http::require_own_origin(request, own_origin);
  auto viewer = authenticator_.recognised(request);
  if (!viewer) return http::problem(Failure(Problem::not_signed_in, "not_signed_in"), request.id);
  return viewer->person;
}

http::Response Site::client(const http::Request& request) {
  // No route of the client has an empty segment; an address with one is a mistake or an attempt.
  bool addresses_client = request.path.find("//") == std::string::npos;
  if (auto file = addresses_client ? assets_.find(request) : std::nullopt) return std::move(*file);
  return http::problem(Failure(Problem::not_found, "route_not_found"), request.id);
}

void Site::add_jobs() {
  using namespace std::chrono_literals;
  jobs_.on("blobs.sweep", [this](std::int64_t, const std::string&) {
    blobs_.sweep(clock_.now(), [this](const std::string& sha256) {
      return store_.read([&](ReadTx& tx) { return wiki::blob_wanted(tx, sha256); });
    });
    store_.write(wiki::forget_texts);
  });
  jobs_.on(std::string(wiki::read_attachments_job), [this](std::int64_t, const std::string&) { reading_.read_due(); });
  jobs_.every(24h, [this] { reading_.read_again(); });
  jobs_.every(10min, [this] { store_.write(wiki::queue_reading); });
  jobs_.on(std::string(auth::principals_refresh), [this](std::int64_t, const std::string& payload) {
    store_.write([&](WriteTx& tx) { auth::continue_refresh(tx, payload); });
  });
  jobs_.every(1min, [this] { store_.write(auth::turn_of_day); });  // a deputy's right ends within a minute
  jobs_.on(std::string(auth::person_left_job), [this](std::int64_t person, const std::string&) {
    store_.write([&](WriteTx& tx) { wiki::tell_of_owner_left(tx, {person}); });
  });
  jobs_.on(std::string(auth::break_glass_job),
           [this](std::int64_t, const std::string&) { store_.write(auth::end_due_openings); });
  jobs_.on(std::string(auth::account_mail_job), [this](std::int64_t person, const std::string& payload) {
    outbound::MailServer server{config_.mail_url, config_.mail_from, config_.mail_user, {}};
    if (!server.user.empty()) server.password = federation::secret_of(federation_options(config_).secrets, "mail");
    send_account_mail(store_, server, config_.http.public_url, person, payload);
  });
  jobs_.on(std::string(wiki::settle_job), [this](std::int64_t, const std::string&) {
    while (store_.write(wiki::settle)) {
    }
  });
  jobs_.on(std::string(sync_job), [this](std::int64_t subject, const std::string&) {
    auto source = store_.read([&](ReadTx& tx) { return auth::source_with(tx, {subject}); });
    if (!source || !source->enabled || !source->ldap) return;
    auto secrets = federation_options(config_).secrets;
    federation::synchronise(store_, *source, federation::directory_server(*source, secrets), {});
  });
  jobs_.every(1h, [this] {
    store_.write([](WriteTx& tx) {
      for (auto& source : auth::enabled_sources(tx, auth::SourceKind::ldap)) tx.enqueue(sync_job, source.id.value);
    });
  });
  jobs_.every(24h, [this] {
    store_.write([this](WriteTx& tx) {
      tx.enqueue("blobs.sweep", 0);
      storage::prune_changes(tx);
      auth::prune_sessions(tx);
      auth::prune_audit(tx, config_.audit_days);
      auth::prune_viewings(tx);
    });
  });
}

void Site::start() {
  index_.start();
  auto options = config_.http;
  options.on_request = [this](const http::RequestLog& line) { log_.request(line); };
  http_ = std::make_unique<http::Server>(options, operations_, live_);
  operations_.watch([this] { return http_->metrics(); });
  http_->start();
  jobs_.start();
}

void Site::drain(std::chrono::milliseconds deadline) {
  http_->drain(deadline);
  index_.stop();
}

}  // namespace server
