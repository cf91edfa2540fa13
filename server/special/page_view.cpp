#include <server/http/negotiation.hpp>
#include <server/http/problem.hpp>
#include <server/special/page_view.hpp>
#include <wiki/pages/head.hpp>

#include <storage/blobs.hpp>

namespace server {
namespace {

constexpr std::size_t decisions_max = 100'000;

bool alters_tree(const std::string& kind) {
  return kind == wiki::page_created || kind == wiki::page_moved || kind == wiki::page_renamed ||
         kind == wiki::page_trashed || kind == wiki::page_untrashed || kind == wiki::page_purged ||
         kind.starts_with("space.") || kind == auth::rights_changed;
}

// The members of the object without its braces.
std::string members_of(const wiki::PageContent& content) {
  auto object = json::encode(content);
  return object.substr(1, object.size() - 2);
}

}  // namespace

PageViews::PageViews(storage::Store& store, const RightsGeneration& generation, std::size_t bytes_max)
    : store_(store), generation_(generation), bytes_max_(bytes_max) {
  store.listen([this](const std::vector<storage::Change>& changes) { forget(changes); });
}

void PageViews::add_routes(http::Routes& routes) {
  routes.raw(http::Method::get, "/api/pages/{page}",
             [this](http::Request request, http::Context context, http::Respond respond) {
               view(request, context, respond);
             })
      .names<Id<wiki::Page>>().returns<wiki::PageView>().summary("A page as the viewer may see it");
}

void PageViews::forget(const std::vector<storage::Change>& changes) {
  bool tree = false;
  for (auto& change : changes) {
    tree = tree || alters_tree(change.kind);
    if (change.kind.starts_with("page.")) stamp(change.subject_id).fetch_add(1, std::memory_order_acq_rel);
  }
  if (tree) tree_stamp_.fetch_add(1, std::memory_order_acq_rel);
  std::lock_guard lock(guard_);
  if (tree) {
    entries_.clear();
    by_use_.clear();
    bytes_ = 0;
    return;
  }
  for (auto& change : changes)
    for (bool editors : {false, true}) {
      auto found = entries_.find({change.subject_id, editors});
      if (found == entries_.end()) continue;
      bytes_ -= found->second.entry->content->size();
      by_use_.erase(found->second.used);
      entries_.erase(found);
    }
}

std::shared_ptr<const PageViews::Entry> PageViews::find(const Key& key) {
  std::lock_guard lock(guard_);
  auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, found->second.used);
  return found->second.entry;
}

void PageViews::keep(const Key& key, std::shared_ptr<const Entry> entry, std::uint64_t page_stamp,
                     std::uint64_t tree_stamp) {
  std::lock_guard lock(guard_);
  if (stamp(key.first) != page_stamp || tree_stamp_ != tree_stamp || entries_.contains(key)) return;
  bytes_ += entry->content->size();
  by_use_.push_front(key);
  entries_[key] = {std::move(entry), by_use_.begin()};
  while (bytes_ > bytes_max_ && !by_use_.empty()) {
    auto oldest = entries_.find(by_use_.back());
    bytes_ -= oldest->second.entry->content->size();
    entries_.erase(oldest);
    by_use_.pop_back();
  }
}

std::optional<auth::Level> PageViews::level(const auth::Viewer& viewer, Id<auth::Zone> zone) {
  auto key = std::uint64_t(viewer.person.value) << 32 ^ std::uint64_t(zone.value);
  auto generation = generation_.now();
  std::optional<auth::Level> level;
  bool known = false;
  {
    std::lock_guard lock(guard_);
    auto found = decisions_.find(key);
    known = found != decisions_.end() && found->second.generation == generation;
    if (known) level = found->second.level;
  }
  if (!known) {
    level = store_.read([&](ReadTx& tx) {
      return tx.one<std::optional<auth::Level>>("SELECT max(level) FROM readable WHERE person_id = $1 AND zone_id = $2",
                                                viewer.person, zone);
    });
    std::lock_guard lock(guard_);
    if (decisions_.size() >= decisions_max) decisions_.clear();
    decisions_[key] = {generation, level};
  }
  if (level) level = std::min(*level, viewer.ceiling);
  return level;
}

void PageViews::view(const http::Request& request, const http::Context& context, const http::Respond& respond) {
  auto id = parse_id(context.path.at(0));
  if (!id) throw Failure(Problem::not_found, "page_not_found");
  auto& viewer = *context.viewer;
  for (bool editors : {true, false}) {
    auto entry = find({*id, editors});
    if (!entry) continue;
    auto allowed = level(viewer, entry->zone);
    if (!allowed) throw Failure(Problem::not_found, "page_not_found");
    if ((*allowed >= auth::Level::edit) == editors) return answer(request, *entry, *allowed, respond);
  }
  // Not kept: rendering a long text takes milliseconds, so it is done on the pool.
  struct Waiting {
    http::Request request;
    std::shared_ptr<const Entry> entry;
    auth::Level level = auth::Level::read;
  };
  auto waiting = std::make_shared<Waiting>();
  waiting->request.headers = request.headers;
  waiting->request.id = request.id;
  auto page_stamp = stamp(*id).load(std::memory_order_acquire);
  auto tree_stamp = tree_stamp_.load(std::memory_order_acquire);
  store_.read_heavy(
      [this, id, viewer = context.viewer, waiting, page_stamp, tree_stamp](ReadTx& tx) {
        auto viewed = wiki::viewed_page(tx, *viewer, {*id});
        auto content = std::make_shared<const std::string>(members_of(viewed.view));
        waiting->level = viewed.level;
        waiting->entry =
            std::make_shared<const Entry>(Entry{content, storage::hex(storage::sha256(*content).substr(0, 8)),
                                                viewed.zone, viewed.level >= auth::Level::edit});
        if (viewed.uniform) keep({*id, waiting->entry->editors}, waiting->entry, page_stamp, tree_stamp);
      },
      [this, waiting, respond](std::exception_ptr error) {
        if (error) return respond(http::problem(error, waiting->request.id));
        answer(waiting->request, *waiting->entry, waiting->level, respond);
      });
}

void PageViews::answer(const http::Request& request, const Entry& entry, auth::Level level,
                       const http::Respond& respond) {
  auto etag =
      "\"" + entry.digest + "-" + std::to_string(int(level)) + "-" + std::to_string(wiki::renderer_version) + "\"";
  http::Headers headers = {{"etag", etag}, {"cache-control", "private, no-cache"}, {"vary", "Cookie, Authorization"}};
  if (http::names_etag(request.header("if-none-match"), etag)) return respond({304, std::move(headers), ""});
  headers.emplace_back("content-type", "application/json");
  auto head = "{\"abilities\":" + json::encode(wiki::abilities(level)) + ",";
  respond({200, std::move(headers), http::FramedBody{std::move(head), entry.content, "}"}});
}

}  // namespace server
