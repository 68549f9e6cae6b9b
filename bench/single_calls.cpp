#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <string>

#include "allocations.hpp"
#include "benchmarks.hpp"
#include "clocks.hpp"
#include "requests.hpp"
#include "samples.hpp"

namespace snsuapi_bench {

namespace {

using namespace snsuapi;

constexpr int kCallsInTurn = 100;
constexpr int kSignaturesInTurn = 1000;

/// CPU of this thread for each of so many, in microseconds.
template <class Work>
double cpuOfEach(int times, const Work& work) {
  return microseconds(CLOCK_THREAD_CPUTIME_ID,
                      [&] {
                        for (int i = 0; i < times; ++i) work();
                      }) /
         times;
}

/// Allocations of one, as a rule: a call that is kept waiting may need one more.
template <class Work>
double allocationsOf(int times, const Work& work) {
  Samples allocations;
  for (int i = 0; i < times; ++i) {
    const AllocationCounter counter;
    work();
    allocations.add(counter.count());
  }
  return allocations.quantile(0.5);
}

template <class Floor, class Sdk>
void compare(benchmark::State& state, int times, const Floor& floor, const Sdk& sdk) {
  floor();  // connects, and makes what is made once
  sdk();
  Pair cpu;
  for (auto _ : state) {
    const double ofFloor = cpuOfEach(times, floor);
    cpu.add(ofFloor, cpuOfEach(times, sdk));
  }
  cpu.tell(state, "cpu_us");
  state.counters["allocations/floor"] = allocationsOf(times, floor);
  state.counters["allocations/sdk"] = allocationsOf(times, sdk);
}

void call(benchmark::State& state, const std::string& endpoint) {
  const FloorRequest floorsRequest = floorRequest(endpoint);
  FloorClient floor(floorsRequest);
  const AcsClient client(profileFor(endpoint));
  const BandPrecheckRequest request = precheck();
  bool allAnswered = true;
  compare(
      state, kCallsInTurn, [&] { allAnswered = floor.call() && allAnswered; },
      [&] { allAnswered = bool(client.execute(request)) && allAnswered; });
  if (!allAnswered) giveUp(state, "a call failed");
}

// The floor: the bare HMAC-SHA1 over the same bytes.
void sign(benchmark::State& state) {
  const AcsClient client(profileFor(""));
  const BandPrecheckRequest request = precheck();
  const std::string stringToSign = client.sign(request).value().stringToSign();
  const std::string key = "testsecret&";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  compare(
      state, kSignaturesInTurn,
      [&] {
        HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
             reinterpret_cast<const unsigned char*>(stringToSign.data()), stringToSign.size(), digest.data(), &size);
        benchmark::DoNotOptimize(digest);
      },
      [&] { benchmark::DoNotOptimize(client.sign(request)); });
}

}  // namespace

void registerSingleCalls(const std::string& endpoint, Effort effort) {
  const int turns = effort == Effort::Full ? 301 : 3;
  benchmark::RegisterBenchmark("call", [=](benchmark::State& state) { call(state, endpoint); })->Iterations(turns);
  benchmark::RegisterBenchmark("sign", sign)->Iterations(turns);
}

}  // namespace snsuapi_bench
