// Very many calls through faults, over http and https, and what this process holds meanwhile, which must stay flat.
//
//     soak --calls 1000000
//
// The sandbox is a program of its own, so that its memory is not counted.

#include <malloc.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "footprint.hpp"
#include "support/subprocess.hpp"
#include "support/temporary_directory.hpp"
#include "traffic.hpp"

using namespace snsuapi_soak;

namespace {

constexpr int kRounds = 10;
constexpr int kWarmUpRounds = 2;

// What may be added after the warm-up, however many calls there are: the allocator's unrest.
constexpr std::size_t kMostMoreResidentKiB = 4096;
constexpr std::size_t kMostMoreHeapKiB = 1024;

// What the faults that are armed bring about; anything else is wrong.
const std::set<std::string> kExpected = {"OK",
                                         "SDK.Cancelled",
                                         "SDK.InvalidServerResponse",
                                         "SDK.ReadTimeout",
                                         "SDK.ResponseTooLarge",
                                         "SDK.ServerUnreachable",
                                         "InvalidTimeStamp.Expired",
                                         "Throttling.User",
                                         "isp.SYSTEM_ERROR",
                                         "isv.INVALID_PARAMETERS"};

class Sandbox {
 public:
  Sandbox(const std::string& program, const std::vector<std::string>& arguments)
      : process_(program, arguments), line_(process_.readLine()) {}
  std::string endpoint() const { return line_.substr(line_.rfind(' ') + 1); }

 private:
  snsuapi_test::Subprocess process_;
  const std::string line_;
};

bool isGood = true;

void complainIf(bool isWrong, const std::string& what) {
  if (!isWrong) return;
  std::cout << "WRONG: " << what << '\n';
  isGood = false;
}

void print(std::int64_t calls, double seconds, const Footprint& now) {
  std::printf("%10lld %8.0f %12zu %12zu %12zu %8zu\n", static_cast<long long>(calls), seconds, now.residentKiB,
              now.heapKiB, now.descriptors, now.threads);
  std::fflush(stdout);
}

void checkCodes(const Traffic& traffic) {
  for (const auto& [code, count] : traffic.codes()) {
    std::cout << "  " << code << ": " << count << '\n';
    complainIf(kExpected.count(code) == 0, "nothing should have come to " + code);
  }
}

void checkMemory(const Footprint& warm, const Footprint& now) {
#if defined(SNSUAPI_SOAK_SANITIZED)
  static_cast<void>(warm);  // a sanitizer's allocator keeps what was freed
  static_cast<void>(now);
#else
  complainIf(now.residentKiB > warm.residentKiB + kMostMoreResidentKiB, "resident memory has grown");
  complainIf(now.heapKiB > warm.heapKiB + kMostMoreHeapKiB, "the heap has grown");
#endif
}

void soak(std::int64_t calls, Traffic& plain, Traffic& tls, const Footprint& before) {
  const auto begin = std::chrono::steady_clock::now();
  Footprint warm{};
  for (std::int64_t round = 1; round <= kRounds; ++round) {
    const std::int64_t share = calls * round / kRounds - calls * (round - 1) / kRounds;
    plain.run(share - share / 4);
    tls.run(share / 4);
    const Footprint now = footprint();
    if (round <= kWarmUpRounds) warm = now;
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    print(calls * round / kRounds, took.count(), now);
    complainIf(now.threads != before.threads + 2, "there are other threads than the two clients'");
    complainIf(now.descriptors > before.descriptors + 2 * Traffic::kMostDescriptors, "descriptors are left open");
    checkMemory(warm, now);
  }
}

// What is resident shall be what is held, not what the allocator keeps for each thread, and of the large answers.
void makeAllocatorFrugal() {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}

}  // namespace

int main(int argc, char** argv) {
  makeAllocatorFrugal();
  CLI::App app("Very many calls through faults");
  std::int64_t calls = 0;
  std::string sandbox = SNSUAPI_SANDBOX_PROGRAM;
  app.add_option("--calls", calls, "How many")->required()->check(CLI::Range(1000, 1000000000));
  app.add_option("--sandbox", sandbox, "The sandbox's program")->capture_default_str();
  CLI11_PARSE(app, argc, argv);

  const snsuapi_test::TemporaryDirectory directory;
  const std::string caFile = directory.path("sandbox.pem");
  const Sandbox plainSandbox(sandbox, {});
  const Sandbox tlsSandbox(sandbox, {"--tls", "--certificate", caFile});
  std::thread([] {}).join();  // with the first of them, ThreadSanitizer starts one of its own
  const Footprint before = footprint();
  std::printf("%10s %8s %12s %12s %12s %8s\n", "calls", "seconds", "resident KiB", "heap KiB", "descriptors",
              "threads");
  print(0, 0, before);
  {
    Traffic plain(plainSandbox.endpoint(), {});
    Traffic tls(tlsSandbox.endpoint(), caFile);
    soak(calls, plain, tls, before);
    checkCodes(plain);
    checkCodes(tls);
  }
  const Footprint after = footprint();
  complainIf(after.threads != before.threads, "threads are left");
  complainIf(after.descriptors != before.descriptors, "descriptors are left");
  std::cout << (isGood ? "flat\n" : "not flat\n");
  return isGood ? EXIT_SUCCESS : EXIT_FAILURE;
}
