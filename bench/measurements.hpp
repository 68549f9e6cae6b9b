#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>

namespace snsuapi_bench {

/// The median of a benchmark's repetitions.
struct Measurement {
  double cpuSeconds = 0;   ///< of the whole process, for each iteration
  double realSeconds = 0;  ///< for each iteration
  std::map<std::string, double> counters;
};

/// Prints as usual, and keeps the medians by the benchmarks' names.
class MeasurementReporter final : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override;
  const std::map<std::string, Measurement>& measurements() const { return measurements_; }

 private:
  std::map<std::string, Measurement> measurements_;
};

}  // namespace snsuapi_bench
