#include "row_reporter.hpp"

#include <cstdio>

namespace snsuapi_bench {

void RowReporter::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    const std::string row = run.run_name.function_name + (run.run_name.args.empty() ? "" : "/" + run.run_name.args);
    // A row that went wrong tells of no quantity.
    if (run.counters.empty()) {
      std::fprintf(stderr, "bench: %s could not be measured: %s\n", row.c_str(), run.report_label.c_str());
      isWhole_ = false;
    }
    for (const auto& [name, median] : run.counters) {
      if (name.find("/p") != std::string::npos) continue;
      std::printf("%-16s %-24s %12.3f", row.c_str(), name.c_str(), median.value);
      const auto low = run.counters.find(name + "/p10");
      const auto high = run.counters.find(name + "/p90");
      if (low != run.counters.end() && high != run.counters.end()) {
        std::printf("  (%.3f..%.3f)", low->second.value, high->second.value);
      }
      std::printf("\n");
    }
  }
  std::fflush(stdout);
}

}  // namespace snsuapi_bench
