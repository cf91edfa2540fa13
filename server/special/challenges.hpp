// Challenges of passkeys: what a device signs, so that an answer fits one question only. Each is answered once, within
// five minutes, by the person it was given to.
#pragma once
#include <auth/viewer.hpp>

#include <mutex>
#include <string>
#include <unordered_map>

namespace server {

// Kept in memory, 20,000 at most: a restart makes people ask again. Any thread.
class Challenges {
 public:
  explicit Challenges(const Clock& clock) : clock_(clock) {}
  // As base64url. `person` is 0 for somebody who has yet to sign in.
  std::string issue(Id<auth::Person> person);
  // False: unknown, answered already, too old, or somebody else's.
  bool take(const std::string& challenge, Id<auth::Person> person);

 private:
  struct Issued {
    Id<auth::Person> person;
    Time at;
  };
  const Clock& clock_;
  std::mutex guard_;  // guards issued_
  std::unordered_map<std::string, Issued> issued_;
};

}  // namespace server
