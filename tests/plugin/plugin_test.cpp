#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"
#include "support/subprocess.hpp"
#include "support/temporary_directory.hpp"

using namespace snsuapi_test;

namespace {

constexpr std::size_t kRounds = 100;
constexpr std::size_t kWarmUp = 10;  // what the libraries that stay keep for good is no leak
constexpr std::size_t kHeapAllowance = 4096;

/// What the host program tells of itself.
struct State {
  int mapped = -1;
  int threads = -1;
  int descriptors = -1;
  std::size_t heapBytes = 0;
  std::size_t residentBytes = 0;
};

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

// Its states before the first round and after each.
std::vector<State> statesOfHost(const ScriptedServer& server, const std::string& caFile) {
  const char* plugin = std::getenv("SNSUAPI_TEST_PLUGIN");
  REQUIRE(plugin != nullptr);  // the file that is to be loaded; ctest gives it
  // So that every byte that was freed counts as free.
  const std::map<std::string, std::string> exactHeap = {
      {"GLIBC_TUNABLES", "glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0"}};
  const Finished host =
      run(SNSUAPI_PLUGIN_HOST, {plugin, std::to_string(kRounds), server.endpoint(), caFile}, exactHeap);
  CHECK(host.err.empty());
  REQUIRE(host.exitCode == 0);
  std::vector<State> states;
  std::istringstream lines(host.out);
  for (State each; lines >> each.mapped >> each.threads >> each.descriptors >> each.heapBytes >> each.residentBytes;) {
    states.push_back(each);
  }
  REQUIRE(states.size() == 1 + kRounds);
  return states;
}

void checkNothingIsLeft(const std::vector<State>& states) {
  for (const State& each : states) {
    CHECK(each.mapped == 0);
    CHECK(each.threads <= SNSUAPI_HOST_THREADS);
    CHECK(each.descriptors == states.front().descriptors);
  }
#if !defined(SNSUAPI_TEST_SANITIZED)  // their allocators keep what is freed
  const State& early = states[kWarmUp];
  const State& last = states.back();
  CAPTURE(early.heapBytes, last.heapBytes, early.residentBytes, last.residentBytes);
  CHECK(last.heapBytes < early.heapBytes + kHeapAllowance);
  CHECK(last.residentBytes < early.residentBytes + 512 * 1024);
#endif
}

}  // namespace

TEST_CASE("A plug-in that uses the SDK is loaded, used and unloaded 100 times, and nothing is left") {
  const ScriptedServer server(answerAll);
  checkNothingIsLeft(statesOfHost(server, ""));
  CHECK(server.arrivals().size() == 3 * kRounds);
}

TEST_CASE("The same with TLS") {
  const CertificateAuthority authority;
  const TemporaryDirectory directory;
  const std::string caFile = directory.path("ca.pem");
  std::ofstream(caFile) << authority.certificate();
  const ScriptedServer server(answerAll, authority.issue("IP:127.0.0.1"));
  checkNothingIsLeft(statesOfHost(server, caFile));
  CHECK(server.arrivals().size() == 3 * kRounds);
}
