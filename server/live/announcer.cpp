#include <auth/access.hpp>
#include <base/failure.hpp>
#include <server/live/announcer.hpp>
#include <wiki/pages/head.hpp>

namespace live {
namespace {

constexpr std::size_t commits_waiting_max = 1024;

}  // namespace

Announcer::Announcer(storage::Store& store, Hub& hub) : store_(store), hub_(hub), thread_(1, commits_waiting_max) {
  store.listen([this](const std::vector<storage::Change>& changes) {
    if (hub_.sockets() == 0) return;
    try {
      thread_.post([this, changes] { announce(changes); });
    } catch (const Failure&) {
      hub_.resync();
    }
  });
}

void Announcer::announce(const std::vector<storage::Change>& changes) {
  for (auto& change : changes) {
    if (change.kind == auth::rights_changed) hub_.review();
    if (!change.kind.starts_with("page.") && change.kind != wiki::page_zoned) continue;
    hub_.publish(change.seq, change.kind, change.subject_id, [&](Hub::PersonId person) {
      return store_.read([&](ReadTx& tx) {
        return tx.one<bool>(
            "SELECT EXISTS (SELECT 1 FROM readable WHERE person_id = $1 AND zone_id IN ($2, $3) AND level >= 10)",
            person, change.zone_before, change.zone_after);
      });
    });
  }
}

}  // namespace live
