#include <string>
#include <thread>
#include <utility>

#include "async/async.hpp"
#include "async/loops.hpp"
#include "coroutine/detached.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

template <class Request>
Detached call(const AcsClient& client, Request request, Outcomes& outcomes, std::thread::id* thread = nullptr) {
  const auto outcome = co_await client.call(request);
  if (thread != nullptr) *thread = std::this_thread::get_id();
  outcomes.add(outcome);
}

}  // namespace

TEST_CASE("A coroutine that waits for a call goes on with its outcome, on the client's thread") {
  ScriptedServer server(answerAll);
  Outcomes outcomes;
  std::thread::id thread;
  std::int64_t bandId = 0;
  const auto precheck = [&](const AcsClient& client) -> Detached {
    const Outcome<BandPrecheckResponse> outcome = co_await client.call(precheckRequest());
    thread = std::this_thread::get_id();
    bandId = outcome->getResultModule().getBandId();
    outcomes.add(outcome);
  };
  const AcsClient client(profileFor(server.endpoint()));
  precheck(client);
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  CHECK(bandId == 1000001);
  CHECK(thread != std::this_thread::get_id());
}

TEST_CASE("Errors come as outcomes: of the request, of the service, of the network") {
  ScriptedServer server([](ServerConnection& connection) {
    connection.readRequest();
    connection.write(httpAnswer(200, R"({"RequestId":"r-9","Code":"isv.BAND_CHECK_EXPIRE","Message":"again"})"));
    connection.readRequest();
  });
  Outcomes outcomes;
  const AcsClient client(profileFor(server.endpoint()));
  call(client, BandPrecheckRequest(), outcomes);
  outcomes.waitFor(1);
  call(client, orderRequest(), outcomes);
  outcomes.waitFor(2);
  call(client, orderRequest(), outcomes);
  CHECK(outcomes.waitFor(3) == Codes{"SDK.InvalidParameter", "isv.BAND_CHECK_EXPIRE", "SDK.ServerUnreachable"});
  CHECK(outcomes.error(1).requestId() == "r-9");
  CHECK(outcomes.error(2).delivery() == Delivery::Unknown);
}

TEST_CASE("One coroutine makes several calls in their order, each with what the one before brought") {
  ScriptedServer server([](ServerConnection& connection) {
    while (const auto request = connection.readRequest()) {
      connection.write(httpAnswer(200, contains(request->body, "Action=BandOfferOrder") ? kOrderBody : kPrecheckBody));
    }
  });
  Outcomes outcomes;
  std::int64_t orderId = 0;
  const auto purchase = [&](const AcsClient& client) -> Detached {
    const auto precheck = co_await client.call(precheckRequest());
    const auto& module = precheck->getResultModule();
    BandOfferOrderRequest request;
    request.setBandId(module.getBandId()).setOfferId(module.getBandOfferList().front().getOfferId());
    const auto order = co_await client.call(request);
    orderId = order->getResultModule().getLxOrderId();
    outcomes.add(order);
  };
  const AcsClient client(profileFor(server.endpoint()));
  purchase(client);
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  CHECK(orderId == 77);
  const auto arrivals = server.arrivals();
  REQUIRE(arrivals.size() == 2);
  CHECK(contains(arrivals[1].body, "BandId=1000001"));
  CHECK(contains(arrivals[1].body, "OfferId=220980804008"));
}

TEST_CASE("Many coroutines wait at once") {
  // Answers none before all have arrived.
  constexpr int kCalls = 100;
  std::atomic<int> arrived{0};
  ScriptedServer server([&arrived](ServerConnection& connection) {
    while (connection.readRequest()) {
      ++arrived;
      while (arrived < kCalls) std::this_thread::yield();
      connection.write(httpAnswer(200, kPrecheckBody));
    }
  });
  Outcomes outcomes;
  const AcsClient client(profileFor(server.endpoint()));
  for (int i = 0; i < kCalls; ++i) call(client, precheckRequest(), outcomes);
  CHECK(outcomes.waitFor(kCalls) == Codes(kCalls, "OK"));
}

TEST_CASE("A call is made when it is waited for, and may be handed on until then") {
  ScriptedServer server(answerAll);
  Outcomes outcomes;
  const auto later = [&outcomes](AwaitableCall<BandPrecheckRequest> made) -> Detached {
    outcomes.add(co_await std::move(made));
  };
  const AcsClient client(profileFor(server.endpoint()));
  { [[maybe_unused]] const auto neverMade = client.call(orderRequest()); }
  later(client.call(precheckRequest()));
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("The options of a call count for a coroutine's, too") {
  std::atomic<int> asked{0};
  ScriptedServer server([&asked](ServerConnection& connection) {
    while (connection.readRequest()) {
      connection.write(++asked < 3 ? httpAnswer(503, "{}") : httpAnswer(200, kPrecheckBody));
    }
  });
  Outcomes outcomes;
  const auto retrying = [&outcomes](const AcsClient& client) -> Detached {
    CallOptions options;
    options.retry = 2;
    options.retry.baseDelay = std::chrono::milliseconds(1);
    outcomes.add(co_await client.call(precheckRequest(), options));
  };
  const AcsClient client(profileFor(server.endpoint()));
  retrying(client);
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  CHECK(asked == 3);
}

TEST_CASE("With callbacks that wait for poll(), coroutines go on within it") {
  ScriptedServer server(answerAll);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.pollForCallbacks = true;
  Outcomes outcomes;
  std::thread::id thread;
  const AcsClient client(profile);
  call(client, precheckRequest(), outcomes, &thread);
  CHECK(client.submit(precheckRequest()).get());
  while (client.poll() == 0) std::this_thread::yield();
  CHECK(outcomes.codes() == Codes{"OK"});
  CHECK(thread == std::this_thread::get_id());
}

TEMPLATE_TEST_CASE("On the program's own loop, coroutines go on on its thread", "", PollLoop, EpollLoop) {
  ScriptedServer server(answerAll);
  const auto loop = std::make_shared<TestType>();
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.eventLoop = loop;
  Outcomes outcomes;
  std::thread::id thread;
  const AcsClient client(profile);
  call(client, precheckRequest(), outcomes, &thread);
  CHECK(outcomes.codes().empty());
  while (outcomes.codes().empty()) loop->turn(client);
  CHECK(outcomes.codes() == Codes{"OK"});
  CHECK(thread == std::this_thread::get_id());
}
