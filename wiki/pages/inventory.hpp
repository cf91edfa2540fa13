// What there is in all, whoever may see it: for doctor and backup, which hold no viewer.
#pragma once
#include <wiki/names.hpp>

namespace wiki {

struct Inventory {
  std::int64_t pages, revisions, attachments;
};
BOOST_DESCRIBE_STRUCT(Inventory, (), (pages, revisions, attachments))

Inventory inventory(ReadTx&);
// In order of their ids, also those in the trash; containers have no text and are left out.
std::vector<Id<Page>> pages_after(ReadTx&, Id<Page>, int limit);
std::int64_t searchable_pages(ReadTx&);            // not in the trash
// Whose zone does not follow from their place, at most 20; none while pages wait to be settled.
std::vector<Id<Page>> pages_under_wrong_lists(ReadTx&);
std::vector<std::string> attached_blobs(ReadTx&);  // SHA-256 of every attachment's content, each once

// Gives one person the spaces that another manages: what was imported before anybody administrated.
void share_spaces(WriteTx&, Id<Person> from, Id<Person> to);

}  // namespace wiki
