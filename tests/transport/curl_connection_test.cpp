#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/socket.h>
#endif

#include <filesystem>
#include <set>
#include <thread>
#include <vector>

#include "transport/network_client.hpp"

// How connections are chosen and shared.

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;

namespace {

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

}  // namespace

TEST_CASE("Eight threads make 8,000 calls on one client, and each gets its own answer") {
  ScriptedServer server([](ServerConnection& connection) {
    while (const auto request = connection.readRequest()) {
      // The port that was asked for comes back as the line's id.
      const std::size_t at = request->body.find("Port=") + 5;
      const std::string port = request->body.substr(at, request->body.find('&', at) - at);
      connection.write(httpAnswer(200, R"({"RequestId":"r","Code":"OK","ResultModule":{"BandId":)" + port +
                                           R"(,"UploadBandwidth":1,"DownloadBandwidth":1}})"));
    }
  });
  const AcsClient client(networkProfile(server.endpoint()));
  constexpr int kThreads = 8;
  constexpr int kCalls = 1000;
  std::vector<int> right(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kCalls; ++i) {
        BandPrecheckRequest request = precheckRequest();
        const int port = t * kCalls + i + 1;
        const auto outcome = client.execute(request.setPort(port));
        if (outcome && outcome->getResultModule().getBandId() == port) ++right[static_cast<std::size_t>(t)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const int count : right) CHECK(count == kCalls);
  CHECK(server.arrivals().size() == kThreads * kCalls);
  CHECK(server.connections() <= kThreads);
}

TEST_CASE("No more connections are open than maxConnections; further callers wait for their turn") {
  std::mutex mutex;
  std::condition_variable changed;
  bool open = false;
  ScriptedServer server([&](ServerConnection& connection) {
    while (connection.readRequest()) {
      std::unique_lock<std::mutex> lock(mutex);
      changed.wait(lock, [&] { return open; });
      lock.unlock();
      connection.write(httpAnswer(200, kPrecheckBody));
    }
  });
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.maxConnections = 2;
  const AcsClient client(profile);
  std::vector<std::thread> threads;
  std::atomic<int> done{0};
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] { done += client.execute(precheckRequest()) ? 1 : 0; });
  }
  server.waitForArrivals(2);

  // Both connections are taken: a caller with less patience goes away, and tells that nothing was sent.
  CallOptions hasty;
  hasty.totalTimeout = milliseconds(30);
  const auto outcome = client.execute(precheckRequest(), hasty);
  CHECK(outcome.error().code() == "SDK.ReadTimeout");
  CHECK(outcome.error().delivery() == Delivery::NotSent);
  CHECK(contains(outcome.error().message(), "maxConnections"));

  {
    const std::lock_guard<std::mutex> lock(mutex);
    open = true;
  }
  changed.notify_all();
  for (std::thread& thread : threads) thread.join();
  CHECK(done == 6);
  CHECK(server.connections() == 2);
  CHECK(server.arrivals().size() == 6);
}

TEST_CASE("No connection at all is refused as a setting") {
  ClientProfile profile = networkProfile("http://127.0.0.1:1");
  profile.http.maxConnections = 0;
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.InvalidParameter");
  CHECK(contains(error.message(), "maxConnections"));
}

TEST_CASE("The IP version that was asked for is kept to") {
  ScriptedServer server(&answerAll);
  ClientProfile profile = networkProfile("http://127.0.0.1:" + std::to_string(server.port()));
  profile.http.ipVersion = IpVersion::V4;
  CHECK(AcsClient(profile).execute(precheckRequest()));
  profile.http.ipVersion = IpVersion::V6;
  const Error error = failureOf(profile);
  CHECK(error.kind() == ErrorKind::Transport);
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(server.connections() == 1);
}

#if !defined(_WIN32)
TEST_CASE("A program that the host starts does not inherit a connection") {
  ScriptedServer server(&answerAll);
  const auto openSockets = [] {
    std::set<int> found;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
      const int descriptor = std::stoi(entry.path().filename().string());
      sockaddr_storage address{};
      socklen_t size = sizeof address;
      const bool named = getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) == 0;
      if (named && address.ss_family == AF_INET) found.insert(descriptor);
    }
    return found;
  };
  const std::set<int> before = openSockets();
  const AcsClient client(networkProfile(server.endpoint()));
  REQUIRE(client.execute(precheckRequest()));
  std::size_t opened = 0;
  for (const int descriptor : openSockets()) {
    if (before.count(descriptor) != 0) continue;
    ++opened;
    CHECK((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
  }
  CHECK(opened >= 1);
}
#endif

TEST_CASE("A request that the transport can't send is refused without a look at its secrets") {
  HttpOptions options;
  options.proxy = "";
  CurlTransport transport(options);
  HttpRequest request;
  request.url = "http://127.0.0.1:1/";
  for (const char* method : {"", "DELETE", "post"}) {
    request.method = method;
    CHECK(transport.send(request).error().code() == "SDK.InvalidParameter");
  }
  request.method = "GET";
  for (const char* url : {"", "?secret", "ftp://127.0.0.1/?secret", "http://?secret", "http://user:secret@:x/", "\n"}) {
    CAPTURE(url);
    request.url = url;
    const auto answer = transport.send(request);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().delivery() == Delivery::NotSent);
    CHECK_FALSE(contains(answer.error().toString(), "secret"));
  }
}

TEST_CASE("One transport may serve several clients") {
  ScriptedServer server(&answerAll);
  HttpOptions options;
  options.proxy = "";
  const auto transport = std::make_shared<CurlTransport>(options);
  const AcsClient one(networkProfile(server.endpoint()), transport);
  const AcsClient other(networkProfile(server.endpoint()), transport);
  CHECK(one.execute(precheckRequest()));
  CHECK(other.execute(precheckRequest()));
  CHECK(server.connections() == 1);
}

TEST_CASE("Making clients opens no connection, and destroying them closes theirs") {
  ScriptedServer server(&answerAll);
  for (int i = 0; i < 50; ++i) AcsClient client(networkProfile(server.endpoint()));
  CHECK(server.connections() == 0);
  std::atomic<int> closed{0};
  ScriptedServer counting([&closed](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
    ++closed;
  });
  for (int i = 0; i < 20; ++i) CHECK(AcsClient(networkProfile(counting.endpoint())).execute(precheckRequest()));
  CHECK(counting.connections() == 20);
}
