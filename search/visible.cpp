#include <search/visible.hpp>

#include <algorithm>
#include <limits>
#include <unordered_set>

namespace search {
namespace {

constexpr int steps_max = 16;  // documents further away are sought by key

struct ZoneLevel {
  std::int64_t zone_id, level;
};
BOOST_DESCRIBE_STRUCT(ZoneLevel, (), (zone_id, level))

}  // namespace

Rights::Rights(ReadTx& tx, const Viewer& viewer, const std::optional<std::vector<Id<auth::Zone>>>& zones, Admits admits)
    : admits_(std::move(admits)) {
  std::optional<std::unordered_set<std::int64_t>> wanted;
  if (zones) {
    wanted.emplace();
    for (auto zone : *zones) wanted->insert(zone.value);
  }
  for (auto& row : tx.all<ZoneLevel>("SELECT zone_id, level FROM readable WHERE person_id = $1", viewer.person)) {
    if (wanted && !wanted->contains(row.zone_id)) continue;
    auto& level = level_[row.zone_id];
    level = std::max(level, std::min(row.level, std::int64_t(viewer.ceiling)));
  }
}

bool Rights::allow(std::int64_t page, std::int64_t zone, std::int64_t min_level) const {
  auto level = level_.find(zone);
  if (level == level_.end() || level->second < min_level) return false;
  return !admits_ || admits_(page);
}

Walk::Walk(ReadTx& tx, const Rights& rights)
    : rights_(rights), statement_(tx.connection().prepare(R"(
          SELECT d.first, d.page, d.min_level, z.zone_id, d.words, d.lengths
            FROM search.document d
            LEFT JOIN page_zone z ON z.page_id = d.page
           WHERE d.first <= $1
           ORDER BY d.first DESC)")) {
  place_.first = std::numeric_limits<std::int64_t>::max();
}

Walk::~Walk() {
  statement_.reset();
}

void Walk::read() {
  place_.first = statement_.integer(0);
  place_.page = statement_.integer(1);
  place_.allowed = rights_.allow(place_.page, statement_.integer(3), statement_.integer(2));
  place_.title_words = std::size_t(statement_.integer(4));
  place_.lengths = place_.allowed ? statement_.blob(5) : std::string_view();
}

const Walk::Place& Walk::at(std::int64_t row) {
  for (int i = 0; started_ && i < steps_max && place_.first > row; ++i) {
    if (!statement_.step()) break;
    read();
  }
  if (place_.first > row) {
    statement_.reset();
    statement_.bind(1, row);
    started_ = true;
    if (statement_.step())
      read();
    else
      place_ = {};
  }
  return place_;
}

}  // namespace search
