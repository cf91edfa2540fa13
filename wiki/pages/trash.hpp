// The trash (Papierkorb): a page goes there with its subtree and comes back the same way, in steps (settle.hpp). From
// the first step into the trash until the last step out of it nothing of it shows. Only managers of the space delete
// for good.
#pragma once
#include <wiki/pages/head.hpp>
#include <wiki/pages/space.hpp>

namespace wiki {

struct TrashedPage {
  Id<Page> id;
  std::string title, path;
  Time trashed_at;
  PersonRef trashed_by;
  std::int64_t pages;  // thrown away together
};
BOOST_DESCRIBE_STRUCT(TrashedPage, (), (id, title, path, trashed_at, trashed_by, pages))

std::vector<TrashedPage> trash(ReadTx&, const Viewer&, const Slug& space);  // newest first, for those who may edit

// Hides all of it at once. forbidden "subtree_closed" when a subtree below has a list under which the viewer may not
// edit.
void trash_page(WriteTx&, const Viewer&, Id<Page>);

struct UntrashInput {
  std::optional<Id<Page>> parent;
};
BOOST_DESCRIBE_STRUCT(UntrashInput, (), (parent))
struct Untrashed {
  Id<Page> id;
  std::string path;
};
BOOST_DESCRIBE_STRUCT(Untrashed, (), (id, path))
// Back to its place; below `parent` or at the top when the old parent is gone. It comes under the list of its place;
// when the page whose list held for it is gone, that list becomes its own. Nothing of it shows before all of it does.
// conflict "still_settling" while it is on its way.
Untrashed untrash_page(WriteTx&, const Viewer&, Id<Page>, const UntrashInput&);

// Text, history, links and attachments are gone for good; blobs follow by a job. forbidden below manage, on any of it;
// conflict "still_settling".
void purge_page(WriteTx&, const Viewer&, Id<Page>);

}  // namespace wiki
