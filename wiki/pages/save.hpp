// Saving a page (Speichern). Whoever saves says which revision they started from; when somebody else saved in between,
// both texts are merged word by word, and only what both changed comes back as a conflict. Nothing typed is ever lost.
#pragma once
#include <wiki/pages/markdown_text.hpp>
#include <wiki/pages/merge.hpp>
#include <wiki/pages/revision.hpp>

namespace wiki {

struct SaveInput {
  std::optional<Title> title;
  std::optional<Markdown> markdown;
  std::optional<Id<Revision>> base_revision;  // required unless the page has no text yet
  std::optional<Comment> comment;
};
BOOST_DESCRIBE_STRUCT(SaveInput, (), (title, markdown, base_revision, comment))

struct Saved {
  Id<Revision> revision;
  int number;
  std::string title;
  bool merged;
  std::optional<std::string> markdown;  // what was stored, when it is not what was sent
};
BOOST_DESCRIBE_STRUCT(Saved, (), (revision, number, title, merged, markdown))

struct TitleConflict {
  std::string base, mine, theirs;
};
BOOST_DESCRIBE_STRUCT(TitleConflict, (), (base, mine, theirs))

struct SaveConflict {
  Id<Revision> head;
  std::vector<MergeBlock> blocks;  // all of the text, in order; empty when only the title is disputed
  std::optional<TitleConflict> title_conflict;
};
BOOST_DESCRIBE_STRUCT(SaveConflict, (), (head, blocks, title_conflict))

struct PreparedSave {
  std::optional<Id<Revision>> head;
  NewRevision revision;
  PreparedText text;
  bool unchanged = false;
  bool renamed = false;
  bool keep_scratch = false;
  std::optional<std::string> markdown;
};

// Merges, checks and compresses, outside the writer. invalid "base_unknown", "required", limits of the dialect;
// FailureWith<SaveConflict>(conflict, "page_conflict").
PreparedSave prepare_save(ReadTx&, const Viewer&, Id<Page>, const SaveInput&);
// Stores what was prepared; HeadMoved when the head is no longer the one it was prepared against.
Saved save(WriteTx&, const Viewer&, Id<Page>, const PreparedSave&);

struct RestoreInput {
  Id<Revision> revision;
  std::optional<Comment> comment;
};
BOOST_DESCRIBE_STRUCT(RestoreInput, (), (revision, comment))
// Brings an old revision back as a new one; stored by save().
PreparedSave prepare_restore(ReadTx&, const Viewer&, Id<Page>, const RestoreInput&);

}  // namespace wiki
