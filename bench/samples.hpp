#pragma once

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace snsuapi_bench {

/// What was measured again and again.
class Samples {
 public:
  void add(double value) { values_.push_back(value); }
  /// The value below which that part of them is: 0.5 is the median.
  double quantile(double part) const;
  /// As the benchmark's counters `name`, the median, `name/p10` and `name/p90`.
  void tell(benchmark::State& state, const std::string& name) const;

 private:
  std::vector<double> values_;
};

/// The floor and the SDK, measured in turn: what else the machine does meets both alike.
class Pair {
 public:
  void add(double floor, double sdk);
  /// As `quantity/floor`, `quantity/sdk`, and the SDK over the floor, turn by turn, as `quantity/ratio`.
  void tell(benchmark::State& state, const std::string& quantity) const;

 private:
  Samples floor_;
  Samples sdk_;
  Samples ratio_;
};

/// The row can't be measured: it gets no figure at all, and the program fails.
void giveUp(benchmark::State& state, const std::string& why);

}  // namespace snsuapi_bench
