// Scratch (ungesicherter Text): what somebody has typed but not saved, kept on the server, one per person and page.
// Nobody else sees it. A receipt says which keystrokes have arrived; older ones never replace newer ones.
#pragma once
#include <wiki/pages/head.hpp>
#include <wiki/pages/markdown_text.hpp>

namespace wiki {

struct ScratchInput {
  std::optional<Id<Revision>> base_revision;  // absent on a page without text
  std::int64_t epoch;  // of the editing session, chosen by the client, ascending
  std::int64_t seq;    // within it, ascending
  Markdown markdown;
  std::optional<Title> title;
};
BOOST_DESCRIBE_STRUCT(ScratchInput, (), (base_revision, epoch, seq, markdown, title))

struct Receipt {
  std::int64_t epoch, seq;
};
BOOST_DESCRIBE_STRUCT(Receipt, (), (epoch, seq))

// What is stored afterwards, which may be newer than what came.
Receipt keep_scratch(WriteTx&, const Viewer&, Id<Page>, const ScratchInput&);
void drop_scratch(WriteTx&, const Viewer&, Id<Page>);

struct Scratch {
  std::optional<Id<Revision>> base_revision;
  std::int64_t epoch, seq;
  std::string markdown;
  std::optional<std::string> title;
  Time saved_at;
};
BOOST_DESCRIBE_STRUCT(Scratch, (), (base_revision, epoch, seq, markdown, title, saved_at))

// What an editor starts from: the head, and the viewer's own scratch.
struct Source {
  Id<Page> page;
  std::optional<Id<Revision>> revision;
  std::string title, markdown;
  std::optional<Scratch> scratch;
};
BOOST_DESCRIBE_STRUCT(Source, (), (page, revision, title, markdown, scratch))
Source source(ReadTx&, const Viewer&, Id<Page>);

}  // namespace wiki
