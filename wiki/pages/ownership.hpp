// Pages without anybody responsible (verwaiste Seiten, A-123): the person left, nobody holds the post, the unit was
// dissolved. Titles are for those who can mend it; everybody else learns numbers of pages per space, never of persons.
#pragma once
#include <wiki/pages/link.hpp>
#include <wiki/pages/space.hpp>

namespace wiki {

BOOST_DEFINE_ENUM_CLASS(Loss, person_left, post_vacant, unit_dissolved)

struct OrphanedPage {
  Id<Page> page;
  std::string title, path, space, space_title;
  auth::PrincipalRef owner;
  Loss loss;
};
BOOST_DESCRIBE_STRUCT(OrphanedPage, (), (page, title, path, space, space_title, owner, loss))
struct OrphanedPages {
  std::vector<OrphanedPage> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(OrphanedPages, (), (items, next))
// Those that the viewer may edit, by space and path.
OrphanedPages orphaned_pages(ReadTx&, const Viewer&, const PageQuery&);

struct OrphansInSpace {
  std::string space, space_title;
  std::int64_t pages;
};
BOOST_DESCRIBE_STRUCT(OrphansInSpace, (), (space, space_title, pages))
// How many in which space, for administrators and the role coordination, who need not read what is in it. forbidden
// "role_needed".
std::vector<OrphansInSpace> ownership_report(ReadTx&, const Viewer&);

// Tells those who manage them that pages of a person who left need somebody else; the job auth::person_left_job.
void tell_of_owner_left(WriteTx&, Id<Person>);

}  // namespace wiki
