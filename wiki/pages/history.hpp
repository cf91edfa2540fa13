// The history of a page as people read it: its revisions, any two of them compared. It shows who wrote what on this
// page (accountability); no list shows what one person wrote everywhere. Readers see the released text only.
#pragma once
#include <wiki/pages/diff.hpp>
#include <wiki/pages/link.hpp>
#include <wiki/pages/page.hpp>

namespace wiki {

struct RevisionView {
  Id<Revision> revision;
  int number;
  std::string title;
  Time at;
  PersonRef author;
  std::string comment;
  std::string sha256;  // hexadecimal
  std::int64_t bytes;
  std::optional<int> restored_from;
  bool merged;
};
BOOST_DESCRIBE_STRUCT(RevisionView, (),
                      (revision, number, title, at, author, comment, sha256, bytes, restored_from, merged))

struct RevisionList {
  std::vector<RevisionView> items;
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(RevisionList, (), (items, next))
RevisionList revisions(ReadTx&, const Viewer&, Id<Page>, const PageQuery&);  // newest first

struct RevisionPage : RevisionView {
  std::string html;
  std::vector<Heading> toc;
};
BOOST_DESCRIBE_STRUCT(RevisionPage, (RevisionView), (html, toc))
RevisionPage revision(ReadTx&, const Viewer&, Id<Page>, Id<Revision>);

struct RevisionSource {
  Id<Revision> revision;
  std::string title, markdown;
};
BOOST_DESCRIBE_STRUCT(RevisionSource, (), (revision, title, markdown))
RevisionSource revision_source(ReadTx&, const Viewer&, Id<Page>, Id<Revision>);

struct DiffQuery {
  Id<Revision> from, to;
};
BOOST_DESCRIBE_STRUCT(DiffQuery, (), (from, to))
struct TitleChange {
  std::string from, to;
};
BOOST_DESCRIBE_STRUCT(TitleChange, (), (from, to))
struct Comparison {
  RevisionView from, to;
  TitleChange title;
  std::vector<Hunk> hunks;
  bool truncated;
};
BOOST_DESCRIBE_STRUCT(Comparison, (), (from, to, title, hunks, truncated))
Comparison comparison(ReadTx&, const Viewer&, Id<Page>, const DiffQuery&);

}  // namespace wiki
