// Revisions (Fassungen): the history of a page's text, a chain of hashes in which nothing is changed. The head's text
// lies plain to reach; history is compressed against its predecessor, with a key frame every sixteen.
#pragma once
#include <wiki/pages/head.hpp>
#include <wiki/pages/markdown.hpp>

namespace wiki {

// A destination in a text that concerns this wiki: a page by id, or something relative (an attachment, or broken).
struct PageLink {
  int ordinal;
  std::string target;
  std::optional<Id<Page>> target_id;
  std::optional<std::string> original;
};
BOOST_DESCRIBE_STRUCT(PageLink, (), (ordinal, target, target_id, original))

// A text ready to be stored: checked, compressed and hashed before the transaction.
struct PreparedText {
  std::string frame;       // compressed alone
  std::string delta;       // compressed with the head as prefix; empty for a first revision
  std::int64_t bytes = 0;
  std::string sha256, salt, commitment;  // commitment = SHA-256(salt, text)
  std::vector<PageLink> links;
};

// `predecessor` is the head's text, empty if there is none. Originals of links are carried over from `before`.
// invalid when the text breaks a limit of the dialect.
PreparedText prepare_text(std::string_view text, std::string_view predecessor, const std::vector<PageLink>& before);

struct NewRevision {
  std::string title;
  Id<Person> author;
  std::string comment;
  bool merged = false;
  std::optional<int> restored_from;
};

struct StoredRevision {
  Id<Revision> id;
  int number;
};

// Appends to the page's chain and makes it the head. The caller has checked rights and that the head is still the one
// the text was prepared against; it also announces the change.
StoredRevision append_revision(WriteTx&, Id<Page>, std::optional<Id<Revision>> head, const NewRevision&,
                               const PreparedText&);

// The text of a revision of that page; the caller has checked that the viewer may read it. not_found
// "revision_not_found".
std::string revision_text(ReadTx&, Id<Page>, Id<Revision>);
std::string head_text(ReadTx&, Id<Page>);  // empty for containers
std::vector<PageLink> head_links(ReadTx&, Id<Page>);

// Walks a page's chain: false when a link or a text does not fit.
bool chain_intact(ReadTx&, Id<Page>);

}  // namespace wiki
