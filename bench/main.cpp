// What a call costs with the SDK, and what it costs with nothing but libcurl, in turn, in one run:
// bench [--quick] [--batch=PATH_OF_SNSUAPI] [Google Benchmark's options, such as --benchmark_filter and
// --benchmark_out]

#include <curl/curl.h>
#include <openssl/crypto.h>
#include <sys/resource.h>

#include <cstdio>
#include <fstream>
#include <string_view>

#include "answer_server.hpp"
#include "benchmarks.hpp"
#include "row_reporter.hpp"

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

std::string cpuModel() {
  std::ifstream info("/proc/cpuinfo");
  for (std::string line; std::getline(info, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(": ") + 2);
  }
  return "unknown";
}

}  // namespace

int main(int argc, char** argv) {
  allowManyDescriptors();
  const AnswerServer server(std::chrono::milliseconds(0));
  const AnswerServer slowServer(kServerDelay);
  benchmark::Initialize(&argc, argv);
  Effort effort = Effort::Full;
  std::string batchProgram;
  for (int i = 1; i < argc; ++i) {
    constexpr std::string_view kBatch = "--batch=";
    const std::string_view argument = argv[i];
    if (argument == "--quick") {
      effort = Effort::Quick;
    } else if (argument.substr(0, kBatch.size()) == kBatch) {
      batchProgram = argument.substr(kBatch.size());
    } else {
      std::fprintf(stderr, "bench: unknown option %s\n", argv[i]);
      return 2;
    }
  }

  benchmark::AddCustomContext("compiler", SNSUAPI_BENCH_COMPILER);
  benchmark::AddCustomContext("libcurl", curl_version_info(CURLVERSION_NOW)->version);
  benchmark::AddCustomContext("openssl", OpenSSL_version(OPENSSL_VERSION));
  benchmark::AddCustomContext("cpu", cpuModel());

  registerSingleCalls(server.endpoint(), effort);
#ifdef SNSUAPI_BENCH_INTERNALS
  registerParsing(effort);
#endif
  registerPrograms(server.endpoint(), effort);
  if (!batchProgram.empty()) registerBatch(batchProgram, server.endpoint(), effort);
  registerCallsInFlight(slowServer.endpoint(), effort);
  RowReporter reporter;
  benchmark::RunSpecifiedBenchmarks(&reporter);
  return reporter.isWhole() ? 0 : 1;
}
