// How many signed prechecks a second the sandbox serves: sandbox_throughput ENDPOINT CONNECTIONS CALLS
// The clients run on the same machine, and take their share of it.

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <snsuapi/snsuapi.hpp>
#include <thread>
#include <vector>

using namespace snsuapi;

namespace {

// One client and one connection a thread.
void call(const std::string& endpoint, std::atomic<int>& left, std::atomic<int>& failed) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", "testid", "testsecret");
  profile.endpoint = endpoint;
  const AcsClient client(profile);
  BandPrecheckRequest request;
  request.setIpAddress("203.0.113.7").setPort(50123);
  while (left.fetch_sub(1) > 0) {
    if (!client.execute(request)) ++failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: sandbox_throughput ENDPOINT CONNECTIONS CALLS\n");
    return 2;
  }
  const std::string endpoint = argv[1];
  const int connections = std::atoi(argv[2]);
  const int calls = std::atoi(argv[3]);
  std::atomic<int> left{calls};
  std::atomic<int> failed{0};
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i)
    threads.emplace_back(call, std::cref(endpoint), std::ref(left), std::ref(failed));
  for (std::thread& thread : threads) thread.join();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("%d prechecks over %d connections in %.2f s: %.0f a second, %d failed\n", calls, connections,
              took.count(), calls / took.count(), failed.load());
  return failed == 0 ? 0 : 1;
}
