// Whose documents are they? Every match passes here before it is ranked, counted or shown: zones come from the live
// tables of the same snapshot, never from the index, so that a page that moved is right at once.
#pragma once
#include <auth/viewer.hpp>
#include <storage/tx.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace search {

using Admits = std::function<bool(std::int64_t page)>;

// What the viewer may find, narrowed to zones (of a space) and to pages if given.
class Rights {
 public:
  Rights(ReadTx&, const Viewer&, const std::optional<std::vector<Id<auth::Zone>>>& zones, Admits);
  bool allow(std::int64_t page, std::int64_t zone, std::int64_t min_level) const;

 private:
  std::unordered_map<std::int64_t, std::int64_t> level_;  // by zone
  Admits admits_;
};

// The document that a row of the index belongs to. Rows must be asked for in descending order; documents follow each
// other on one open query, so only one such walk may be alive on a connection.
class Walk {
 public:
  struct Place {
    std::int64_t first = 0, page = 0;
    std::size_t title_words = 0;
    bool allowed = false;
    std::string_view lengths;  // valid until the next call
  };
  Walk(ReadTx&, const Rights&);
  ~Walk();
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  const Place& at(std::int64_t row);

 private:
  void read();
  const Rights& rights_;
  storage::Statement& statement_;
  Place place_;
  bool started_ = false;
};

}  // namespace search
