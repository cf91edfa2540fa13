// Live hints: who is looking at which pages, and telling them that one changed. A hint carries sequence number, kind
// and id, never content; clients read again by REST, so that trimming by rights has one place.
#pragma once
#include <base/id.hpp>
#include <server/http/live.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace auth {
struct Person;
}

namespace live {

// All functions may be called from any thread.
class Hub {
 public:
  using PersonId = Id<auth::Person>;
  // Whether that person may read the object, asked once per person and hint, outside the hub's lock.
  using MaySee = std::function<bool(PersonId)>;

  // One socket's place in the hub; leaves when destroyed. The hub must outlive it.
  class Seat {
   public:
    Seat(Hub& hub, std::uint64_t number) : hub_(&hub), number_(number) {}
    Seat(const Seat&) = delete;
    ~Seat();
    // Replaces what is watched.
    void watch(std::vector<std::int64_t> ids);

   private:
    Hub* hub_;
    std::uint64_t number_;
  };

  // Whether the session or token that opened the socket still holds; asked outside the hub's lock.
  using Admitted = std::function<bool()>;

  std::unique_ptr<Seat> join(std::shared_ptr<http::LiveSocket>, PersonId, Admitted);

  // Sends {"seq":17,"kind":"page.saved","id":"12"} to those who watch the id and may see it.
  void publish(std::int64_t seq, std::string_view kind, std::int64_t id, const MaySee&);
  // Sends {"resync":true} to all: hints may have been lost.
  void resync();
  // Closes with 1008 the sockets of those who are no longer admitted: after every change of rights, accounts or
  // sessions.
  void review();
  std::size_t sockets() const;

 private:
  struct Watcher {
    std::shared_ptr<http::LiveSocket> socket;
    PersonId person;
    Admitted admitted;
    std::vector<std::int64_t> ids;
  };
  void leave(std::uint64_t number);
  void unwatch(std::uint64_t number, const std::vector<std::int64_t>& ids);

  mutable std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  std::unordered_map<std::uint64_t, Watcher> watchers_;
  std::unordered_map<std::int64_t, std::vector<std::uint64_t>> watched_by_;
};

}  // namespace live
