// Calls that wait without a thread of their own, written as if they waited: C++20 coroutines.
//
//     coroutine [IP PORT]...
//
// Looks at several lines at once, at each in two steps: a precheck, and with the BandId that it brings a status query.
// The key comes from the environment, and so may the endpoint: see band_precheck.cpp.

#include <coroutine>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <latch>
#include <snsuapi/snsuapi.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace snsuapi;

namespace {

struct Line {
  std::string ipAddress;
  int port = 0;
};

/// The least that a coroutine can return: it runs on its own, and goes when it ends. Your program, or its library for
/// coroutines, has a type with more to it: the SDK's part works in any.
struct Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

std::string describe(const BandStatusQueryResponse& status) {
  const auto& module = status.getResultModule();
  const auto target = [](const std::optional<int>& mbps) {
    return mbps ? std::to_string(*mbps) + " Mbps" : std::string("not accelerated");
  };
  return "up " + target(module.getUploadTarget()) + ", down " + target(module.getDownloadTarget());
}

/// What there is to say of a line. After each co_await this goes on where the client's callbacks run: on one thread of
/// the client's, so that what the coroutines share needs no lock.
Task lookAt(const AcsClient& client, Line line, std::string& result, std::latch& done) {
  const Outcome<BandPrecheckResponse> precheck =
      co_await client.call(BandPrecheckRequest().setIpAddress(line.ipAddress).setPort(line.port));
  if (!precheck) {
    result = precheck.error().toString();
  } else {
    const auto& module = precheck->getResultModule();
    result = "BandId " + std::to_string(module.getBandId()) + ", " + std::to_string(module.getBandOfferList().size()) +
             " offers";
    const Outcome<BandStatusQueryResponse> status =
        co_await client.call(BandStatusQueryRequest().setBandId(module.getBandId()));
    result += "; " + (status ? describe(*status) : status.error().toString());
  }
  done.count_down();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Line> lines;
  for (int i = 1; i + 1 < argc; i += 2) lines.push_back({argv[i], std::atoi(argv[i + 1])});
  if (lines.empty()) lines = {{"203.0.113.7", 50123}, {"100.64.0.1", 50123}, {"100.65.0.2", 50123}};

  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou");  // the key comes from the environment
  if (const char* endpoint = std::getenv("SNSUAPI_ENDPOINT")) profile.endpoint = endpoint;

  std::vector<std::string> results(lines.size());
  std::latch done(static_cast<std::ptrdiff_t>(lines.size()));
  const AcsClient client(profile);
  for (std::size_t i = 0; i < lines.size(); ++i) lookAt(client, lines[i], results[i], done);
  done.wait();

  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::cout << lines[i].ipAddress << " port " << lines[i].port << ": " << results[i] << '\n';
  }
}
