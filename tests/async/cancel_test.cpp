#include <future>
#include <thread>

#include "async/async.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

TEST_CASE("A call that is cancelled in flight ends with SDK.Cancelled, and may have been carried out") {
  ScriptedServer server(staySilent);
  Outcomes outcomes;
  const AcsClient client(profileFor(server.endpoint()));
  const Call call = client.executeAsync(orderRequest(), outcomes.callback());
  server.waitForArrivals(1);
  call.cancel();
  CHECK(outcomes.waitFor(1) == Codes{"SDK.Cancelled"});
  CHECK(outcomes.error(0).kind() == ErrorKind::Cancelled);
  CHECK(outcomes.error(0).delivery() == Delivery::Unknown);
  CHECK(outcomes.error(0).mayHaveBeenCarriedOut());
}

TEST_CASE("A call that is cancelled before its turn was not sent, and takes no turn") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  Outcomes outcomes;
  const AcsClient client(profile);
  const Call first = client.executeAsync(precheckRequest(), outcomes.callback());
  server.waitForArrivals(1);
  client.executeAsync(orderRequest(), outcomes.callback()).cancel();
  CHECK(outcomes.waitFor(1) == Codes{"SDK.Cancelled"});
  CHECK(outcomes.error(0).delivery() == Delivery::NotSent);
  first.cancel();
  outcomes.waitFor(2);
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("Cancelling makes room for the next call in the queue") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  Outcomes outcomes;
  const AcsClient client(profile);
  const Call first = client.executeAsync(precheckRequest(), outcomes.callback());
  const Call second = client.executeAsync(precheckRequest(), outcomes.callback());
  server.waitForArrivals(1);
  first.cancel();
  server.waitForArrivals(2);
  second.cancel();
  CHECK(outcomes.waitFor(2) == Codes{"SDK.Cancelled", "SDK.Cancelled"});
}

TEST_CASE("What the callback of a cancelled call holds goes with the call, though the queue has not moved") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  Outcomes outcomes;
  const auto held = std::make_shared<int>();
  const AcsClient client(profile);
  const Call first = client.executeAsync(precheckRequest(), outcomes.callback());
  server.waitForArrivals(1);
  client.executeAsync(orderRequest(), [held, tell = outcomes.callback()](const auto& outcome) { tell(outcome); })
      .cancel();
  CHECK(outcomes.waitFor(1) == Codes{"SDK.Cancelled"});
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (held.use_count() > 1 && std::chrono::steady_clock::now() < patience) std::this_thread::yield();
  CHECK(held.use_count() == 1);
  first.cancel();
  outcomes.waitFor(2);
}

TEST_CASE("Of hundreds of calls in flight, each is cancelled alone") {
  constexpr std::size_t kCalls = 300;
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = kCalls;
  Outcomes outcomes;
  const AcsClient client(profile);
  std::vector<Call> calls;
  for (std::size_t i = 0; i < kCalls; ++i) calls.push_back(client.executeAsync(orderRequest(), outcomes.callback()));
  server.waitForArrivals(kCalls);
  for (std::size_t i = 0; i < kCalls; ++i) {
    calls[kCalls - 1 - i].cancel();
    CHECK(outcomes.waitFor(i + 1).size() == i + 1);
  }
  CHECK(outcomes.codes() == Codes(kCalls, "SDK.Cancelled"));
  CHECK(server.arrivals().size() == kCalls);
}

TEST_CASE("A call may be cancelled twice, after its end, within its callback, and when its client is gone") {
  ScriptedServer server(answerAll);
  Outcomes outcomes;
  Call kept;
  kept.cancel();  // of no call
  {
    const AcsClient client(profileFor(server.endpoint()));
    std::promise<void> isKept;
    kept = client.executeAsync(precheckRequest(), [&](const auto& outcome) {
      isKept.get_future().wait();
      kept.cancel();
      outcomes.add(outcome);
    });
    isKept.set_value();
    CHECK(outcomes.waitFor(1) == Codes{"OK"});
    kept.cancel();
    kept.cancel();
    CHECK(client.submit(precheckRequest()).get());
    CHECK(outcomes.codes() == Codes{"OK"});
  }
  kept.cancel();
}

TEST_CASE("A pause before a retry is cancelled at once") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(503, "{}"));
  });
  const AcsClient client(profileFor(server.endpoint()));
  CallOptions options;
  options.retry = 5;
  options.retry.baseDelay = options.retry.maxDelay = std::chrono::hours(1);
  options.totalTimeout = std::chrono::hours(100);
  Outcomes outcomes;
  const Call call = client.executeAsync(precheckRequest(), outcomes.callback(), options);
  server.waitForArrivals(1);
  call.cancel();
  CHECK(outcomes.waitFor(1) == Codes{"SDK.Cancelled"});
}

TEST_CASE("Calls are cancelled from many threads while they end; each ends once") {
  ScriptedServer server(answerAll);
  Outcomes outcomes;
  const AcsClient client(profileFor(server.endpoint()));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        const Call call = client.executeAsync(precheckRequest(), outcomes.callback());
        if (i % 2 == 0) call.cancel();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  outcomes.waitFor(400);
  CHECK(client.close());
  CHECK(outcomes.codes().size() == 400);
  for (const std::string& code : outcomes.codes()) {
    if (code != "OK" && code != "SDK.Cancelled") FAIL(code);
  }
}
