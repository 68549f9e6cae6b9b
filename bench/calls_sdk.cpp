// calls_sdk CALLS ENDPOINT: makes so many prechecks, and prints the program's peak memory, in KiB.
// calls_sdk --show ENDPOINT: prints the request's URL, its body and its headers, one a line, for calls_floor.

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "peak_memory.hpp"
#include "requests.hpp"

using namespace snsuapi_bench;

namespace {

// By this name scripts/profile-call.sh knows what to count.
[[gnu::noinline]] bool makeCalls(const snsuapi::AcsClient& client, const snsuapi::BandPrecheckRequest& request,
                                 int calls) {
  for (; calls > 0; --calls) {
    if (!client.execute(request)) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: calls_sdk CALLS|--show ENDPOINT\n");
    return 2;
  }
  if (std::strcmp(argv[1], "--show") == 0) {
    const FloorRequest request = floorRequest(argv[2]);
    std::printf("%s\n%s\n", request.url.c_str(), request.body.c_str());
    for (const std::string& header : request.headers) std::printf("%s\n", header.c_str());
    return 0;
  }
  const snsuapi::AcsClient client(profileFor(argv[2]));
  const snsuapi::BandPrecheckRequest request = precheck();
  if (!client.execute(request) || !makeCalls(client, request, std::atoi(argv[1]) - 1))
    return 1;  // the first one connects
  std::printf("%ld\n", peakKibibytes());
}
