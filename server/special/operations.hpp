// What operators and monitoring ask: is it alive, is it ready, how is it doing. Counters only, nothing about persons.
// Also the outermost handler: whatever is neither operations nor API is the web client.
#pragma once
#include <search/index.hpp>
#include <server/http/message.hpp>
#include <server/http/options.hpp>
#include <storage/store.hpp>

#include <functional>

namespace server {

class Operations final : public http::Handler {
 public:
  using Client = std::function<http::Response(const http::Request&)>;
  // `api` handles /api/…, `client` everything that is left.
  Operations(storage::Store&, search::Index&, http::Handler& api, Client client, bool metrics_public);
  void watch(std::function<http::Metrics()> metrics) { http_metrics_ = std::move(metrics); }

  void handle(http::Request, http::Respond) override;
  std::unique_ptr<http::BodySink> open_sink(const http::Request& head, std::uint64_t& limit_bytes) override;

 private:
  http::Response health() const;
  http::Response readiness() const;
  http::Response metrics(const http::Request&) const;

  storage::Store& store_;
  search::Index& index_;
  http::Handler& api_;
  Client client_;
  bool metrics_public_;
  std::function<http::Metrics()> http_metrics_;
};

}  // namespace server
