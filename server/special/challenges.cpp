#include <auth/base64url.hpp>
#include <server/special/challenges.hpp>
#include <storage/blobs.hpp>

namespace server {
namespace {

constexpr std::size_t issued_max = 20'000, challenge_bytes = 32;
constexpr std::chrono::minutes age_max{5};

}  // namespace

std::string Challenges::issue(Id<auth::Person> person) {
  auto challenge = auth::base64url(storage::random_bytes(challenge_bytes));
  auto now = clock_.now();
  std::lock_guard lock(guard_);
  if (issued_.size() >= issued_max) std::erase_if(issued_, [&](auto& it) { return it.second.at + age_max <= now; });
  if (issued_.size() >= issued_max) issued_.clear();
  issued_[challenge] = {person, now};
  return challenge;
}

bool Challenges::take(const std::string& challenge, Id<auth::Person> person) {
  std::lock_guard lock(guard_);
  auto found = issued_.find(challenge);
  if (found == issued_.end()) return false;
  auto issued = found->second;
  issued_.erase(found);
  return issued.person == person && clock_.now() < issued.at + age_max;
}

}  // namespace server
