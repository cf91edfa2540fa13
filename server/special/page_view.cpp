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
         kind == wiki::page_zoned || kind.starts_with("space.") || kind == auth::rights_changed;
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
    pages_.clear();
    by_use_.clear();
    bytes_ = 0;
    return;
  }
  for (auto& change : changes) {
    auto page = pages_.find(change.subject_id);
    if (page == pages_.end()) continue;
    auto variants = page->second.kept;
    for (auto variant : variants) drop(entries_.find({change.subject_id, variant}));
  }
}

void PageViews::drop(std::unordered_map<Key, Kept, KeyHash>::iterator found) {
  auto page = pages_.find(found->first.first);
  std::erase(page->second.kept, found->first.second);
  if (page->second.kept.empty()) pages_.erase(page);
  bytes_ -= found->second.bytes;
  by_use_.erase(found->second.used);
  entries_.erase(found);
}

void PageViews::drop_oldest() {
  while (bytes_ > bytes_max_ && !by_use_.empty()) drop(entries_.find(by_use_.back()));
}

std::shared_ptr<const PageViews::Entry> PageViews::find(const Key& key) {
  std::lock_guard lock(guard_);
  auto found = entries_.find(key);
  if (found == entries_.end()) return nullptr;
  by_use_.splice(by_use_.begin(), by_use_, found->second.used);
  return found->second.entry;
}

std::optional<PageViews::Zones> PageViews::zones(std::int64_t page) {
  std::lock_guard lock(guard_);
  auto found = pages_.find(page);
  if (found == pages_.end()) return {};
  return found->second.zones;
}

void PageViews::keep(const Key& key, Zones zones, std::shared_ptr<const Entry> entry, std::uint64_t page_stamp,
                     std::uint64_t tree_stamp) {
  if (zones.others.size() > others_max) return;
  std::lock_guard lock(guard_);
  if (stamp(key.first) != page_stamp || tree_stamp_ != tree_stamp || entries_.contains(key)) return;
  auto bytes = entry->content->size();
  by_use_.push_front(key);
  entries_[key] = {std::move(entry), by_use_.begin(), {}, bytes};
  auto& page = pages_[key.first];
  page.zones = std::move(zones);
  page.kept.push_back(key.second);
  bytes_ += bytes;
  drop_oldest();
}

PageViews::Variant PageViews::variant(const auth::Viewer& viewer, auth::Level own, const Zones& zones) {
  Variant bits = own >= auth::Level::edit ? 1 : 0;
  for (std::size_t i = 0; i < zones.others.size(); ++i)
    if (level(viewer, zones.others[i])) bits |= Variant{2} << i;
  return bits;
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
  Answer asked{std::string(request.header("accept-encoding")), std::string(request.header("if-none-match")),
               request.id, {}, nullptr};
  if (auto known = zones(*id)) {
    auto allowed = level(viewer, known->own);
    if (!allowed) throw Failure(Problem::not_found, "page_not_found");
    asked.level = *allowed;
    asked.key = {*id, variant(viewer, *allowed, *known)};
    asked.entry = find(asked.key);
    if (asked.entry) return answer(asked, respond);
  }
  render(asked, *id, context.viewer, respond);
}

// Not kept: rendering a long text takes milliseconds, so it is done on the pool.
void PageViews::render(const Answer& asked, std::int64_t page, const std::shared_ptr<const auth::Viewer>& viewer,
                       const http::Respond& respond) {
  auto waiting = std::make_shared<Answer>(asked);
  auto page_stamp = stamp(page).load(std::memory_order_acquire);
  auto tree_stamp = tree_stamp_.load(std::memory_order_acquire);
  store_.read_heavy(
      [this, page, viewer, waiting, page_stamp, tree_stamp](ReadTx& tx) {
        auto viewed = wiki::viewed_page(tx, *viewer, {page});
        auto content = std::make_shared<const std::string>(members_of(viewed.view));
        waiting->level = viewed.level;
        waiting->entry =
            std::make_shared<const Entry>(Entry{content, storage::hex(storage::sha256(*content).substr(0, 8))});
        Zones zones{viewed.zone, {}};
        Variant bits = viewed.level >= auth::Level::edit ? 1 : 0;
        for (std::size_t i = 0; i < viewed.others.size(); ++i) {
          zones.others.push_back(viewed.others[i].zone);
          if (i < others_max && viewed.others[i].visible) bits |= Variant{2} << i;
        }
        waiting->key = {page, bits};
        keep(waiting->key, std::move(zones), waiting->entry, page_stamp, tree_stamp);
      },
      [this, waiting, respond](std::exception_ptr error) {
        if (error) return respond(http::problem(error, waiting->request));
        answer(*waiting, respond);
      });
}

void PageViews::answer(const Answer& asked, const http::Respond& respond) {
  auto& content = asked.entry->content;
  auto coding = http::coding_for(asked.accept_encoding, content->size());
  auto etag = "\"" + asked.entry->digest + "-" + std::to_string(int(asked.level)) + "-" +
              std::to_string(wiki::renderer_version);
  if (coding) etag.append("-").append(http::name_of(*coding));
  etag += '"';
  http::Response response{
      200,
      {{"etag", etag},
       {"cache-control", "private, no-cache"},
       {"vary", "Cookie, Authorization, Stafette-View-As, Accept-Encoding"}},
      {}};
  if (http::names_etag(asked.if_none_match, etag)) {
    response.status = 304;
    return respond(std::move(response));
  }
  response.headers.emplace_back("content-type", "application/json");
  auto head = "{\"abilities\":" + json::encode(wiki::abilities(asked.level)) + ",";
  response.body = http::FramedBody{std::move(head), content, "}"};
  if (coding) return send_compressed(asked, *coding, std::move(response), respond);
  respond(std::move(response));
}

// Compressed once, on the pool; kept while the entry is.
void PageViews::send_compressed(const Answer& asked, http::Coding coding, http::Response response,
                                const http::Respond& respond) {
  auto send = [coding, respond](http::Response plain, http::SharedBody body) {
    plain.headers.emplace_back("content-encoding", http::name_of(coding));
    plain.body = std::move(body);
    respond(std::move(plain));
  };
  std::pair variant{asked.level, coding};
  http::SharedBody kept;
  {
    std::lock_guard lock(guard_);
    auto found = entries_.find(asked.key);
    if (found != entries_.end() && found->second.entry == asked.entry) {
      auto known = found->second.compressed.find(variant);
      if (known != found->second.compressed.end()) kept = known->second;
    }
  }
  if (kept) return send(std::move(response), std::move(kept));
  store_.heavy_pool().post([this, key = asked.key, entry = asked.entry, variant, coding, send,
                            response = std::move(response)]() mutable {
    auto& framed = std::get<http::FramedBody>(response.body);
    auto body = std::make_shared<const std::string>(
        http::compressed(framed.head + *framed.middle + framed.tail, coding, http::Effort::thorough));
    {
      std::lock_guard lock(guard_);
      auto found = entries_.find(key);
      if (found != entries_.end() && found->second.entry == entry &&
          found->second.compressed.emplace(variant, body).second) {
        found->second.bytes += body->size();
        bytes_ += body->size();
        drop_oldest();
      }
    }
    send(std::move(response), std::move(body));
  });
}

}  // namespace server
