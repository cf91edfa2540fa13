#include <wiki/exchange/attachment_import.hpp>
#include <wiki/exchange/import.hpp>
#include <wiki/exchange/import_text.hpp>
#include <wiki/pages/space.hpp>

#include <algorithm>
#include <thread>

namespace wiki {
namespace {

SpaceHead space_for(storage::Store& store, const ImportOptions& options) {
  return store.write([&](WriteTx& tx) {
    if (auto found = space_named(tx, options.space.str())) return *found;
    found_space(tx,
                {options.space, options.space_title.value_or(Line<200>(options.space.str())), {}, options.everyone});
    auto head = *space_named(tx, options.space.str());
    auth::grant_person(tx, head.zone, options.author, Level::manage);
    return head;
  });
}

std::string start_title(const std::filesystem::path& folder, const SourceFolder& source) {
  if (std::find(source.pages.begin(), source.pages.end(), "index.md") == source.pages.end()) return {};
  auto raw = file_content(folder / "index.md", 2 * markdown_bytes_max);
  try {
    return raw ? imported_title(render(canonical_text(*raw)), "start") : "start";
  } catch (const Failure&) {
    return "start";  // the second pass says what is wrong with it
  }
}

}  // namespace

ImportSummary run_import(storage::Store& store, const storage::Blobs& blobs, const ImportOptions& options,
                         const ReportProgress& report) {
  auto source = scanned(options.folder);
  ImportSummary summary;
  summary.files = source.pages.size() + source.others.size();
  for (auto& problem : source.problems) summary.add(problem);
  auto space = space_for(store, options);
  PlacementPlan places{space.id, space.zone, start_title(options.folder, source)};
  auto placement = placed(store, places, source, summary, report);
  summary.containers = placement.containers;
  auto threads = options.threads ? options.threads : std::clamp(std::thread::hardware_concurrency(), 1u, 8u);
  TextImportPlan plan{options.folder, space.id, options.author, threads};
  import_texts(store, plan, source, placement, summary, report);
  import_attachments(store, blobs, plan, source, placement, summary, report);
  std::stable_sort(summary.problems.begin(), summary.problems.end(),
                   [](auto& left, auto& right) { return in_tree_order(left.file, right.file); });
  return summary;
}

}  // namespace wiki
