#include <server/commands/commands.hpp>
#include <server/control/client.hpp>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace server {

// The old index is searched until the new one is complete.
int run_reindex(const control::Workplace& at, const std::string&, const storage::Descriptor&, control::Reporter& out) {
  out.progress("index", 0, 0, false);
  at.index.reindex();
  if (!at.index.catch_up()) throw std::runtime_error("the search index failed: " + at.index.failure());
  auto report = at.index.check();
  out.line(fmt::format("{} documents, {} sections", report.counts.documents, report.counts.sections));
  return report.fault.empty() ? 0 : 1;
}

void add_reindex(CLI::App& app, Chosen& chosen) {
  auto* command = app.add_subcommand("reindex", "Build the search index anew");
  auto data = std::make_shared<std::string>("var");
  command->add_option("--data", *data, "Data folder (default: var)");
  command->callback([data, &chosen] { chosen = [data] { return control::perform(*data, "reindex", "{}"); }; });
}

}  // namespace server
