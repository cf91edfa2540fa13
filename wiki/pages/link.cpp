#include <wiki/pages/link.hpp>
#include <wiki/pages/space.hpp>

#include <map>

namespace wiki {
namespace {

bool is_relative(std::string_view target) {
  if (target.empty() || target[0] == '/' || target[0] == '#' || target[0] == '\\') return false;
  auto colon = target.find(':');
  return colon == std::string_view::npos || target.find_first_of("/?#") < colon;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string decoded_target(std::string_view target) {
  std::string out;
  target = target.substr(0, target.find('#'));
  if (target.starts_with("./")) target.remove_prefix(2);
  for (std::size_t i = 0; i < target.size(); ++i) {
    bool escape =
        target[i] == '%' && i + 2 < target.size() && hex_digit(target[i + 1]) >= 0 && hex_digit(target[i + 2]) >= 0;
    out += escape ? char(hex_digit(target[i + 1]) * 16 + hex_digit(target[i + 2])) : target[i];
    if (escape) i += 2;
  }
  return out;
}

std::optional<Id<Page>> page_of_target(std::string_view target) {
  if (!target.starts_with("/p/")) return {};
  auto id = parse_id(target.substr(3, target.find_first_of("#?") - 3));
  if (!id) return {};
  return Id<Page>{*id};
}

std::vector<PageLink> page_links(std::string_view text, const std::vector<PageLink>& before) {
  std::multimap<std::string, std::string> originals;  // in order per target
  for (auto& link : before)
    if (link.original) originals.emplace(link.target, *link.original);
  std::vector<PageLink> links;
  for (auto& destination : destinations(text)) {
    PageLink link{destination.ordinal, destination.target, page_of_target(destination.target), {}};
    if (!link.target_id && !is_relative(link.target)) continue;
    if (!link.target_id) link.target = decoded_target(link.target);
    auto original = originals.find(link.target);
    if (original != originals.end()) {
      link.original = original->second;
      originals.erase(original);
    }
    links.push_back(std::move(link));
  }
  return links;
}

std::vector<Backlink> backlinks(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  require_page(tx, viewer, page, Level::read);
  return tx.all<Backlink>(R"(
      SELECT p.id AS page, p.title, p.path, s.slug AS space
        FROM shown_page p JOIN space s ON s.id = p.space_id
       WHERE p.id IN (SELECT l.page_id FROM page_link l WHERE l.target_id = $1)
         AND p.id <> $1
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
       ORDER BY p.title, p.id
       LIMIT 500)",
                          page, viewer.person);
}

int checked_limit(const std::optional<int>& limit, int usual, int most) {
  int wanted = limit.value_or(usual);
  if (wanted < 1 || wanted > most) throw Failure(Problem::invalid, "out_of_range", "limit");
  return wanted;
}

std::int64_t checked_cursor(const std::optional<Line<60>>& cursor) {
  if (!cursor) return 0;
  auto number = parse_id(cursor->str());
  if (!number) throw Failure(Problem::invalid, "wrong_cursor", "cursor");
  return *number;
}

BrokenLinks broken_links(ReadTx& tx, const Viewer& viewer, const Slug& space, const PageQuery& query) {
  auto head = require_space(tx, viewer, space, Level::read);
  int limit = checked_limit(query.limit, 100, 500);
  auto offset = checked_cursor(query.cursor);
  BrokenLinks found;
  found.items = tx.all<BrokenLink>(R"(
      SELECT p.id AS page, p.title, l.target
        FROM shown_page p JOIN page_link l ON l.page_id = p.id
       WHERE p.space_id = $1
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
         AND CASE WHEN l.target_id IS NULL
                  THEN NOT EXISTS (SELECT 1 FROM attachment a WHERE a.page_id = p.id AND a.name = l.target)
                  ELSE NOT EXISTS (SELECT 1 FROM shown_page t WHERE t.id = l.target_id) END
       ORDER BY p.path, l.ordinal
       LIMIT $3 OFFSET $4)",
                                   head.id, viewer.person, limit + 1, offset);
  if (int(found.items.size()) > limit) {
    found.items.pop_back();
    found.next = std::to_string(offset + limit);
  }
  return found;
}

}  // namespace wiki
