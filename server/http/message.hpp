// A request and its answer as the handlers see them: plain values, no Beast. The transport has checked size limits,
// framing and the header section before a handler is called.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace http {

enum class Method { get, head, post, put, del };

using Headers = std::vector<std::pair<std::string, std::string>>;

// Receives a request body piece by piece instead of in memory. Called on the I/O thread, in order; a throw ends the
// request with the Failure's problem. `finish` is not called when the connection breaks: the destructor cleans up.
class BodySink {
 public:
  virtual ~BodySink() = default;
  virtual void write(std::string_view piece) = 0;
};

struct Request {
  Method method = Method::get;
  std::string path;    // percent-decoded once, starts with '/', no NUL, no dot segments (those are refused)
  std::string query;   // raw, without '?'
  Headers headers;     // names in lower case, in order of arrival
  std::string body;    // empty when a sink took it
  std::unique_ptr<BodySink> sink;  // what open_sink() returned for this request, with the whole body written
  std::string remote;  // client address; X-Forwarded-For only from trusted proxies
  bool tls = false;    // also when a trusted proxy says so
  std::string id;      // request id for log and problem+json, unguessable

  // First header of that (lower-case) name, or empty.
  std::string_view header(std::string_view name) const;
};

// Part of an open file, sent with sendfile where the connection allows it. Owns the descriptor.
struct FileBody {
  std::shared_ptr<const int> fd;  // closes on destruction of the last owner
  std::uint64_t offset_bytes = 0;
  std::uint64_t size_bytes = 0;
};

// A prepared body shared with a cache: sent without copying.
using SharedBody = std::shared_ptr<const std::string>;
// A shared middle with own ends: lets a cached fragment be framed by per-viewer JSON without copying it.
struct FramedBody {
  std::string head;
  SharedBody middle;
  std::string tail;
};

struct Response {
  int status = 200;
  Headers headers;  // Content-Length, Date, Connection and the security headers are added by the transport
  std::variant<std::string, SharedBody, FramedBody, FileBody> body;
};

// May be called once, from any thread; the transport goes back to the connection's own thread.
using Respond = std::function<void(Response)>;

// Implemented by server/site. Called on I/O threads: must not block longer than a cheap read.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual void handle(Request, Respond) = 0;
  // Asked after the header section of a request with a body. A sink makes the transport stream the body into it, up to
  // `limit_bytes`; nullptr means "collect in memory up to the configured body limit".
  virtual std::unique_ptr<BodySink> open_sink(const Request& head, std::uint64_t& limit_bytes) = 0;
};

}  // namespace http
