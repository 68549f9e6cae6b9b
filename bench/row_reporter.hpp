#pragma once

#include <benchmark/benchmark.h>

namespace snsuapi_bench {

/// Prints each row as it is measured, a line for each of its quantities.
class RowReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override;
  /// Whether every row could be measured.
  bool isWhole() const { return isWhole_; }

 private:
  bool isWhole_ = true;
};

}  // namespace snsuapi_bench
