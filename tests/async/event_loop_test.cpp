#include <memory>
#include <thread>

#include "async/loops.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

ClientProfile profileWith(const std::shared_ptr<EventLoop>& loop, const std::string& endpoint) {
  ClientProfile profile = profileFor(endpoint);
  profile.async.eventLoop = loop;
  return profile;
}

/// Tells of nothing but the wake-up. WSAPoll() of Windows before 10 version 2004 has no word of a connect that failed.
class SilentLoop final : public HostLoop {
  void change(SocketHandle, bool, bool) override {}

  std::vector<Ready> waitForSome(int milliseconds) override {
    pollfd wakeUp{wakeUpDescriptor(), POLLIN, 0};
    if (poll(&wakeUp, 1, milliseconds) != 1) return {};
    return {{wakeUpDescriptor(), true, false}};
  }
};

}  // namespace

TEMPLATE_TEST_CASE("Calls are driven by the program's own loop, with callbacks on its thread", "", PollLoop,
                   EpollLoop) {
  ScriptedServer server(answerAll);
  const auto loop = std::make_shared<TestType>();
  const AcsClient client(profileWith(loop, server.endpoint()));
  int ended = 0;
  for (int i = 0; i < 50; ++i) {
    client.executeAsync(precheckRequest(), [&, thread = std::this_thread::get_id()](const auto& outcome) {
      CHECK(outcome);
      CHECK(std::this_thread::get_id() == thread);
      ++ended;
    });
  }
  CHECK(ended == 0);  // nothing runs before the loop does
  while (ended < 50) loop->turn(client);
}

TEMPLATE_TEST_CASE("On the program's own loop, calls time out, are retried and are cancelled", "", PollLoop,
                   EpollLoop) {
  ScriptedServer server(staySilent);
  const auto loop = std::make_shared<TestType>();
  const AcsClient client(profileWith(loop, server.endpoint()));
  CallOptions options;
  options.readTimeout = std::chrono::milliseconds(10);
  options.retry = 2;
  options.retry.baseDelay = std::chrono::milliseconds(1);
  Outcomes outcomes;
  client.executeAsync(precheckRequest(), outcomes.callback(), options);
  while (outcomes.codes().empty()) loop->turn(client);
  CHECK(outcomes.codes() == Codes{"SDK.ReadTimeout"});
  server.waitForArrivals(3);  // the calls did not wait until it had read them
  CHECK(server.arrivals().size() == 3);
  const Call call = client.executeAsync(precheckRequest(), outcomes.callback());
  while (server.arrivals().size() < 4) loop->turn(client);
  call.cancel();
  while (outcomes.codes().size() < 2) loop->turn(client);
  CHECK(outcomes.codes()[1] == "SDK.Cancelled");
}

TEMPLATE_TEST_CASE("A client on the program's own loop has no thread, and lets go of the loop when it is closed", "",
                   PollLoop, EpollLoop) {
  ScriptedServer server(staySilent);
  const auto loop = std::make_shared<TestType>();
  Outcomes outcomes;
  {
    const AcsClient client(profileWith(loop, server.endpoint()));
    client.executeAsync(precheckRequest(), outcomes.callback());
    while (server.arrivals().empty()) loop->turn(client);
    CHECK(loop->isWatching());
    CHECK(client.close());
    CHECK(outcomes.codes() == Codes{"SDK.Cancelled"});
    CHECK_FALSE(loop->isWatching());
    client.onWakeUp();  // too late, and harmless
    client.onTimer();
  }
  CHECK_FALSE(loop->isWatching());
}

TEMPLATE_TEST_CASE("On the program's own loop, connections that fail or hang are let go of", "", PollLoop, EpollLoop) {
  ScriptedServer closing([](ServerConnection& connection) { connection.readRequest(); });
  const HangingListener hanging;
  const auto loop = std::make_shared<TestType>();
  Outcomes outcomes;
  {
    const AcsClient client(profileWith(loop, closing.endpoint()));
    CallOptions options;
    for (const int port : {closing.port(), unusedPort(), hanging.port()}) {
      if (port == hanging.port()) options.connectTimeout = std::chrono::milliseconds(20);
      options.endpoint = "http://127.0.0.1:" + std::to_string(port);
      const std::size_t ended = outcomes.codes().size();
      for (int i = 0; i < 3; ++i) client.executeAsync(precheckRequest(), outcomes.callback(), options);
      while (outcomes.codes().size() < ended + 3) loop->turn(client);
    }
  }
  const std::string unreachable = "SDK.ServerUnreachable", timeout = "SDK.ConnectTimeout";
  CHECK(outcomes.codes() ==
        Codes{unreachable, unreachable, unreachable, unreachable, unreachable, unreachable, timeout, timeout, timeout});
  CHECK_FALSE(loop->isWatching());
}

TEST_CASE("A connect that fails is noticed on a loop that does not tell of it") {
  auto listener = std::make_unique<HangingListener>();
  const auto loop = std::make_shared<SilentLoop>();
  ClientProfile profile = profileWith(loop, "http://127.0.0.1:" + std::to_string(listener->port()));
  profile.http.connectTimeout = std::chrono::minutes(2);
  profile.http.totalTimeout = std::chrono::minutes(2);
  const AcsClient client(profile);
  Outcomes outcomes;
  client.executeAsync(precheckRequest(), outcomes.callback());
  while (!loop->isWatching()) loop->turn(client);
  listener.reset();  // the system's next attempt to connect, within seconds, is refused
  const auto begin = std::chrono::steady_clock::now();
  while (outcomes.codes().empty()) loop->turn(client);
  CHECK(outcomes.codes() == Codes{"SDK.ServerUnreachable"});
  CHECK(std::chrono::steady_clock::now() - begin < profile.http.connectTimeout / 2);
}
