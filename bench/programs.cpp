#include <cstdlib>
#include <string>
#include <vector>

#include "benchmarks.hpp"
#include "child.hpp"
#include "requests.hpp"
#include "samples.hpp"

namespace snsuapi_bench {

namespace {

constexpr const char* kCalls = "1000";

// Each program prints one number.
bool numberOf(const std::vector<std::string>& command, double& number) {
  std::string output;
  if (!run(command, output)) return false;
  number = std::strtod(output.c_str(), nullptr);
  return number > 0;
}

void firstClient(benchmark::State& state) {
  Samples wall;
  for (auto _ : state) {
    double microseconds = 0;
    if (!numberOf({besideThis("first_client")}, microseconds)) return giveUp(state, "first_client failed");
    wall.add(microseconds);
  }
  wall.tell(state, "wall_us/sdk");
}

void peakMemory(benchmark::State& state, const std::string& endpoint) {
  const FloorRequest request = floorRequest(endpoint);
  std::vector<std::string> floor = {besideThis("calls_floor"), kCalls, request.url, request.body};
  floor.insert(floor.end(), request.headers.begin(), request.headers.end());
  const std::vector<std::string> sdk = {besideThis("calls_sdk"), kCalls, endpoint};
  Pair kibibytes;
  Samples difference;
  for (auto _ : state) {
    double ofFloor = 0;
    double ofSdk = 0;
    if (!numberOf(floor, ofFloor) || !numberOf(sdk, ofSdk)) return giveUp(state, "a call failed");
    kibibytes.add(ofFloor, ofSdk);
    difference.add(ofSdk - ofFloor);
  }
  kibibytes.tell(state, "peak_kib");
  difference.tell(state, "peak_kib/difference");
}

}  // namespace

void registerPrograms(const std::string& endpoint, Effort effort) {
  const bool isFull = effort == Effort::Full;
  benchmark::RegisterBenchmark("first_client", firstClient)->Iterations(isFull ? 101 : 3);
  benchmark::RegisterBenchmark("peak_memory", [=](benchmark::State& state) {
    peakMemory(state, endpoint);
  })->Iterations(isFull ? 61 : 1);
}

}  // namespace snsuapi_bench
