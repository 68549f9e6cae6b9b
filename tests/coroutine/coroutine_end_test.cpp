// How a coroutine's call ends early: at once, by the client's end, or since the coroutine is destroyed.

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>

#include "async/async.hpp"
#include "coroutine/detached.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

/// Counts how often it goes: as a local variable of a coroutine it tells what becomes of the frame.
class FrameWatch {
 public:
  explicit FrameWatch(std::atomic<int>& gone) : gone_(gone) {}
  FrameWatch(const FrameWatch&) = delete;
  FrameWatch& operator=(const FrameWatch&) = delete;
  ~FrameWatch() { ++gone_; }

 private:
  std::atomic<int>& gone_;
};

Detached waitForOne(const AcsClient& client, Outcomes& outcomes, std::atomic<int>& framesGone) {
  const FrameWatch watch(framesGone);
  outcomes.add(co_await client.call(orderRequest()));
}

}  // namespace

TEST_CASE("On a closed client a coroutine does not wait, however many calls it makes in a row") {
  constexpr int kCalls = 100'000;
  const AcsClient client(testProfile());
  CHECK(client.close());
  int cancelled = 0;
  const auto loop = [&]() -> Detached {
    for (int i = 0; i < kCalls; ++i) {
      const auto outcome = co_await client.call(precheckRequest());
      if (outcome.error().code() == "SDK.Cancelled") ++cancelled;
    }
  };
  loop();
  CHECK(cancelled == kCalls);
}

TEST_CASE("A coroutine whose call ends on another thread before its start has returned goes on there") {
  // The requests lack their parameters: they end on the client's thread as soon as it sees them.
  constexpr int kThreads = 4;
  constexpr int kCalls = 500;
  const AcsClient client(testProfile());
  std::atomic<int> elsewhere{0};
  std::atomic<int> framesGone{0};
  const auto call = [&]() -> Detached {
    const FrameWatch watch(framesGone);
    const std::thread::id starter = std::this_thread::get_id();
    const auto outcome = co_await client.call(BandPrecheckRequest());
    if (outcome.error().code() == "SDK.InvalidParameter" && std::this_thread::get_id() != starter) ++elsewhere;
  };
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < kCalls; ++i) call();
    });
  }
  for (std::thread& thread : threads) thread.join();
  while (framesGone < kThreads * kCalls) std::this_thread::yield();
  CHECK(elsewhere == kThreads * kCalls);
}

TEST_CASE("Destroying a coroutine that waits cancels its call; it does not go on") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  Outcomes outcomes;
  std::atomic<int> framesGone{0};
  {
    const AcsClient client(profile);
    const Detached first = waitForOne(client, outcomes, framesGone);
    server.waitForArrivals(1);
    const Detached second = waitForOne(client, outcomes, framesGone);
    first.handle.destroy();
    CHECK(framesGone == 1);
    server.waitForArrivals(2);  // its connection is free for the next
    second.handle.destroy();
    CHECK(framesGone == 2);
  }
  CHECK(outcomes.codes().empty());
  CHECK(server.arrivals().size() == 2);
}

TEST_CASE("A coroutine that is destroyed when its end waits for poll() does not go on") {
  ScriptedServer server(answerAll);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.pollForCallbacks = true;
  Outcomes outcomes;
  std::atomic<int> framesGone{0};
  const AcsClient client(profile);
  const Detached coroutine = waitForOne(client, outcomes, framesGone);
  server.waitForArrivals(1);
  coroutine.handle.destroy();
  while (client.poll() == 0) std::this_thread::yield();
  CHECK(outcomes.codes().empty());
  CHECK(framesGone == 1);
}

TEST_CASE("Coroutines that wait when their client is closed or destroyed go on with SDK.Cancelled") {
  ScriptedServer server(staySilent);
  Outcomes outcomes;
  std::atomic<int> framesGone{0};
  for (const bool destroys : {false, true}) {
    auto client = std::make_unique<AcsClient>(profileFor(server.endpoint()));
    const std::size_t before = server.arrivals().size();
    for (int i = 0; i < 3; ++i) waitForOne(*client, outcomes, framesGone);
    server.waitForArrivals(before + 3);
    if (destroys) {
      client.reset();
    } else {
      CHECK(client->close());
    }
  }
  CHECK(outcomes.codes() == Codes(6, "SDK.Cancelled"));
  CHECK(outcomes.error(0).delivery() == Delivery::Unknown);
  CHECK(framesGone == 6);
}

TEST_CASE("A coroutine may destroy its client") {
  ScriptedServer server(answerAll);
  auto client = std::make_unique<AcsClient>(profileFor(server.endpoint()));
  Outcomes outcomes;
  std::atomic<int> framesGone{0};
  const auto destroying = [&]() -> Detached {
    const FrameWatch watch(framesGone);
    const auto outcome = co_await client->call(precheckRequest());
    client.reset();
    outcomes.add(outcome);
  };
  destroying();
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  while (framesGone == 0) std::this_thread::yield();
}

// Clang 16 does not take a coroutine for ended whose promise throws on, and would destroy its variables twice.
#if !defined(__clang__) || __clang_major__ > 16
namespace {

/// A coroutine whose exceptions go to whoever resumes it; its frame stays until it is destroyed.
struct Careless {
  struct promise_type {
    Careless get_return_object() noexcept { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() { throw; }
  };

  std::coroutine_handle<> handle;
};

}  // namespace

TEST_CASE("What a coroutine throws past its promise harms nobody") {
  ScriptedServer server(answerAll);
  const auto throwing = [](const AcsClient& client) -> Careless {
    const auto outcome = co_await client.call(precheckRequest());
    throw std::runtime_error(outcome ? "a coroutine's own trouble" : outcome.error().code());
  };
  const AcsClient client(profileFor(server.endpoint()));
  const Careless coroutine = throwing(client);
  server.waitForArrivals(1);
  CHECK(client.submit(precheckRequest()).get());  // the client's thread goes on
  CHECK(client.close());
  CHECK(coroutine.handle.done());
  coroutine.handle.destroy();
}
#endif
