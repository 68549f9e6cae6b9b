#include "measurements.hpp"

namespace snsuapi_bench {

void MeasurementReporter::ReportRuns(const std::vector<Run>& runs) {
  ConsoleReporter::ReportRuns(runs);
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Aggregate || run.aggregate_name != "median") continue;
    const double perSecond = benchmark::GetTimeUnitMultiplier(run.time_unit);
    Measurement& measurement = measurements_[run.run_name.function_name + "/" + run.run_name.args];
    measurement.cpuSeconds = run.GetAdjustedCPUTime() / perSecond;
    measurement.realSeconds = run.GetAdjustedRealTime() / perSecond;
    for (const auto& [name, counter] : run.counters) measurement.counters[name] = counter.value;
  }
}

}  // namespace snsuapi_bench
