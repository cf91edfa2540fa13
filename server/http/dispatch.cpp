#include <server/http/compression.hpp>
#include <server/http/dispatch.hpp>
#include <server/http/origin.hpp>
#include <server/http/problem.hpp>

namespace http {
namespace {

constexpr int prepare_attempts_max = 3;
// Larger bodies are parsed on the pool: an I/O thread serves others meanwhile.
constexpr std::size_t parsed_inline_bytes_max = 64 * 1024;

Context context_of(std::shared_ptr<const auth::Viewer> viewer, const PathValues& path) {
  Context context{std::move(viewer), {}};
  for (std::size_t i = 0; i < path.count; ++i) context.path.emplace_back(path.values[i]);
  return context;
}

bool writes(const Route::Plan& plan) {
  if (plan.raw) return plan.method != Method::get && plan.method != Method::head;
  return plan.binding.access != Access::read;
}

bool is_head_moved(const std::exception_ptr& error) {
  try {
    if (error) std::rethrow_exception(error);
  } catch (const HeadMoved&) {
    return true;
  } catch (...) {
  }
  return false;
}

}  // namespace

// One request on its way. Its steps may run on different threads, one after the other.
struct Dispatcher::Exchange {
  Call call;
  const Route* route = nullptr;
  Respond respond;
  std::unique_ptr<Invocation> invocation;
  bool parsed = false;
  int attempts = 0;

  void parse() {
    if (!std::exchange(parsed, true)) invocation->parse(call);
  }
};

Dispatcher::Dispatcher(const Routes& routes, Executor& executor, Authenticator& authenticator, DispatchOptions options)
    : routes_(routes), executor_(executor), authenticator_(authenticator), options_(std::move(options)) {}

std::shared_ptr<const auth::Viewer> Dispatcher::admit(const Route& route, const Request& request) {
  // Where nobody needs to have signed in, no cookie speaks for anybody: only a foreign Origin is refused, so that
  // scripts can sign in. Browsers always send one.
  if (!route.plan().open || !request.header("origin").empty()) check_origin(request, options_.own_origin);
  auto viewer = authenticator_.viewer(request);
  if (!viewer && !route.plan().open) throw Failure(Problem::not_signed_in, "not_signed_in");
  if (viewer && viewer->ceiling == auth::Level::read && writes(route.plan()))
    throw Failure(Problem::forbidden, "reading_only");
  // What streams its body was counted before the body came.
  if (options_.check_rate && !route.plan().rate.empty() && !request.sink)
    options_.check_rate(route.plan().rate, request, viewer.get());
  return viewer;
}

void Dispatcher::handle(Request request, Respond respond) {
  auto exchange = std::make_shared<Exchange>();
  exchange->call.request = std::move(request);
  exchange->respond = std::move(respond);
  auto& call = exchange->call;
  try {
    auto match = routes_.find(call.request.method, call.request.path);
    if (!match.route && match.allow.empty()) throw Failure(Problem::not_found, "route_not_found");
    if (!match.route) {
      auto response = problem(Failure(Problem::method_not_allowed, "method_not_allowed"), call.request.id);
      response.headers.emplace_back("Allow", match.allow);
      return exchange->respond(std::move(response));
    }
    exchange->route = match.route;
    call.path = match.path;
    call.viewer = admit(*match.route, call.request);
    auto& plan = match.route->plan();
    if (plan.raw) {
      auto context = context_of(std::move(call.viewer), call.path);
      Request whole = std::move(call.request);
      call.request.id = whole.id;
      return plan.raw(std::move(whole), std::move(context), exchange->respond);
    }
    exchange->invocation = plan.binding.make();
    if (plan.binding.access == Access::read) return read(exchange, &Dispatcher::succeed);
    if (plan.binding.access == Access::prepared) return prepare(exchange);
    parse_and_write(exchange);
  } catch (...) {
    fail(exchange, std::current_exception());
  }
}

std::unique_ptr<BodySink> Dispatcher::open_sink(const Request& head, std::uint64_t& limit_bytes) {
  auto match = routes_.find(head.method, head.path);
  if (!match.route || !match.route->plan().sink) return nullptr;
  auto viewer = admit(*match.route, head);
  return match.route->plan().sink(head, context_of(std::move(viewer), match.path), limit_bytes);
}

void Dispatcher::read(const Shared& exchange, Step next) {
  auto& plan = exchange->route->plan();
  auto body = [exchange](storage::ReadTx& tx) {
    exchange->parse();
    exchange->invocation->read(tx);
  };
  executor_.read(plan.heavy || plan.binding.access == Access::prepared, body,
                 [this, exchange, next](std::exception_ptr error) { go_on(exchange, error, next); });
}

void Dispatcher::parse_and_write(const Shared& exchange) {
  if (exchange->call.request.body.size() <= parsed_inline_bytes_max) {
    exchange->parse();
    return write(exchange);
  }
  executor_.read(
      true, [exchange](storage::ReadTx&) { exchange->parse(); },
      [this, exchange](std::exception_ptr error) { go_on(exchange, error, &Dispatcher::write); });
}

void Dispatcher::prepare(const Shared& exchange) {
  if (exchange->attempts++ == prepare_attempts_max) throw Failure(Problem::conflict, "moved_on");
  read(exchange, &Dispatcher::write);
}

void Dispatcher::write(const Shared& exchange) {
  auto body = [exchange](storage::WriteTx& tx) { exchange->invocation->write(tx); };
  executor_.write(body, [this, exchange](std::exception_ptr error) {
    bool again = exchange->route->plan().binding.access == Access::prepared && is_head_moved(error);
    if (again) go_on(exchange, nullptr, &Dispatcher::prepare);
    else go_on(exchange, error, exchange->route->plan().afterwards ? &Dispatcher::finish : &Dispatcher::succeed);
  });
}

void Dispatcher::finish(const Shared& exchange) {
  auto more = std::make_shared<bool>(false);
  auto body = [exchange, more](storage::WriteTx& tx) { *more = exchange->route->plan().afterwards(tx); };
  executor_.write(body, [this, exchange, more](std::exception_ptr error) {
    go_on(exchange, error, *more ? &Dispatcher::finish : &Dispatcher::succeed);
  });
}

void Dispatcher::go_on(const Shared& exchange, std::exception_ptr error, Step next) {
  if (!error) {
    try {
      return (this->*next)(exchange);
    } catch (...) {
      error = std::current_exception();
    }
  }
  fail(exchange, error);
}

void Dispatcher::succeed(const Shared& exchange) {
  auto& plan = exchange->route->plan();
  Response response{plan.status, {{"Cache-Control", "no-store"}}, {}};
  if (plan.result) {
    response.headers.emplace_back("Content-Type", "application/json");
    response.body = exchange->invocation->encode();
    compress(response, exchange->call.request.header("accept-encoding"));
  }
  exchange->respond(std::move(response));
}

void Dispatcher::fail(const Shared& exchange, std::exception_ptr error) {
  exchange->respond(refusal(error, exchange->call.request.id, exchange->route));
}

Response Dispatcher::refusal(std::exception_ptr error, std::string_view request_id, const Route* route) const {
  try {
    std::rethrow_exception(error);
  } catch (const Failure& failure) {
    std::string members;
    if (route)
      for (auto& carried : route->plan().carried)
        if (carried.append(failure, members)) break;
    return problem(failure, request_id, members);
  } catch (const std::exception& unforeseen) {
    if (options_.unforeseen) options_.unforeseen(request_id, unforeseen.what());
  } catch (...) {
    if (options_.unforeseen) options_.unforeseen(request_id, "not a std::exception");
  }
  return problem(error, request_id);
}

}  // namespace http
