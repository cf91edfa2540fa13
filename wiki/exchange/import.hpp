// Import of a folder of Markdown (Übernahme) into one space, in two passes: places first, then texts, whose links to
// each other become links by page id. Running it again takes over only what changed; a page that somebody edited in
// between is never overwritten.
#pragma once
#include <storage/blobs.hpp>
#include <storage/store.hpp>
#include <wiki/exchange/summary.hpp>
#include <wiki/names.hpp>

#include <filesystem>

namespace wiki {

struct ImportOptions {
  std::filesystem::path folder;
  Slug space;                                   // founded when there is none
  std::optional<Line<200>> space_title = {};    // of a new one; its slug unless told
  std::optional<Level> everyone = Level::read;  // what all who are signed in may do in a new one
  Id<Person> author;                            // signs the texts, manages a new space
  unsigned threads = 0;                         // 0: one a core
};

// Blocks until everything is stored; may run while people read and write. Killed at any moment, the next run finishes.
// invalid "folder_not_found", "wrong_slug"; unavailable when the store cannot write. Not on I/O threads.
ImportSummary run_import(storage::Store&, const storage::Blobs&, const ImportOptions&, const ReportProgress& = {});

}  // namespace wiki
