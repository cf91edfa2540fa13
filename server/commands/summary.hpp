// How imports and exports tell of themselves on the command line.
#pragma once
#include <server/control/work.hpp>
#include <wiki/exchange/summary.hpp>

namespace server {

wiki::ReportProgress exchange_progress(control::Reporter&);
// One line for each problem: file, what, about what.
void tell_problems(control::Reporter&, const std::vector<wiki::ExchangeProblem>&, std::uint64_t total);

}  // namespace server
