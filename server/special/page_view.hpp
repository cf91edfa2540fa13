// GET /api/pages/{page}: the most asked question. What every reader of a page sees alike is kept as ready JSON in
// bounded memory and framed with the viewer's abilities, and compressed beside it; rights are checked on every request.
#pragma once
#include <server/http/compression.hpp>
#include <server/special/sign_in.hpp>
#include <wiki/pages/page.hpp>

#include <array>
#include <list>
#include <map>

namespace server {

class PageViews {
 public:
  PageViews(storage::Store&, const RightsGeneration&, std::size_t bytes_max);
  void add_routes(http::Routes&);

 private:
  struct Entry {
    http::SharedBody content;  // members of the page's JSON without the braces
    std::string digest;        // of the content, for the ETag
  };
  // What a page shows depends on the revision (bit 0: the head, for editors) and on which zones of its surroundings the
  // viewer may read (a bit each).
  using Variant = std::uint32_t;
  static constexpr std::size_t others_max = 31;
  using Key = std::pair<std::int64_t, Variant>;
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::uint64_t>{}(std::uint64_t(key.first) * 0x9E3779B97F4A7C15u + key.second);
    }
  };
  struct Zones {
    Id<auth::Zone> own;
    std::vector<Id<auth::Zone>> others;
  };

  // One question, and what answers it: enough to go on with on another thread.
  struct Answer {
    std::string accept_encoding, if_none_match, request;
    Key key{};
    std::shared_ptr<const Entry> entry;
    auth::Level level = auth::Level::read;
  };

  void view(const http::Request&, const http::Context&, const http::Respond&);
  void answer(const Answer&, const http::Respond&);
  void send_compressed(const Answer&, http::Coding, http::Response, const http::Respond&);
  std::optional<auth::Level> level(const auth::Viewer&, Id<auth::Zone>);
  Variant variant(const auth::Viewer&, auth::Level, const Zones&);
  void render(const Answer&, std::int64_t page, const std::shared_ptr<const auth::Viewer>&, const http::Respond&);
  std::optional<Zones> zones(std::int64_t page);
  std::shared_ptr<const Entry> find(const Key&);
  void keep(const Key&, Zones, std::shared_ptr<const Entry>, std::uint64_t page_stamp, std::uint64_t tree_stamp);
  void forget(const std::vector<storage::Change>&);
  std::atomic<std::uint64_t>& stamp(std::int64_t page) { return stamps_[std::size_t(page) % stamps_.size()]; }

  storage::Store& store_;
  const RightsGeneration& generation_;
  std::size_t bytes_max_;

  // Raised before a change is acknowledged; an entry read under an older stamp is never kept.
  std::array<std::atomic<std::uint64_t>, 1024> stamps_{};
  std::atomic<std::uint64_t> tree_stamp_{0};

  std::mutex guard_;  // guards everything below
  struct Kept {
    std::shared_ptr<const Entry> entry;
    std::list<Key>::iterator used;
    std::map<std::pair<auth::Level, http::Coding>, http::SharedBody> compressed;  // whole answers
    std::size_t bytes = 0;                                                        // of both
  };
  void drop(std::unordered_map<Key, Kept, KeyHash>::iterator);
  void drop_oldest();
  std::unordered_map<Key, Kept, KeyHash> entries_;
  struct Page {
    Zones zones;
    std::vector<Variant> kept;
  };
  std::unordered_map<std::int64_t, Page> pages_;  // those with entries
  std::list<Key> by_use_;  // newest first
  std::size_t bytes_ = 0;
  struct Decision {
    std::uint64_t generation;
    std::optional<auth::Level> level;
  };
  std::unordered_map<std::uint64_t, Decision> decisions_;  // by person and zone
};

}  // namespace server
