// Export (Ausgabe) of one space or of everything as a folder of Markdown that imports again to the same content. A page
// that came from a file goes back to it, byte for byte, while it stands where it stood; others lie where the tree says.
#pragma once
#include <storage/blobs.hpp>
#include <storage/store.hpp>
#include <wiki/exchange/summary.hpp>
#include <wiki/names.hpp>

#include <filesystem>

namespace wiki {

struct ExportOptions {
  std::filesystem::path folder;    // made if missing; files of other names in it are left alone
  std::optional<Slug> space = {};  // absent: everything, one folder a space
};

// Reads in steps with a snapshot each, so that a long export holds up nobody. Files appear complete or not at all, and
// none outside the folder. not_found "space_not_found"; invalid "folder_not_found" when `folder` cannot be one;
// unavailable "disk_full".
ExportSummary run_export(storage::Store&, const storage::Blobs&, const ExportOptions&, const ReportProgress& = {});

}  // namespace wiki
