// calls_floor CALLS URL BODY HEADER…: makes so many calls with nothing but libcurl, and prints the program's peak
// memory.

#include <cstdio>
#include <cstdlib>

#include "floor.hpp"
#include "peak_memory.hpp"

using namespace snsuapi_bench;

namespace {

// By this name scripts/profile-call.sh knows what to count.
[[gnu::noinline]] bool makeCalls(FloorClient& client, int calls) {
  for (; calls > 0; --calls) {
    if (!client.call()) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: calls_floor CALLS URL BODY HEADER...\n");
    return 2;
  }
  const FloorRequest request{argv[2], {argv + 4, argv + argc}, argv[3]};
  FloorClient client(request);
  if (!client.call() || !makeCalls(client, std::atoi(argv[1]) - 1)) return 1;  // the first one connects
  std::printf("%ld\n", peakKibibytes());
}
