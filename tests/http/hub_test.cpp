#include <doctest/doctest.h>
#include <server/live/socket.hpp>
#include <tests/http/support/test_server.hpp>

namespace {

using Person = live::Hub::PersonId;

struct Inbox final : http::LiveSocket {
  void send(http::SharedBody text) override { texts.push_back(*text); }
  void close(std::uint16_t code_in) override { code = code_in; }
  std::vector<std::string> texts;
  int code = 0;
};

bool admitted() { return true; }

}  // namespace

TEST_CASE("a hint reaches who watches the page and may read it, as prepared text") {
  live::Hub hub;
  auto ada = std::make_shared<Inbox>(), ben = std::make_shared<Inbox>(), eve = std::make_shared<Inbox>();
  auto ada_seat = hub.join(ada, Person{1}, admitted);
  auto ben_seat = hub.join(ben, Person{2}, admitted);
  auto eve_seat = hub.join(eve, Person{3}, [] { return false; });
  ada_seat->watch({12, 13, 12});
  ben_seat->watch({12});
  ben_seat->watch({14});
  eve_seat->watch({12});
  int asked = 0;
  auto not_eve = [&](Person person) { return ++asked, person != Person{3}; };

  hub.publish(17, "page.saved", 12, not_eve);
  CHECK(ada->texts == std::vector<std::string>{R"({"seq":17,"kind":"page.saved","id":"12"})"});
  CHECK(ben->texts.empty());
  CHECK(eve->texts.empty());
  CHECK(asked == 2);

  hub.publish(18, "page.saved", 99, not_eve);
  CHECK(asked == 2);
  hub.resync();
  CHECK(eve->texts == std::vector<std::string>{R"({"resync":true})"});
  hub.review();
  CHECK(eve->code == 1008);
  CHECK(ada->code == 0);

  ada_seat.reset();
  hub.publish(19, "page.saved", 12, not_eve);
  CHECK(ada->texts.size() == 2);
  CHECK(hub.sockets() == 2);
}

TEST_CASE("one person's many sockets cost one question about rights") {
  live::Hub hub;
  std::vector<std::shared_ptr<Inbox>> inboxes;
  std::vector<std::unique_ptr<live::Hub::Seat>> seats;
  for (int i = 0; i < 50; ++i) {
    inboxes.push_back(std::make_shared<Inbox>());
    seats.push_back(hub.join(inboxes.back(), Person{1 + i % 2}, admitted));
    seats.back()->watch({7});
  }
  int asked = 0;
  hub.publish(1, "page.saved", 7, [&](Person) { return ++asked > 0; });
  CHECK(asked == 2);
  for (auto& inbox : inboxes) CHECK(inbox->texts.size() == 1);
}

TEST_CASE("browsers watch over the socket, and anything else closes it") {
  live::Hub hub;
  auto admit = [](const http::Request& request) -> std::variant<Person, http::Response> {
    if (request.header("origin") != "http://localhost") return http::Response{403, {}, "foreign"};
    return Person{1};
  };
  live::Live handler(hub, admit, [](const http::Request&) { return true; });
  TestHandler rest;
  http::Options options;
  options.port = 0;
  http::Server server(options, rest, handler);
  server.start();
  auto upgrade = live_upgrade("/api/live");
  CHECK(RawClient(server.port()).exchange(upgrade).status == 403);
  upgrade.insert(upgrade.size() - 2, "Origin: http://localhost\r\n");

  RawClient client(server.port());
  CHECK(client.exchange(upgrade).status == 101);
  client.send(live_frame(1, R"({"watch":["12",13]})"));
  bool seen = false;
  CHECK(eventually([&] {
    hub.publish(5, "page.saved", 13, [&](Person) { return seen = true; });
    return seen;
  }));
  std::string hint = R"({"seq":5,"kind":"page.saved","id":"13"})";
  CHECK(client.exactly(2 + hint.size()).substr(2) == hint);

  for (std::string bad : {R"({"watch":["x"]})", R"({"watch":["1"],"more":1})", "nonsense", R"({"watch":null})"}) {
    CAPTURE(bad);
    RawClient other(server.port());
    CHECK(other.exchange(upgrade).status == 101);
    other.send(live_frame(1, bad));
    CHECK(other.exactly(4).substr(0, 4) == std::string("\x88\x02\x03\xf0", 4));
  }
  CHECK(eventually([&] { return hub.sockets() == 1; }));
}
