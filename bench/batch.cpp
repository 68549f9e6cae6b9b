#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "benchmarks.hpp"
#include "child.hpp"
#include "clocks.hpp"
#include "requests.hpp"
#include "samples.hpp"

namespace snsuapi_bench {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kConcurrency = 512;

/// A directory for the input and the results, for as long as it lives.
class BatchDirectory {
 public:
  explicit BatchDirectory(std::size_t lines) {
    std::string pattern = fs::temp_directory_path() / "snsuapi-bench-XXXXXX";
    if (mkdtemp(pattern.data()) == nullptr) return;
    directory_ = pattern;
    std::ofstream input(this->input());
    for (std::size_t i = 0; i < lines; ++i) {
      input << "100.64." << i / 256 % 256 << '.' << i % 256 << ',' << 1 + i % 65535 << ",user " << i << '\n';
    }
  }
  ~BatchDirectory() {
    std::error_code ignored;
    if (!directory_.empty()) fs::remove_all(directory_, ignored);
  }
  BatchDirectory(const BatchDirectory&) = delete;
  BatchDirectory& operator=(const BatchDirectory&) = delete;

  std::string input() const { return directory_ / "lines.csv"; }
  /// Where no run has left anything yet.
  std::string freshResults() const {
    const fs::path results = directory_ / "results.csv";
    std::error_code ignored;
    fs::remove(results, ignored);
    return results;
  }

 private:
  fs::path directory_;
};

// Each from nothing to all results: handles, connections and, for the program, its start are within.
void batch(benchmark::State& state, const std::string& program, const std::string& endpoint, std::size_t lines) {
  setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid", 1);
  setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret", 1);
  const BatchDirectory directory(lines);
  const FloorRequest request = floorRequest(endpoint);
  bool allAnswered = true;
  Pair callsPerSecond;
  for (auto _ : state) {
    const double floor = microseconds(CLOCK_MONOTONIC, [&] {
      FloorCrowd crowd(request, kConcurrency);
      allAnswered = crowd.run(lines) && allAnswered;
    });
    const std::vector<std::string> command = {program,         "precheck",
                                              "--batch",       directory.input(),
                                              "--output-file", directory.freshResults(),
                                              "--concurrency", std::to_string(kConcurrency),
                                              "--endpoint",    endpoint,
                                              "--proxy",       ""};
    std::string output;
    const double sdk = microseconds(CLOCK_MONOTONIC, [&] { allAnswered = run(command, output) && allAnswered; });
    if (!allAnswered) return giveUp(state, "a call failed");
    const double ofAll = static_cast<double>(lines) * 1e6;
    callsPerSecond.add(ofAll / floor, ofAll / sdk);
  }
  callsPerSecond.tell(state, "calls_per_second");
}

}  // namespace

void registerBatch(const std::string& program, const std::string& endpoint, Effort effort) {
  const bool isFull = effort == Effort::Full;
  const std::size_t lines = isFull ? 200000 : 2000;
  benchmark::RegisterBenchmark("batch", [=](benchmark::State& state) {
    batch(state, program, endpoint, lines);
  })->Iterations(isFull ? 5 : 1);
}

}  // namespace snsuapi_bench
