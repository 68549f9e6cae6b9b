#include "benchmarks.hpp"

#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <snsuapi/snsuapi.hpp>
#include <string>

#include "allocations.hpp"
#include "answer_server.hpp"
#include "floor.hpp"
#include "json/response_parser.hpp"

namespace snsuapi_bench {

namespace {

using namespace snsuapi;

constexpr int kRepetitions = 11;

ClientProfile profileFor(const std::string& endpoint) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  return profile;
}

BandPrecheckRequest precheck() {
  BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);
  return request;
}

/// A request of the SDK's, with its signature, for the floor to send: the same bytes.
FloorRequest floorRequest(const std::string& endpoint) {
  const SignedRequest signedRequest = AcsClient(profileFor(endpoint)).sign(precheck()).value();
  std::vector<std::string> headers = {"Expect:"};
  signedRequest.http.headers.forEach([&headers](std::string_view name, std::string_view value) {
    if (name != "Content-Type") headers.push_back(std::string(name) + ": " + std::string(value));
  });
  return {signedRequest.http.url, headers, signedRequest.http.body};
}

/// Allocations of a loop, for each turn.
class AllocationCount {
 public:
  explicit AllocationCount(benchmark::State& state) : state_(state), before_(allocations().count) {}
  ~AllocationCount() {
    state_.counters["allocations"] =
        static_cast<double>(allocations().count - before_) / static_cast<double>(state_.iterations());
  }
  AllocationCount(const AllocationCount&) = delete;
  AllocationCount& operator=(const AllocationCount&) = delete;

 private:
  benchmark::State& state_;
  const std::size_t before_;
};

void callFloor(benchmark::State& state, const std::string& endpoint) {
  const FloorRequest request = floorRequest(endpoint);
  FloorClient client(request);
  client.call();  // connects
  const AllocationCount count(state);
  for (auto _ : state) {
    if (!client.call()) state.SkipWithError("no answer");
  }
}

void callSdk(benchmark::State& state, const std::string& endpoint) {
  const AcsClient client(profileFor(endpoint));
  const BandPrecheckRequest request = precheck();
  if (!client.execute(request)) state.SkipWithError("no answer");
  const AllocationCount count(state);
  for (auto _ : state) {
    if (!client.execute(request)) state.SkipWithError("no answer");
  }
}

void signFloor(benchmark::State& state) {
  const std::string stringToSign = AcsClient(profileFor("")).sign(precheck()).value().stringToSign();
  const std::string key = "testsecret&";
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  const AllocationCount count(state);
  for (auto _ : state) {
    HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
         reinterpret_cast<const unsigned char*>(stringToSign.data()), stringToSign.size(), digest.data(), &size);
    benchmark::DoNotOptimize(digest);
  }
}

void signSdk(benchmark::State& state) {
  const AcsClient client(profileFor(""));
  const BandPrecheckRequest request = precheck();
  const AllocationCount count(state);
  for (auto _ : state) benchmark::DoNotOptimize(client.sign(request));
}

void parseSdk(benchmark::State& state) {
  HttpResponse answer;
  answer.status = 200;
  const AllocationCount count(state);
  for (auto _ : state) {
    answer.body = kAnswerBody;
    BandPrecheckResponse response;
    if (!internal::ResponseParser::parse(answer, {}, response)) state.SkipWithError("not read");
    benchmark::DoNotOptimize(response);
  }
}

void constructSdk(benchmark::State& state) {
  const ClientProfile profile = profileFor("");
  const AllocationCount count(state);
  for (auto _ : state) {
    const AcsClient client(profile);
    benchmark::DoNotOptimize(&client);
  }
}

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

void setPerCall(benchmark::State& state, std::size_t allocationsBefore, double bytes) {
  const auto calls = static_cast<double>(state.iterations() * state.range(0));
  state.counters["allocations"] = static_cast<double>(allocations().count - allocationsBefore) / calls;
  state.counters["bytes_in_flight"] = bytes / static_cast<double>(state.range(0));
}

void inFlightFloor(benchmark::State& state, const std::string& endpoint) {
  const auto calls = static_cast<std::size_t>(state.range(0));
  const FloorRequest request = floorRequest(endpoint);
  const std::size_t before = allocations().liveBytes;
  FloorCrowd crowd(request, calls);
  crowd.begin();  // connects
  crowd.finish();
  crowd.begin();
  const auto bytes = static_cast<double>(allocations().liveBytes - before);
  crowd.finish();
  const std::size_t allocationsBefore = allocations().count;
  for (auto _ : state) {
    crowd.begin();
    if (!crowd.finish()) state.SkipWithError("no answer");
  }
  setPerCall(state, allocationsBefore, bytes);
}

void inFlightSdk(benchmark::State& state, const std::string& endpoint) {
  const auto calls = static_cast<std::size_t>(state.range(0));
  const std::size_t before = allocations().liveBytes;
  ClientProfile profile = profileFor(endpoint);
  profile.async.maxConnectionsPerHost = calls;
  const AcsClient client(profile);
  const BandPrecheckRequest request = precheck();
  const auto begin = [&](Countdown& left) {
    for (std::size_t i = 0; i < calls; ++i) {
      client.executeAsync(request, [&left](const Outcome<BandPrecheckResponse>& outcome) { left.down(bool(outcome)); });
    }
  };
  Countdown connected(calls);
  begin(connected);
  connected.wait();
  Countdown measured(calls);
  begin(measured);
  const auto bytes = static_cast<double>(allocations().liveBytes - before);
  measured.wait();
  const std::size_t allocationsBefore = allocations().count;
  for (auto _ : state) {
    Countdown left(calls);
    begin(left);
    if (!left.wait()) state.SkipWithError("a call failed");
  }
  setPerCall(state, allocationsBefore, bytes);
}

}  // namespace

void registerBenchmarks(const std::string& endpoint, const std::string& slowEndpoint) {
  using benchmark::RegisterBenchmark;
  const auto one = [](benchmark::internal::Benchmark* each) {
    each->MeasureProcessCPUTime()->Repetitions(kRepetitions)->Unit(benchmark::kMicrosecond);
  };
  one(RegisterBenchmark("call/floor", [=](benchmark::State& state) { callFloor(state, endpoint); }));
  one(RegisterBenchmark("call/sdk", [=](benchmark::State& state) { callSdk(state, endpoint); }));
  one(RegisterBenchmark("sign/floor", signFloor));
  one(RegisterBenchmark("sign/sdk", signSdk));
  one(RegisterBenchmark("parse/sdk", parseSdk));
  one(RegisterBenchmark("construct/sdk", constructSdk));
  const auto many = [](benchmark::internal::Benchmark* each) {
    each->MeasureProcessCPUTime()->UseRealTime()->Repetitions(kRepetitions)->Unit(benchmark::kMillisecond);
    for (const int calls : {1, 10, 100, 200, 1000, 2000, 5000, 10000}) each->Arg(calls);
  };
  many(RegisterBenchmark("in_flight/floor", [=](benchmark::State& state) { inFlightFloor(state, slowEndpoint); }));
  many(RegisterBenchmark("in_flight/sdk", [=](benchmark::State& state) { inFlightSdk(state, slowEndpoint); }));
}

}  // namespace snsuapi_bench
