#include <server/http/problem.hpp>
#include <server/json/encode.hpp>
#include <server/special/operations.hpp>
#include <wiki/pages/attachment_text.hpp>

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

namespace server {
namespace {

struct Status {
  std::string status;
  std::optional<std::string> why;
};
BOOST_DESCRIBE_STRUCT(Status, (), (status, why))

http::Response answer(int code, const Status& status) {
  return {code, {{"content-type", "application/json"}, {"cache-control", "no-store"}}, json::encode(status)};
}

prometheus::MetricFamily family(const std::string& name, const std::string& help, prometheus::MetricType type) {
  prometheus::MetricFamily family;
  family.name = "stafette_" + name;
  family.help = help;
  family.type = type;
  return family;
}

prometheus::MetricFamily single(const std::string& name, const std::string& help, prometheus::MetricType type,
                                double value) {
  auto one = family(name, help, type);
  prometheus::ClientMetric metric;
  if (type == prometheus::MetricType::Counter) metric.counter.value = value;
  else metric.gauge.value = value;
  one.metric.push_back(metric);
  return one;
}

prometheus::MetricFamily requests(const http::Metrics& counted) {
  auto by_class = family("requests_total", "Requests answered, by class of status.", prometheus::MetricType::Counter);
  for (std::size_t i = 1; i < counted.requests_by_class.size(); ++i) {
    prometheus::ClientMetric metric;
    metric.label = {{"class", std::to_string(i) + "xx"}};
    metric.counter.value = double(counted.requests_by_class[i]);
    by_class.metric.push_back(metric);
  }
  return by_class;
}

prometheus::MetricFamily durations(const http::Metrics& counted) {
  auto seconds =
      family("request_seconds", "From the header section to the last byte.", prometheus::MetricType::Histogram);
  prometheus::ClientMetric metric;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counted.durations.size(); ++i) {
    sum += counted.durations[i];
    double bound = i < counted.duration_bounds_s.size() ? counted.duration_bounds_s[i]
                                                        : std::numeric_limits<double>::infinity();
    metric.histogram.bucket.push_back({sum, bound});
  }
  metric.histogram.sample_count = sum;
  metric.histogram.sample_sum = double(counted.duration_sum_us) / 1e6;
  seconds.metric.push_back(metric);
  return seconds;
}

bool from_loopback(const http::Request& request) {
  return request.remote.starts_with("127.") || request.remote == "::1" || request.remote.starts_with("::ffff:127.");
}

}  // namespace

Operations::Operations(storage::Store& store, search::Index& index, http::Handler& api, Client client,
                       bool metrics_public)
    : store_(store), index_(index), api_(api), client_(std::move(client)), metrics_public_(metrics_public) {}

void Operations::handle(http::Request request, http::Respond respond) {
  auto& path = request.path;
  if (path.starts_with("/api/")) return api_.handle(std::move(request), std::move(respond));
  bool reads = request.method == http::Method::get || request.method == http::Method::head;
  if (!reads) return respond(http::problem(Failure(Problem::method_not_allowed, "method_not_allowed"), request.id));
  if (path == "/healthz") return respond(health());
  if (path == "/readyz") return respond(readiness());
  if (path == "/metrics") return respond(metrics(request));
  respond(client_(request));
}

std::unique_ptr<http::BodySink> Operations::open_sink(const http::Request& head, std::uint64_t& limit_bytes) {
  return head.path.starts_with("/api/") ? api_.open_sink(head, limit_bytes) : nullptr;
}

// Alive: reading works. A store that only reads is said to be failing, because nothing can be saved.
http::Response Operations::health() const {
  try {
    store_.read([](ReadTx& tx) { return tx.one<int>("SELECT 1"); });
  } catch (const std::exception&) {
    return answer(503, {"failing", "store_unreadable"});
  }
  if (!store_.write_failure().empty()) return answer(503, {"failing", "store_read_only"});
  return answer(200, {"ok", {}});
}

http::Response Operations::readiness() const {
  auto alive = health();
  if (alive.status != 200) return alive;
  if (!index_.healthy()) return answer(200, {"degraded", "search_failing"});
  return alive;
}

http::Response Operations::metrics(const http::Request& request) const {
  if (!metrics_public_ && !from_loopback(request))
    return http::problem(Failure(Problem::not_found, "route_not_found"), request.id);
  using enum prometheus::MetricType;
  auto& counted = store_.counters();
  auto unread = store_.read(wiki::unread_texts);
  std::vector<prometheus::MetricFamily> families = {
      single("writes_total", "Write transactions committed.", Counter, double(counted.writes)),
      single("writes_refused_total", "Write transactions refused.", Counter, double(counted.refused)),
      single("commits_total", "Group commits, one sync each.", Counter, double(counted.commits)),
      single("writer_busy_seconds_total", "Time the writer thread worked.", Counter,
             double(counted.writer_busy_ns) / 1e9),
      single("writes_waiting", "Writes in the queue.", Gauge, double(store_.writes_waiting())),
      single("store_read_only", "1 after an I/O error: nothing is written any more.", Gauge,
             store_.write_failure().empty() ? 0 : 1),
      single("attachments_unread", "Attachments whose text waits to be read.", Gauge, double(unread.waiting)),
      single("attachments_unreadable", "Attachments whose text could not be read.", Gauge, double(unread.failed)),
      single("search_skipped_documents", "Documents the index could not read.", Gauge, double(index_.skipped()))};
  if (http_metrics_) {
    auto http = http_metrics_();
    families.push_back(requests(http));
    families.push_back(durations(http));
    families.push_back(single("connections_open", "Open connections.", Gauge, double(http.connections_open)));
    families.push_back(single("live_open", "Open WebSockets.", Gauge, double(http.live_open)));
    families.push_back(
        single("connections_refused_total", "Connections over a limit.", Counter, double(http.connections_refused)));
    families.push_back(single("sent_bytes_total", "Bytes sent.", Counter, double(http.sent_bytes)));
  }
  return {200, {{"content-type", "text/plain; version=0.0.4"}, {"cache-control", "no-store"}},
          prometheus::TextSerializer().Serialize(families)};
}

}  // namespace server
