// What a call costs with the SDK, and what it costs with nothing but libcurl, in one run.

#include <sys/resource.h>

#include <chrono>

#include "answer_server.hpp"
#include "benchmarks.hpp"
#include "measurements.hpp"

using namespace snsuapi_bench;

namespace {

constexpr std::chrono::milliseconds kServerDelay{50};

// A connection is a descriptor, on both sides.
void allowManyDescriptors() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  allowManyDescriptors();
  const AnswerServer server(std::chrono::milliseconds(0));
  const AnswerServer slowServer(kServerDelay);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  registerBenchmarks(server.endpoint(), slowServer.endpoint());
  MeasurementReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return 0;
}
