#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "allocations.hpp"
#include "benchmarks.hpp"
#include "clocks.hpp"
#include "requests.hpp"
#include "samples.hpp"

namespace snsuapi_bench {

namespace {

using namespace snsuapi;

/// Waits until so many calls have ended.
class Countdown {
 public:
  explicit Countdown(std::size_t count) : left_(count) {}
  void down(bool good) {
    const std::lock_guard<std::mutex> lock(mutex_);
    allGood_ = allGood_ && good;
    if (--left_ == 0) zero_.notify_one();
  }
  bool wait() {
    std::unique_lock<std::mutex> lock(mutex_);
    zero_.wait(lock, [this] { return left_ == 0; });
    return allGood_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable zero_;
  std::size_t left_;
  bool allGood_ = true;
};

/// A client, and so many calls of it at once.
class SdkCrowd {
 public:
  SdkCrowd(const std::string& endpoint, std::size_t calls) : calls_(calls), client_(profile(endpoint, calls)) {}
  bool run() {
    Countdown left(calls_);
    for (std::size_t i = 0; i < calls_; ++i) {
      client_.executeAsync(request_,
                           [&left](const Outcome<BandPrecheckResponse>& outcome) { left.down(bool(outcome)); });
    }
    return left.wait();
  }

 private:
  static ClientProfile profile(const std::string& endpoint, std::size_t calls) {
    ClientProfile profile = profileFor(endpoint);
    profile.async.maxConnectionsPerHost = calls;
    return profile;
  }

  const std::size_t calls_;
  const AcsClient client_;
  const BandPrecheckRequest request_ = precheck();
};

struct Cost {
  double wallMilliseconds;
  double cpuMicrosecondsOfEach;  // of all threads
};

/// A fresh crowd connects and then makes its calls so often; the median of that.
template <class Crowd>
Cost costOf(Crowd& crowd, std::size_t calls, int times, bool& allAnswered) {
  allAnswered = crowd.run() && allAnswered;
  Samples wall;
  Samples cpu;
  for (int i = 0; i < times; ++i) {
    const double cpuBefore = microseconds(CLOCK_PROCESS_CPUTIME_ID);
    wall.add(microseconds(CLOCK_MONOTONIC, [&] { allAnswered = crowd.run() && allAnswered; }) / 1000);
    cpu.add((microseconds(CLOCK_PROCESS_CPUTIME_ID) - cpuBefore) / static_cast<double>(calls));
  }
  return {wall.quantile(0.5), cpu.quantile(0.5)};
}

/// What a crowd and its calls need in memory at the most, and how often a call allocates once all are connected.
template <class MakeCrowd>
void tellMemory(benchmark::State& state, const std::string& who, std::size_t calls, const MakeCrowd& makeCrowd) {
  std::unique_ptr<typename MakeCrowd::Crowd> crowd;
  {
    const AllocationCounter counter;
    crowd = makeCrowd();
    crowd->run();
    state.counters["bytes/" + who] = counter.peakBytes() / static_cast<double>(calls);
  }
  const AllocationCounter counter;
  crowd->run();
  state.counters["allocations/" + who] = counter.count() / static_cast<double>(calls);
}

struct MakeFloorCrowd {
  class Crowd {
   public:
    Crowd(const FloorRequest& request, std::size_t calls) : calls_(calls), crowd_(request, calls) {}
    bool run() { return crowd_.run(calls_); }

   private:
    std::size_t calls_;
    FloorCrowd crowd_;
  };
  std::unique_ptr<Crowd> operator()() const { return std::make_unique<Crowd>(request, calls); }
  const FloorRequest& request;
  std::size_t calls;
};

struct MakeSdkCrowd {
  using Crowd = SdkCrowd;
  std::unique_ptr<Crowd> operator()() const { return std::make_unique<Crowd>(endpoint, calls); }
  const std::string& endpoint;
  std::size_t calls;
};

// A connection is a descriptor, here and in the server.
bool allowsConnections(std::size_t calls) {
  constexpr std::size_t kOthers = 64;
  rlimit limit{};
  return getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= calls + kOthers;
}

// Only one crowd is there at a time: 20,000 descriptors are more than many a system allows.
void inFlight(benchmark::State& state, const std::string& endpoint, int timesInTurn) {
  const auto calls = static_cast<std::size_t>(state.range(0));
  if (!allowsConnections(calls)) return giveUp(state, "the system does not allow so many open files: ulimit -n");
  const FloorRequest request = floorRequest(endpoint);
  const MakeFloorCrowd makeFloor{request, calls};
  const MakeSdkCrowd makeSdk{endpoint, calls};
  bool allAnswered = true;
  Pair wall;
  Pair cpu;
  for (auto _ : state) {
    const Cost floor = costOf(*makeFloor(), calls, timesInTurn, allAnswered);
    const Cost sdk = costOf(*makeSdk(), calls, timesInTurn, allAnswered);
    wall.add(floor.wallMilliseconds, sdk.wallMilliseconds);
    cpu.add(floor.cpuMicrosecondsOfEach, sdk.cpuMicrosecondsOfEach);
  }
  if (!allAnswered) return giveUp(state, "a call failed");
  wall.tell(state, "wall_ms");
  cpu.tell(state, "cpu_us");
  tellMemory(state, "floor", calls, makeFloor);
  tellMemory(state, "sdk", calls, makeSdk);
}

}  // namespace

void registerCallsInFlight(const std::string& slowEndpoint, Effort effort) {
  const bool isFull = effort == Effort::Full;
  for (const int calls : {1, 10, 100, 200, 1000, 2000, 5000, 10000}) {
    if (!isFull && (calls == 2000 || calls == 10000)) continue;  // for the plot, and raw libcurl takes seconds for them
    const int timesInTurn = isFull && calls <= 1000 ? 5 : 1;
    benchmark::RegisterBenchmark("in_flight",
                                 [=](benchmark::State& state) { inFlight(state, slowEndpoint, timesInTurn); })
        ->Arg(calls)
        ->Iterations(isFull ? (calls <= 1000 ? 21 : 7) : 1);
  }
}

}  // namespace snsuapi_bench
