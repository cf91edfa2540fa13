#include <wiki/pages/care.hpp>

#include <set>

namespace wiki {

namespace {

constexpr std::size_t labels_max = 50;

struct Owner {
  Id<auth::Principal> principal;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(Owner, (), (principal, name))

Owner owner_meant(ReadTx& tx, const OwnerInput& in) {
  auto owner = tx.maybe<Owner>(R"(
      SELECT n.principal_id AS principal, n.name
        FROM named_principal n
       WHERE n.kind = $1 AND n.subject_id = $2 AND n.kind IN ('person', 'post', 'unit')
         AND NOT EXISTS (SELECT 1 FROM person p WHERE n.kind = 'person' AND p.id = n.subject_id AND p.active = 0)
         AND NOT EXISTS (SELECT 1 FROM person_role r
                          WHERE n.kind = 'person' AND r.person_id = n.subject_id AND r.role = 'technical')
         AND NOT EXISTS (SELECT 1 FROM unit u WHERE n.kind = 'unit' AND u.id = n.subject_id AND u.active = 0))",
                               in.kind, in.id);
  if (!owner) throw Failure(Problem::invalid, "owner_not_found", "/owner");
  return *owner;
}

}  // namespace

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
        FROM page_label l JOIN shown_page p ON p.id = l.page_id
       WHERE p.space_id = $1
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
       GROUP BY l.label ORDER BY l.label)",
                            head.id, viewer.person);
}

std::vector<std::int64_t> pages_labelled(ReadTx& tx, const Viewer& viewer, std::string_view label,
                                         const std::optional<std::string>& space) {
  return tx.all<std::int64_t>(R"(
      SELECT p.id
        FROM page_label l JOIN shown_page p ON p.id = l.page_id
       WHERE l.label = $1
         AND ($3 IS NULL OR EXISTS (SELECT 1 FROM space s WHERE s.id = p.space_id AND s.slug = $3))
         AND p.zone_id IN (SELECT zone_id FROM readable WHERE person_id = $2 AND level >= 10)
       ORDER BY p.title, p.id)",
                              label, viewer.person, space);
}

Care set_care(WriteTx& tx, const Viewer& viewer, Id<Page> page, const CareInput& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  Care care{{}, in.review_on};
  std::optional<Id<auth::Principal>> principal;
  if (in.owner) {
    auto owner = owner_meant(tx, *in.owner);
    principal = owner.principal;
    care.owner = {in.owner->kind, in.owner->id, owner.name};
  }
  tx.run("UPDATE page SET owner_id = $2, review_on = $3 WHERE id = $1", page, principal, in.review_on);
  tx.changed(page_cared, page, head.zone);
  return care;
}

}  // namespace wiki
