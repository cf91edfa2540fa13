// From a request to its route and back: sign-in, origin, arguments, transaction, answer. Everything under the API
// passes here, so that no write escapes the origin check and no failure leaves without being a problem.
#pragma once
#include <server/http/route.hpp>

namespace http {

// Runs transactions for routes; implemented over the store. `done` is called exactly once, with null or what `body`
// threw or why the commit failed; or never, if the call itself throws (Failure "busy").
class Executor {
 public:
  using Done = std::function<void(std::exception_ptr)>;
  virtual ~Executor() = default;
  // Cheap reads run before this returns; heavy ones on a bounded pool, where `done` is called too.
  virtual void read(bool heavy, std::function<void(storage::ReadTx&)> body, Done done) = 0;
  // `body` may run twice. `done` encodes the answer: better not on the writer thread.
  virtual void write(std::function<void(storage::WriteTx&)> body, Done done) = 0;
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Who asks; null if nobody has signed in. With an Authorization header the cookie must not count, even if the token
  // is wrong: the origin check relies on that. Called on I/O threads.
  virtual std::shared_ptr<const auth::Viewer> viewer(const Request&) = 0;
};

struct DispatchOptions {
  std::string own_origin;  // origin_of(public_url); empty: the Host that a request names
  // Throws too_many when somebody has asked for a rated route too often. Any thread; null: nothing is counted.
  std::function<void(std::string_view kind, const Request&, const auth::Viewer*)> check_rate;
  // Told of every exception that is no Failure, for the log. Any thread.
  std::function<void(std::string_view request_id, std::string_view what)> unforeseen;
};

// Everything given must outlive it. Answers what it does not know with 404 "route_not_found".
class Dispatcher final : public Handler {
 public:
  Dispatcher(const Routes&, Executor&, Authenticator&, DispatchOptions);

  void handle(Request, Respond) override;
  // Throws Failure where handle() would refuse the request for its address, origin or sign-in.
  std::unique_ptr<BodySink> open_sink(const Request& head, std::uint64_t& limit_bytes) override;

  // The problem for what was thrown, with what the route lets it carry; tells `unforeseen`. For raw handlers, too.
  Response refusal(std::exception_ptr, std::string_view request_id, const Route* = nullptr) const;

 private:
  struct Exchange;
  using Shared = std::shared_ptr<Exchange>;

  std::shared_ptr<const auth::Viewer> admit(const Route&, const Request&);
  using Step = void (Dispatcher::*)(const Shared&);

  void read(const Shared&, Step next);
  void write(const Shared&);
  void parse_and_write(const Shared&);
  void prepare(const Shared&);
  void finish(const Shared&);  // what the route does after its write
  // Goes on with `next`, or ends if there was an error.
  void go_on(const Shared&, std::exception_ptr, Step next);
  void succeed(const Shared&);
  void fail(const Shared&, std::exception_ptr);

  const Routes& routes_;
  Executor& executor_;
  Authenticator& authenticator_;
  DispatchOptions options_;
};

}  // namespace http
