// The figures of a run, each beside its limit and what was measured next to it.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace bench {

struct Limit {
  enum class Kind { none, at_most, at_least } kind = Kind::none;
  double value = 0;
};
inline Limit at_most(double value) {
  return {Limit::Kind::at_most, value};
}
inline Limit at_least(double value) {
  return {Limit::Kind::at_least, value};
}

class Table {
 public:
  // `beside` is what else is to be seen of it in the same run.
  void add(std::string figure, double measured, std::string unit, Limit limit = {}, std::string beside = {});
  void print() const;
  bool all_met() const;

 private:
  struct Row {
    std::string figure;
    double measured;
    std::string unit;
    Limit limit;
    std::string beside;
    bool met() const;
  };
  std::vector<Row> rows_;
};

double median(std::vector<double>);
double percentile(std::vector<double>, double share);

}  // namespace bench
