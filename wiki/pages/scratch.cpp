#include <storage/compression.hpp>
#include <wiki/pages/history.hpp>
#include <wiki/pages/revision.hpp>
#include <wiki/pages/scratch.hpp>

namespace wiki {
namespace {

struct Row {
  std::int64_t base_revision, epoch, seq;
  std::optional<std::string> title;
  Blob frame;
  Time saved_at;
};
BOOST_DESCRIBE_STRUCT(Row, (), (base_revision, epoch, seq, title, frame, saved_at))

}  // namespace

Receipt keep_scratch(WriteTx& tx, const Viewer& viewer, Id<Page> page, const ScratchInput& in) {
  require_page(tx, viewer, page, Level::edit);
  if (in.epoch < 0) throw Failure(Problem::invalid, "out_of_range", "/epoch");
  if (in.seq < 0) throw Failure(Problem::invalid, "out_of_range", "/seq");
  std::int64_t base = in.base_revision ? in.base_revision->value : 0;
  tx.run(R"(INSERT INTO scratch (page_id, person_id, base_revision, epoch, seq, title, frame, saved_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (page_id, person_id) DO UPDATE
               SET base_revision = excluded.base_revision, epoch = excluded.epoch, seq = excluded.seq,
                   title = excluded.title, frame = excluded.frame, saved_at = excluded.saved_at
             WHERE (excluded.epoch, excluded.seq) > (scratch.epoch, scratch.seq))",
         page, viewer.person, base, in.epoch, in.seq, in.title, Blob{storage::compress(in.markdown.str())}, tx.now());
  return tx.system("the viewer's own unsaved text")
      .one<Receipt>("SELECT epoch, seq FROM scratch WHERE page_id = $1 AND person_id = $2", page, viewer.person);
}

void drop_scratch(WriteTx& tx, const Viewer& viewer, Id<Page> page) {
  require_page(tx, viewer, page, Level::read);
  tx.run("DELETE FROM scratch WHERE page_id = $1 AND person_id = $2", page, viewer.person);
}

Source source(ReadTx& tx, const Viewer& viewer, Id<Page> page) {
  auto head = require_page(tx, viewer, page, Level::read);
  Source found{page, visible_revision(head), head.title, "", {}};
  if (found.revision) {
    auto shown = revision_source(tx, viewer, page, *found.revision);
    found.title = shown.title;
    found.markdown = std::move(shown.markdown);
  }
  auto row = tx.system("the viewer's own unsaved text")
                 .maybe<Row>("SELECT base_revision, epoch, seq, title, frame, saved_at FROM scratch "
                             "WHERE page_id = $1 AND person_id = $2",
                             page, viewer.person);
  if (!row) return found;
  std::optional<Id<Revision>> base;
  if (row->base_revision) base = Id<Revision>{row->base_revision};
  found.scratch = Scratch{base, row->epoch, row->seq, storage::decompress(row->frame.bytes), row->title, row->saved_at};
  return found;
}

}  // namespace wiki
