// The text of attachments (Text der Anlagen), kept for the search: once for each content. The rows are the queue as
// well: a job reads what is due, newest first, a bounded number of times. How it is read, the wiki does not know.
#pragma once
#include <wiki/names.hpp>

namespace wiki {

inline constexpr std::string_view read_attachments_job = "attachments.read";

BOOST_DEFINE_ENUM_CLASS(TextState, waiting, searchable, cut, none, failed)

// For what was just attached; nothing happens when its text is known.
void await_text(WriteTx&, const std::string& sha256);

// The next content to read; nullopt when none is due. It counts as tried from now on, so that what brings the server
// down is not tried for ever.
std::optional<std::string> begin_reading(WriteTx&);

struct ReadText {
  TextState state;    // failed: tried again after a minute and after ten
  int version;        // of what read it
  std::string frame;  // compressed; empty without text
};
// Tells the search about the pages that have it.
void keep_text(WriteTx&, const std::string& sha256, const ReadText&);

// Brings the job when the next is due.
void queue_reading(WriteTx&);
// What was read by another version becomes due.
void read_again(WriteTx&, int version);
// Of contents that are attached nowhere any more.
void forget_texts(WriteTx&);

struct UnreadTexts {
  std::int64_t waiting, failed;
};
BOOST_DESCRIBE_STRUCT(UnreadTexts, (), (waiting, failed))
UnreadTexts unread_texts(ReadTx&);

// For the index: file by file, those without text last.
struct AttachedText {
  std::string id, name, text;
};
std::vector<AttachedText> attached_texts(ReadTx&, Id<Page>);

}  // namespace wiki
