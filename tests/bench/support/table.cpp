#include <fmt/format.h>
#include <tests/bench/support/table.hpp>

#include <algorithm>

namespace bench {
namespace {

std::string number(double value) {
  if (value >= 100) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.2f}", value);
}

}  // namespace

bool Table::Row::met() const {
  if (limit.kind == Limit::Kind::at_most) return measured <= limit.value;
  if (limit.kind == Limit::Kind::at_least) return measured >= limit.value;
  return true;
}

void Table::add(std::string figure, double measured, std::string unit, Limit limit, std::string beside) {
  rows_.push_back({std::move(figure), measured, std::move(unit), limit, std::move(beside)});
}

void Table::print() const {
  fmt::print("\n{:<50}{:>10} {:<9}{:>10}{:>8}  {}\n", "figure", "measured", "", "limit", "ratio", "beside it");
  for (auto& row : rows_) {
    bool limited = row.limit.kind != Limit::Kind::none;
    const char* sign = row.limit.kind == Limit::Kind::at_least ? "≥ " : "≤ ";
    fmt::print("{:<50}{:>10} {:<9}{:>10}{:>8}  {}{}\n", row.figure, number(row.measured), row.unit,
               limited ? sign + number(row.limit.value) : "",
               limited && row.limit.value > 0 ? number(row.measured / row.limit.value) : "", row.met() ? "" : "MISSED ",
               row.beside);
  }
}

bool Table::all_met() const {
  return std::all_of(rows_.begin(), rows_.end(), [](auto& row) { return row.met(); });
}

double percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  return values[std::min(values.size() - 1, std::size_t(double(values.size()) * share))];
}

double median(std::vector<double> values) {
  return percentile(std::move(values), 0.5);
}

}  // namespace bench
