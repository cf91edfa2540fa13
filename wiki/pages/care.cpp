#include <wiki/pages/care.hpp>

#include <set>

namespace wiki {

namespace {
constexpr std::size_t labels_max = 50;
}

Labels set_labels(WriteTx& tx, const Viewer& viewer, Id<Page> page, const Labels& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  if (in.labels.size() > labels_max) throw Failure(Problem::invalid, "too_many_items", "/labels");
  tx.run("DELETE FROM page_label WHERE page_id = $1", page);
  std::set<std::string> sorted;
  for (auto& label : in.labels)
    if (!label.empty()) sorted.insert(label.str());
  Labels stored;
  for (auto& label : sorted) {
    tx.run("INSERT INTO page_label (page_id, label) VALUES ($1, $2)", page, label);
    stored.labels.emplace_back(label);
  }
  tx.changed(page_cared, page, head.zone);
  return stored;
}

std::vector<LabelCount> labels(ReadTx& tx, const Viewer& viewer, const Slug& slug) {
  auto head = require_space(tx, viewer, slug, Level::read);
  return tx.all<LabelCount>(R"(
      SELECT l.label, count(*) AS pages
        FROM page_label l JOIN page p ON p.id = l.page_id
       WHERE p.space_id = $1 AND p.trashed_at IS NULL
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
       GROUP BY l.label ORDER BY l.label)",
                            head.id, viewer.person);
}

std::vector<std::int64_t> pages_labelled(ReadTx& tx, const Viewer& viewer, std::string_view label,
                                         const std::optional<std::string>& space) {
  return tx.all<std::int64_t>(R"(
      SELECT p.id
        FROM page_label l JOIN page p ON p.id = l.page_id
       WHERE l.label = $1 AND p.trashed_at IS NULL
         AND ($3 IS NULL OR EXISTS (SELECT 1 FROM space s WHERE s.id = p.space_id AND s.slug = $3))
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
       ORDER BY p.title, p.id)",
                              label, viewer.person, space);
}

Care set_care(WriteTx& tx, const Viewer& viewer, Id<Page> page, const CareInput& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  Care care{{}, in.review_on};
  if (in.owner) {
    care.owner = tx.maybe<PersonRef>("SELECT id, display_name FROM person WHERE id = $1 AND active = 1", *in.owner);
    if (!care.owner) throw Failure(Problem::invalid, "person_not_found", "/owner");
  }
  tx.run("UPDATE page SET owner_id = $2, review_on = $3 WHERE id = $1", page, in.owner, in.review_on);
  tx.changed(page_cared, page, head.zone);
  return care;
}

}  // namespace wiki
