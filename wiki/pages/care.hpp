// The care of a page: labels (Schlagwörter), who is responsible (Verantwortliche) – a person, a post or a unit – and
// the day on which somebody shall look whether it is still true (Prüftermin).
#pragma once
#include <wiki/pages/head.hpp>
#include <wiki/pages/space.hpp>

namespace wiki {

struct Labels {
  std::vector<Line<60>> labels;  // at most 50
};
BOOST_DESCRIBE_STRUCT(Labels, (), (labels))
Labels set_labels(WriteTx&, const Viewer&, Id<Page>, const Labels&);

struct LabelCount {
  std::string label;
  std::int64_t pages;
};
BOOST_DESCRIBE_STRUCT(LabelCount, (), (label, pages))
std::vector<LabelCount> labels(ReadTx&, const Viewer&, const Slug& space);  // of readable pages only
// By title; only of that space, if given.
std::vector<std::int64_t> pages_labelled(ReadTx&, const Viewer&, std::string_view label,
                                         const std::optional<std::string>& space);

struct OwnerInput {
  auth::PrincipalKind kind;  // person, post or unit
  Id<auth::Subject> id;
};
BOOST_DESCRIBE_STRUCT(OwnerInput, (), (kind, id))
struct CareInput {
  std::optional<OwnerInput> owner;
  std::optional<Date> review_on;
};
BOOST_DESCRIBE_STRUCT(CareInput, (), (owner, review_on))
struct Care {
  std::optional<auth::PrincipalRef> owner;
  std::optional<Date> review_on;
};
BOOST_DESCRIBE_STRUCT(Care, (), (owner, review_on))
Care set_care(WriteTx&, const Viewer&, Id<Page>, const CareInput&);  // invalid "owner_not_found"

}  // namespace wiki
