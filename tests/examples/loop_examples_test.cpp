// The examples that make several calls at once.

#include <algorithm>
#include <filesystem>
#include <thread>
#include <vector>

#include "examples/examples.hpp"

using namespace snsuapi_test;

namespace {

const std::vector<std::string>& loopExamples() {
  static const std::vector<std::string> all = {
#if defined(SNSUAPI_EXAMPLE_EVENT_LOOP_POLL)
    SNSUAPI_EXAMPLE_EVENT_LOOP_POLL,
#endif
#if defined(SNSUAPI_EXAMPLE_EVENT_LOOP_UV)
    SNSUAPI_EXAMPLE_EVENT_LOOP_UV,
#endif
  };
  return all;
}

std::size_t threadsOf(const Subprocess& program) {
  const std::filesystem::directory_iterator threads("/proc/" + std::to_string(program.pid()) + "/task");
  return static_cast<std::size_t>(std::distance(begin(threads), end(threads)));
}

// ThreadSanitizer may have a thread of its own in each program.
#if defined(__SANITIZE_THREAD__)
constexpr std::size_t kMostThreads = 2;
#else
constexpr std::size_t kMostThreads = 1;
#endif

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

void waitForRequests(snsuapi::sandbox::Server& server, std::size_t wanted) {
  while (count(server.control("GET", "/_sandbox/requests"), "\"requestId\"") < wanted) std::this_thread::yield();
}

}  // namespace

TEST_CASE("On a program's own loop several lines are prechecked, and the program ends by itself") {
  const snsuapi::sandbox::Server server;
  for (const std::string& example : loopExamples()) {
    CAPTURE(example);
    const Finished finished = run(example, {}, environment(server));
    CHECK(finished.exitCode == 0);
    CHECK(contains(finished.out, "line 1: 8 offers\n"));
    CHECK(contains(finished.out, "line 2: 8 offers\n"));
    CHECK(contains(finished.out, "line 3: isv.BAND_UNSURPOT_SPEEDUP"));
    CHECK(finished.err.empty());
  }
}

TEST_CASE("On a program's own loop calls that fail are told, and the program ends by itself") {
  snsuapi::sandbox::Server server;
  server.control("POST", "/_sandbox/faults", R"({"fault": "close"})");
  for (const std::string& example : loopExamples()) {
    CAPTURE(example);
    const Finished finished = run(example, {"203.0.113.7", "50123", "100.64.0.1", "1"}, environment(server));
    CHECK(finished.exitCode == 0);
    CHECK(contains(finished.out, "line 1: SDK.ServerUnreachable"));
    CHECK(contains(finished.out, "line 2: SDK.ServerUnreachable"));
  }
}

TEST_CASE("On a program's own loop there is no thread of the SDK's, while calls are under way") {
  for (const std::string& example : loopExamples()) {
    CAPTURE(example);
    snsuapi::sandbox::Server server;
    server.control("POST", "/_sandbox/faults", R"({"fault": "hang"})");
    const Subprocess program(example, {}, environment(server));
    waitForRequests(server, 3);
    CHECK(threadsOf(program) <= kMostThreads);
  }
}

#if defined(SNSUAPI_EXAMPLE_COROUTINE)
TEST_CASE("Coroutines look at several lines at once, with and without exceptions") {
  const snsuapi::sandbox::Server server;
  for (const char* program : {SNSUAPI_EXAMPLE_COROUTINE, SNSUAPI_COROUTINE_NO_EXCEPTIONS}) {
    const Finished finished = run(program, {}, environment(server));
    CHECK(finished.exitCode == 0);
    CHECK(contains(finished.out, "203.0.113.7 port 50123: BandId 1000001, 8 offers; up not accelerated"));
    CHECK(contains(finished.out, "100.65.0.2 port 50123: isv.BAND_UNSURPOT_SPEEDUP"));
  }
}
#endif
