#include <base/failure.hpp>
#include <server/json/decode.hpp>
#include <server/live/socket.hpp>

#include <boost/describe/class.hpp>

namespace live {
namespace {

struct Watchable;

struct WatchList : std::vector<Id<Watchable>> {
  static constexpr std::size_t items_max = 100;
};

struct Message {
  WatchList watch;
};
BOOST_DESCRIBE_STRUCT(Message, (), (watch))

class Socket final : public http::LiveSession {
 public:
  explicit Socket(std::unique_ptr<Hub::Seat> seat) : seat_(std::move(seat)) {}

  void received(std::string_view text) override {
    auto message = json::decode<Message>(text);
    std::vector<std::int64_t> ids;
    for (auto id : message.watch) ids.push_back(id.value);
    seat_->watch(std::move(ids));
  }

 private:
  std::unique_ptr<Hub::Seat> seat_;
};

}  // namespace

std::optional<http::Response> Live::admit(const http::Request& request) {
  auto answer = admit_(request);
  if (auto* refused = std::get_if<http::Response>(&answer)) return std::move(*refused);
  return {};
}

std::unique_ptr<http::LiveSession> Live::open(const http::Request& request, std::shared_ptr<http::LiveSocket> socket) {
  // Asked again: the session may have ended between the two, and nothing is kept in between.
  auto answer = admit_(request);
  auto* person = std::get_if<Hub::PersonId>(&answer);
  if (!person) throw Failure(Problem::not_signed_in, "not_signed_in");
  auto opened_by = std::make_shared<http::Request>();
  opened_by->headers = request.headers;
  auto admitted = [this, opened_by] { return still_admitted_(*opened_by); };
  return std::make_unique<Socket>(hub_.join(std::move(socket), *person, std::move(admitted)));
}

}  // namespace live
