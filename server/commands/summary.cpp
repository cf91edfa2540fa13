#include <base/enum.hpp>
#include <server/commands/summary.hpp>

#include <fmt/format.h>

namespace server {

wiki::ReportProgress exchange_progress(control::Reporter& out) {
  return [&out](const wiki::Progress& step) { out.progress(enum_name(step.phase), step.done, step.total, false); };
}

void tell_problems(control::Reporter& out, const std::vector<wiki::ExchangeProblem>& problems, std::uint64_t total) {
  for (auto& problem : problems) {
    auto about = problem.detail.empty() ? "" : ": " + problem.detail;
    out.line(fmt::format("{}: {}{}", problem.file, control::readable(problem.key), about));
  }
  if (total > problems.size()) out.line(fmt::format("… and {} more problems", total - problems.size()));
}

}  // namespace server
