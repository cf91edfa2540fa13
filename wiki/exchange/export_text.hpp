// A page's text as a file says it: links by page id become what they said before the import while that still leads to
// the same page, else new relative paths. Pure, for any thread.
#pragma once
#include <wiki/exchange/export_plan.hpp>
#include <wiki/pages/revision.hpp>

namespace wiki {

// `links` are those of `text`, in order. Links to pages outside the export stay as they are.
std::string exported_links(std::string text, const std::vector<PageLink>& links, const ExportedPage&,
                           const ExportPlan&);

// Names the title in the front matter unless an import of `text` would find it by itself.
std::string exported_title(std::string text, const std::string& title, std::string_view file);

}  // namespace wiki
