// The last pass of an import: files that are no pages become attachments of the pages that show them, or of the page
// nearest to them.
#pragma once
#include <storage/blobs.hpp>
#include <wiki/exchange/text_import.hpp>

namespace wiki {

void import_attachments(storage::Store&, const storage::Blobs&, const TextImportPlan&, const SourceFolder&,
                        const Placement&, ImportSummary&, const ReportProgress&);

}  // namespace wiki
