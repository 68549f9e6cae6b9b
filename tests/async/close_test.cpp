#include <filesystem>
#include <memory>
#include <thread>

#include "async/async.hpp"

#if defined(_WIN32)
#include <windows.h>
#endif

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

#if defined(_WIN32)
std::size_t descriptors() {
  DWORD handles = 0;
  GetProcessHandleCount(GetCurrentProcess(), &handles);
  return handles;
}
std::size_t threadsOfThisProcess() { return descriptors(); }  // each has a handle
#else
std::size_t countIn(const char* directory) {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(directory)) ++count;
  return count;
}
std::size_t descriptors() { return countIn("/proc/self/fd"); }
std::size_t threadsOfThisProcess() { return countIn("/proc/self/task"); }
#endif

}  // namespace

TEST_CASE("Closing ends every call with SDK.Cancelled, even when the server hangs, and none begins afterwards") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 3;
  Outcomes outcomes;
  const AcsClient client(profile);
  for (int i = 0; i < 10; ++i) client.executeAsync(precheckRequest(), outcomes.callback());
  server.waitForArrivals(3);
  CHECK(client.close());
  CHECK(outcomes.codes() == Codes(10, "SDK.Cancelled"));
  CHECK(server.arrivals().size() == 3);
  client.executeAsync(precheckRequest(), outcomes.callback());
  CHECK(outcomes.codes().size() == 11);  // told before executeAsync returned
  CHECK(contains(outcomes.error(10).message(), "closed"));
  CHECK(client.submit(precheckRequest()).get().error().code() == "SDK.Cancelled");
  CHECK(client.close());
  CHECK(client.poll() == 0);
}

TEST_CASE("A client that was closed still makes synchronous calls") {
  ScriptedServer server(answerAll);
  const AcsClient client(profileFor(server.endpoint()));
  CHECK(client.submit(precheckRequest()).get());
  CHECK(client.close());
  CHECK(client.execute(precheckRequest()));
}

TEST_CASE("Closing waits for a callback that runs, but no longer than it is told to") {
  ScriptedServer server(answerAll);
  const AcsClient client(profileFor(server.endpoint()));
  std::promise<void> entered;
  std::promise<void> leave;
  client.executeAsync(precheckRequest(), [&](const auto&) {
    entered.set_value();
    leave.get_future().wait();
  });
  entered.get_future().wait();
  CHECK_FALSE(client.close(std::chrono::milliseconds(1)));
  leave.set_value();
  CHECK(client.close());
}

TEST_CASE("A callback may close its client, and may destroy it") {
  ScriptedServer server(staySilent);
  for (const bool destroys : {false, true}) {
    ScriptedServer other(answerAll);
    auto client = std::make_unique<AcsClient>(profileFor(server.endpoint()));
    Outcomes outcomes;
    for (int i = 0; i < 3; ++i) client->executeAsync(precheckRequest(), outcomes.callback());
    CallOptions elsewhere;
    elsewhere.endpoint = other.endpoint();
    std::promise<void> done;
    client->executeAsync(
        precheckRequest(),
        [&](const auto& outcome) {
          if (destroys) {
            client.reset();
          } else {
            client->close();
          }
          outcomes.add(outcome);
          done.set_value();
        },
        elsewhere);
    done.get_future().wait();
    CHECK(outcomes.codes() == Codes{"SDK.Cancelled", "SDK.Cancelled", "SDK.Cancelled", "OK"});
  }
}

TEST_CASE("With callbacks that wait for poll(), closing runs those that are left") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.pollForCallbacks = true;
  Outcomes outcomes;
  {
    const AcsClient client(profile);
    client.executeAsync(precheckRequest(), outcomes.callback());
    server.waitForArrivals(1);
    CHECK(outcomes.codes().empty());
  }
  CHECK(outcomes.codes() == Codes{"SDK.Cancelled"});
}

TEST_CASE("Closing waits for a callback that another thread's poll() runs, but within such a callback it does not") {
  ScriptedServer server(answerAll);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.pollForCallbacks = true;
  const AcsClient client(profile);
  std::promise<void> entered;
  std::promise<void> leave;
  bool closedWithin = false;
  client.executeAsync(precheckRequest(), [&](const auto&) {
    entered.set_value();
    leave.get_future().wait();
    closedWithin = client.close();
  });
  std::thread poller([&client] {
    while (client.poll() == 0) std::this_thread::yield();
  });
  entered.get_future().wait();
  CHECK_FALSE(client.close(std::chrono::milliseconds(1)));
  leave.set_value();
  CHECK(client.close());
  CHECK(closedWithin);
  poller.join();
}

TEST_CASE("A thousand clients that are made, used and destroyed leave no thread and no descriptor") {
  ScriptedServer server(answerAll);
  const auto use = [&server] {
    const AcsClient client(profileFor(server.endpoint()));
    CHECK(client.submit(precheckRequest()).get());
  };
  use();
  const std::size_t threadsBefore = threadsOfThisProcess();
  const std::size_t descriptorsBefore = descriptors();
  for (int i = 0; i < 1000; ++i) use();
  // The server's own connections end when it has seen their end.
  while (threadsOfThisProcess() > threadsBefore || descriptors() > descriptorsBefore) std::this_thread::yield();
  CHECK(threadsOfThisProcess() <= threadsBefore);
}

TEST_CASE("Clients are closed by several threads at once while others begin calls") {
  ScriptedServer server(answerAll);
  for (int round = 0; round < 20; ++round) {
    Outcomes outcomes;
    const AcsClient client(profileFor(server.endpoint()));
    std::vector<std::thread> threads;
    for (int t = 0; t < 3; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 20; ++i) client.executeAsync(precheckRequest(), outcomes.callback());
      });
      threads.emplace_back([&] { client.close(); });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(outcomes.codes().size() == 60);
  }
}

TEST_CASE("A callback that poll() runs may destroy the client: those that are left run before, and none afterwards") {
  ScriptedServer server(answerAll);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.pollForCallbacks = true;
  auto client = std::make_unique<AcsClient>(profile);
  int ended = 0;
  bool isDestroyed = false;
  for (int i = 0; i < 3; ++i) {
    client->executeAsync(precheckRequest(), [&](const auto&) {
      CHECK_FALSE(isDestroyed);
      if (++ended > 1) return;
      client.reset();
      isDestroyed = true;
    });
  }
  server.waitForArrivals(3);
  while (client && ended == 0) client->poll();
  CHECK(ended == 3);
}

TEST_CASE("Closing for as long as it takes, in milliseconds, is not closing at once") {
  ScriptedServer server(staySilent);
  const AcsClient client(profileFor(server.endpoint()));
  client.executeAsync(precheckRequest(), [](const auto&) {});
  CHECK(client.close(std::chrono::milliseconds::max()));
}
