// A browser's socket at /api/live: watches pages and waits for hints.
#pragma once
#include <tests/support/sample_agency.hpp>

class LiveClient {
 public:
  // `fields` are the header lines that say who asks.
  LiveClient(unsigned short port, const std::string& fields) : client_(port) {
    auto upgrade = live_upgrade("/api/live");
    upgrade.insert(upgrade.size() - 2, fields);
    answer_ = client_.exchange(upgrade);
  }
  const RawAnswer& answer() const { return answer_; }
  // Returns when the server has taken the list: a pong answers a ping that came after it.
  void watch(const std::string& ids) {
    client_.send(live_frame(1, "{\"watch\":[" + ids + "]}") + live_frame(9, "taken"));
    CHECK(next() == "pong:taken");
  }
  // The next message as text, "pong:…" or "close:<code>"; empty at the time limit.
  std::string next() {
    auto head = client_.exactly(2);
    if (head.size() < 2) return {};
    auto payload = client_.exactly(static_cast<unsigned char>(head[1]));
    switch (static_cast<unsigned char>(head[0]) & 15) {
      case 10:
        return "pong:" + payload;
      case 8:
        return "close:" +
               std::to_string(static_cast<unsigned char>(payload[0]) * 256 + static_cast<unsigned char>(payload[1]));
      default:
        return payload;
    }
  }

 private:
  RawClient client_;
  RawAnswer answer_;
};

inline std::string bearer(const Client& who) {
  return "Authorization: Bearer " + who.token() + "\r\n";
}
