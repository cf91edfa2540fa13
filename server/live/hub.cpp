#include <fmt/format.h>
#include <server/live/hub.hpp>

#include <algorithm>

namespace live {

Hub::Seat::~Seat() {
  hub_->leave(number_);
}

void Hub::Seat::watch(std::vector<std::int64_t> ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  std::lock_guard lock(hub_->mutex_);
  auto& watcher = hub_->watchers_.at(number_);
  hub_->unwatch(number_, watcher.ids);
  for (auto id : ids) hub_->watched_by_[id].push_back(number_);
  watcher.ids = std::move(ids);
}

std::unique_ptr<Hub::Seat> Hub::join(std::shared_ptr<http::LiveSocket> socket, PersonId person, Admitted admitted) {
  std::lock_guard lock(mutex_);
  auto number = ++last_number_;
  watchers_.emplace(number, Watcher{std::move(socket), person, std::move(admitted), {}});
  return std::make_unique<Seat>(*this, number);
}

void Hub::publish(std::int64_t seq, std::string_view kind, std::int64_t id, const MaySee& may_see) {
  std::vector<std::pair<PersonId, std::shared_ptr<http::LiveSocket>>> candidates;
  {
    std::lock_guard lock(mutex_);
    auto found = watched_by_.find(id);
    if (found == watched_by_.end()) return;
    candidates.reserve(found->second.size());
    for (auto number : found->second) {
      auto& watcher = watchers_.at(number);
      candidates.emplace_back(watcher.person, watcher.socket);
    }
  }
  std::unordered_map<PersonId, bool> known;
  auto text = std::make_shared<const std::string>(fmt::format(R"({{"seq":{},"kind":"{}","id":"{}"}})", seq, kind, id));
  for (auto& [person, socket] : candidates) {
    auto [answer, is_new] = known.try_emplace(person, false);
    if (is_new) answer->second = may_see(person);
    if (answer->second) socket->send(text);
  }
}

void Hub::resync() {
  auto text = std::make_shared<const std::string>(R"({"resync":true})");
  std::lock_guard lock(mutex_);
  for (auto& [number, watcher] : watchers_) watcher.socket->send(text);
}

void Hub::review() {
  std::vector<std::pair<Admitted, std::shared_ptr<http::LiveSocket>>> all;
  {
    std::lock_guard lock(mutex_);
    all.reserve(watchers_.size());
    for (auto& [number, watcher] : watchers_) all.emplace_back(watcher.admitted, watcher.socket);
  }
  for (auto& [admitted, socket] : all)
    if (!admitted()) socket->close(1008);
}

std::size_t Hub::sockets() const {
  std::lock_guard lock(mutex_);
  return watchers_.size();
}

void Hub::leave(std::uint64_t number) {
  std::shared_ptr<http::LiveSocket> last;  // destroyed outside the lock
  std::lock_guard lock(mutex_);
  auto found = watchers_.find(number);
  unwatch(number, found->second.ids);
  last = std::move(found->second.socket);
  watchers_.erase(found);
}

void Hub::unwatch(std::uint64_t number, const std::vector<std::int64_t>& ids) {
  for (auto id : ids) {
    auto found = watched_by_.find(id);
    std::erase(found->second, number);
    if (found->second.empty()) watched_by_.erase(found);
  }
}

}  // namespace live
