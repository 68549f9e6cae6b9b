#include <atomic>
#include <condition_variable>
#include <fstream>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#if defined(__linux__)
#include <pthread.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "async/async.hpp"
#include "snsuapi/testing/mock_transport.hpp"

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::hours;
using std::chrono::milliseconds;

TEST_CASE("An asynchronous call brings the typed response, on a thread that is not the caller's") {
  ScriptedServer server(answerAll);
  Outcomes outcomes;
  const AcsClient client(profileFor(server.endpoint()));
  std::thread::id thread;
  std::int64_t bandId = 0;
  client.executeAsync(precheckRequest(), [&](const Outcome<BandPrecheckResponse>& outcome) {
    thread = std::this_thread::get_id();
    bandId = outcome->getResultModule().getBandId();
    outcomes.add(outcome);
  });
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  CHECK(bandId == 1000001);
  CHECK(thread != std::this_thread::get_id());
}

TEST_CASE("A call that is submitted gives a future") {
  ScriptedServer server(answerAll);
  const AcsClient client(profileFor(server.endpoint()));
  auto future = client.submit(precheckRequest());
  CHECK(future.get()->getResultModule().getBandId() == 1000001);
  CHECK(client.submit(BandPrecheckRequest()).get().error().code() == "SDK.InvalidParameter");
}

TEST_CASE("A synchronous and an asynchronous call send the same bytes") {
  class StandingStill final : public snsuapi::Environment {
    std::chrono::system_clock::time_point now() override { return kStartOfTime; }
    std::string nonce() override { return "nonce"; }
  };
  ScriptedServer server(answerAll);
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    ClientProfile profile = profileFor(server.endpoint());
    profile.method = method;
    profile.environment = std::make_shared<StandingStill>();
    const AcsClient client(profile);
    CHECK(client.execute(precheckRequest()));
    CHECK(client.submit(precheckRequest()).get());
    const auto arrivals = server.arrivals();
    const ArrivedRequest& sync = arrivals.at(arrivals.size() - 2);
    CHECK(sync.head == arrivals.back().head);
    CHECK(sync.body == arrivals.back().body);
  }
}

TEST_CASE("Hundreds of calls are in flight at once, each with its own answer") {
  // Answers none before all have arrived.
  static constexpr std::size_t kCalls = 300;
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t arrived = 0;
  ScriptedServer server([&](ServerConnection& connection) {
    while (const auto request = connection.readRequest()) {
      const std::string port = request->body.substr(request->body.find("&Port=") + 6, 5);
      std::unique_lock<std::mutex> lock(mutex);
      if (++arrived == kCalls) changed.notify_all();
      changed.wait(lock, [&arrived] { return arrived >= kCalls; });
      lock.unlock();
      connection.write(httpAnswer(
          200, R"({"Code":"OK","ResultModule":{"BandId":)" + port + R"(,"UploadBandwidth":1,"DownloadBandwidth":1}})"));
    }
  });
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = kCalls;
  // However slow the machine: none is answered before the last has come.
  profile.http.connectTimeout = profile.http.readTimeout = profile.http.totalTimeout = std::chrono::minutes(5);
  const AcsClient client(profile);
  std::vector<std::future<Outcome<BandPrecheckResponse>>> futures;
  for (std::size_t i = 0; i < kCalls; ++i) {
    futures.push_back(client.submit(precheckRequest().setPort(10000 + static_cast<int>(i))));
  }
  for (std::size_t i = 0; i < kCalls; ++i) {
    CHECK(futures[i].get()->getResultModule().getBandId() == 10000 + static_cast<int>(i));
  }
  // All connections are kept: the next calls open none.
  CHECK(client.submit(precheckRequest()).get());
  CHECK(server.connections() == kCalls);
}

TEST_CASE("Calls beyond the connections that are allowed wait, and go in order") {
  ScriptedServer server(answerAll);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  const AcsClient client(profile);
  std::vector<std::future<Outcome<BandPrecheckResponse>>> futures;
  for (int i = 0; i < 20; ++i) futures.push_back(client.submit(precheckRequest().setPort(10000 + i)));
  for (auto& future : futures) CHECK(future.get());
  CHECK(server.connections() == 1);
  const auto arrivals = server.arrivals();
  REQUIRE(arrivals.size() == 20);
  for (std::size_t i = 0; i < 20; ++i) CHECK(contains(arrivals[i].body, "&Port=" + std::to_string(10000 + i)));
}

TEST_CASE("A call whose total timeout is up while it waits for a connection sent nothing") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  Outcomes first;
  const AcsClient client(profile);
  client.executeAsync(precheckRequest(), first.callback());
  server.waitForArrivals(1);
  CallOptions brief;
  brief.totalTimeout = milliseconds(20);
  const Error error = client.submit(orderRequest(), brief).get().error();
  CHECK(error.code() == "SDK.ReadTimeout");
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(contains(error.message(), "maxConnectionsPerHost"));
  CHECK(server.arrivals().size() == 1);
}

TEST_CASE("What a call has waited for a connection is taken off the time that it is sent with") {
  ScriptedServer server(staySilent);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.maxConnectionsPerHost = 1;
  const AcsClient client(profile);
  const Call first = client.executeAsync(precheckRequest(), [](const auto&) {});
  server.waitForArrivals(1);
  CallOptions options;
  options.totalTimeout = milliseconds(300);
  const auto begin = std::chrono::steady_clock::now();
  auto second = client.submit(precheckRequest(), options);
  while (std::chrono::steady_clock::now() - begin < milliseconds(150)) std::this_thread::yield();
  first.cancel();
  const Error error = second.get().error();
  CHECK(error.code() == "SDK.ReadTimeout");
  // On a slow machine it may have been too late to send it at all.
  if (error.delivery() == Delivery::Unknown) CHECK_FALSE(contains(error.message(), "300 ms"));
}

TEST_CASE("Timeouts end an asynchronous call as they end a synchronous one") {
  ScriptedServer server(staySilent);
  const AcsClient client(profileFor(server.endpoint()));
  CallOptions options;
  options.readTimeout = milliseconds(20);
  Error error = client.submit(precheckRequest(), options).get().error();
  CHECK(error.code() == "SDK.ReadTimeout");
  CHECK(error.delivery() == Delivery::Unknown);
  CHECK(contains(error.message(), "20 ms"));
  options.readTimeout = hours(1);
  options.totalTimeout = milliseconds(30);
  error = client.submit(precheckRequest(), options).get().error();
  CHECK(error.code() == "SDK.ReadTimeout");
  const HangingListener hanging;
  options.endpoint = "http://127.0.0.1:" + std::to_string(hanging.port());
  options.totalTimeout = hours(1);
  options.connectTimeout = milliseconds(30);
  error = client.submit(precheckRequest(), options).get().error();
  CHECK(error.code() == "SDK.ConnectTimeout");
  CHECK(error.delivery() == Delivery::NotSent);
}

TEST_CASE("A silence that begins long after the call did is measured from its own beginning") {
  // The connect timeout is short, the server speaks after it, and then falls silent within its answer.
  ScriptedServer server([](ServerConnection& connection) {
    connection.readRequest();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
    connection.waitUntilClosed();
  });
  const AcsClient client(profileFor(server.endpoint()));
  CallOptions options;
  options.connectTimeout = hours(1);
  options.readTimeout = milliseconds(30);
  const Error error = client.submit(precheckRequest(), options).get().error();
  CHECK(error.code() == "SDK.ReadTimeout");
  CHECK(error.httpStatus() == 200);
}

TEST_CASE("A kept-alive connection that closes unanswered is one arrival, and Delivery::Unknown") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    ScriptedServer server([](ServerConnection& connection) {
      connection.readRequest();
      connection.write(httpAnswer(200, kPrecheckBody));
      connection.readRequest();
    });
    ClientProfile profile = profileFor(server.endpoint());
    profile.method = method;
    const AcsClient client(profile);
    CHECK(client.submit(precheckRequest()).get());
    const Error error = client.submit(orderRequest()).get().error();
    CHECK(error.code() == "SDK.ServerUnreachable");
    CHECK(error.delivery() == Delivery::Unknown);
    CHECK(server.arrivals().size() == 2);
  }
}

TEST_CASE("An asynchronous call is retried as a synchronous one is, when that was asked for") {
  std::atomic<int> asked{0};
  ScriptedServer server([&asked](ServerConnection& connection) {
    while (connection.readRequest()) {
      connection.write(++asked % 3 == 0 ? httpAnswer(200, kPrecheckBody) : httpAnswer(503, "{}"));
    }
  });
  const AcsClient client(profileFor(server.endpoint()));
  CallOptions options;
  options.retry = 2;
  options.retry.baseDelay = milliseconds(1);
  CHECK(client.submit(precheckRequest(), options).get());
  CHECK(asked == 3);
  std::set<std::string> nonces;
  for (const auto& arrival : server.arrivals()) {
    nonces.insert(arrival.body.substr(arrival.body.find("SignatureNonce="), 30));
  }
  CHECK(nonces.size() == 3);
  CHECK(client.submit(orderRequest(), options).get().error().httpStatus() == 503);
  CHECK(asked == 4);
}

TEST_CASE("A transport that can only wait serves asynchronous calls, too, as the mock does") {
  const auto mock = std::make_shared<testing::MockTransport>();
  mock->enqueueJson(200, kPrecheckBody);
  mock->enqueueError(Error(ErrorKind::Transport, "SDK.ServerUnreachable", "refused", Delivery::NotSent));
  const AcsClient client(testProfile(), mock);
  CHECK(client.submit(precheckRequest()).get()->getResultModule().getBandId() == 1000001);
  CHECK(client.submit(precheckRequest()).get().error().code() == "SDK.ServerUnreachable");
  CHECK(mock->requests().size() == 2);
}

TEST_CASE("A callback may begin further calls, and what it throws harms nobody") {
  ScriptedServer server(answerAll);
  Outcomes outcomes;
  const AcsClient client(profileFor(server.endpoint()));
  client.executeAsync(precheckRequest(), [&](const auto&) {
    client.executeAsync(precheckRequest(), outcomes.callback());
    throw std::runtime_error("a callback's own trouble");
  });
  CHECK(outcomes.waitFor(1) == Codes{"OK"});
  CHECK(client.submit(precheckRequest()).get());
}

TEST_CASE("Callbacks wait for poll() where that was asked for, and run on its thread; futures need none") {
  ScriptedServer server(answerAll);
  ClientProfile profile = profileFor(server.endpoint());
  profile.async.pollForCallbacks = true;
  const AcsClient client(profile);
  CHECK(client.poll() == 0);
  std::thread::id thread;
  client.executeAsync(precheckRequest(), [&thread](const auto&) { thread = std::this_thread::get_id(); });
  CHECK(client.submit(precheckRequest()).get());
  while (client.poll() == 0) std::this_thread::yield();
  CHECK(thread == std::this_thread::get_id());
}

TEST_CASE("A misconfigured client tells asynchronous calls so") {
  CHECK(AcsClient(testProfile(), nullptr).submit(precheckRequest()).get().error().code() == "SDK.InvalidProfile");
  ClientProfile profile = testProfile();
  profile.async.maxConnectionsPerHost = 0;
  CHECK(AcsClient(profile).submit(precheckRequest()).get().error().code() == "SDK.InvalidParameter");
  profile = testProfile();
  profile.endpoint = "ftp://x";
  CHECK(AcsClient(profile).submit(precheckRequest()).get().error().code() == "SDK.EndpointResolvingError");
}

#if defined(__linux__) && !defined(SNSUAPI_TEST_SANITIZED)  // their shadow memory has no bounds
TEST_CASE("Where the system has no thread left, a call is told so at once") {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);  // ends the child where it hangs
    const AcsClient client(testProfile(), std::make_shared<testing::MockTransport>());
    // No thread's stack fits, not even one that an earlier thread has left.
    constexpr std::size_t kRoom = std::size_t{16} << 20;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 16 * kRoom);
    pthread_setattr_default_np(&attributes);
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    const rlim_t most = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + kRoom;
    const rlimit limit{most, most};
    setrlimit(RLIMIT_AS, &limit);
    const Error error = client.submit(precheckRequest()).get().error();
    _exit(error.code() == "SDK.ServerUnreachable" && contains(error.message(), "threads") ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}
#endif
