#include <wiki/pages/save.hpp>

namespace wiki {
namespace {

struct HeadState {
  std::string title;
  int number;
};
BOOST_DESCRIBE_STRUCT(HeadState, (), (title, number))

HeadState state_of(ReadTx& tx, Id<Page> page, Id<Revision> revision, std::string_view missing,
                   std::string_view field = "/base_revision") {
  auto state =
      tx.system("a revision of a page that the viewer may edit")
          .maybe<HeadState>("SELECT title, number FROM revision WHERE id = $1 AND page_id = $2", revision, page);
  if (!state) throw Failure(Problem::invalid, std::string(missing), std::string(field));
  return *state;
}

// Both changed it to different words: nullopt.
std::optional<std::string> merged_title(const std::string& base, const std::string& mine, const std::string& theirs) {
  if (mine == base || mine == theirs) return theirs;
  if (theirs == base) return mine;
  return {};
}

// A title that the front matter names too is changed there as well, so that an export says the same.
std::string with_title(std::string text, const std::string& before, const std::string& title) {
  if (before == title) return text;
  for (auto& property : properties(text))
    if ((property.key == "Title" || property.key == "title") && property.value == before)
      return with_property(text, property.key, title);
  return text;
}

struct Merged {
  std::string text, title;
  bool merged = false;
};

Merged merge_with_head(ReadTx& tx, const PageHead& head, const SaveInput& in, const std::string& theirs) {
  if (in.base_revision == head.head_revision)
    return {in.markdown ? in.markdown->str() : theirs, in.title ? in.title->str() : head.title, false};
  if (!in.base_revision) throw Failure(Problem::invalid, "required", "/base_revision");
  auto base_state = state_of(tx, head.id, *in.base_revision, "base_unknown");
  auto base = revision_text(tx, head.id, *in.base_revision);
  auto result = merge(base, in.markdown ? in.markdown->str() : base, theirs);
  auto my_title = in.title ? in.title->str() : base_state.title;
  auto title = merged_title(base_state.title, my_title, head.title);
  if (result.clean && title) return {result.text, *title, true};
  SaveConflict conflict{*head.head_revision, {}, {}};
  if (!result.clean) conflict.blocks = std::move(result.blocks);
  if (!title) conflict.title_conflict = {base_state.title, my_title, head.title};
  throw FailureWith<SaveConflict>(Problem::conflict, "page_conflict", std::move(conflict));
}

PreparedSave prepared(ReadTx& tx, const Viewer& viewer, const PageHead& head, Merged wanted,
                      const std::string& theirs) {
  if (wanted.title.empty()) throw Failure(Problem::invalid, "required", "/title");
  wanted.text = with_title(std::move(wanted.text), head.title, wanted.title);
  PreparedSave save;
  save.head = head.head_revision;
  save.unchanged = head.head_revision && wanted.text == theirs && wanted.title == head.title;
  save.renamed = wanted.title != head.title;
  save.revision.title = wanted.title;
  save.revision.author = viewer.person;
  save.revision.merged = wanted.merged;
  if (save.unchanged) return save;
  render(wanted.text);  // refuses what breaks a limit, before anything is stored
  save.text = prepare_text(wanted.text, theirs, head_links(tx, head.id));
  return save;
}

}  // namespace

PreparedSave prepare_save(ReadTx& tx, const Viewer& viewer, Id<Page> page, const SaveInput& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  auto theirs = head_text(tx, page);
  auto wanted = merge_with_head(tx, head, in, theirs);
  auto save = prepared(tx, viewer, head, wanted, theirs);
  save.revision.comment = in.comment ? in.comment->str() : "";
  if (in.markdown && wanted.text != in.markdown->str()) save.markdown = wanted.text;
  return save;
}

Saved save(WriteTx& tx, const Viewer& viewer, Id<Page> page, const PreparedSave& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  if (head.head_revision != in.head) throw HeadMoved{};
  if (!in.keep_scratch)
    tx.run("DELETE FROM scratch WHERE page_id = $1 AND person_id = $2", page, viewer.person);
  if (in.unchanged)
    return {*head.head_revision, state_of(tx, page, *head.head_revision, "base_unknown").number, head.title,
            in.revision.merged, in.markdown};
  auto stored = append_revision(tx, page, head.head_revision, in.revision, in.text);
  tx.changed(in.renamed || head.container ? page_renamed : page_saved, page, head.zone);
  return {stored.id, stored.number, in.revision.title, in.revision.merged, in.markdown};
}

PreparedSave prepare_restore(ReadTx& tx, const Viewer& viewer, Id<Page> page, const RestoreInput& in) {
  auto head = require_page(tx, viewer, page, Level::edit);
  auto old = state_of(tx, page, in.revision, "revision_not_found", "/revision");
  auto save = prepared(tx, viewer, head, {revision_text(tx, page, in.revision), old.title, false}, head_text(tx, page));
  save.revision.comment = in.comment ? in.comment->str() : "";
  save.revision.restored_from = old.number;
  save.keep_scratch = true;
  return save;
}

}  // namespace wiki
