#include "transport/network_client.hpp"

// libcurl sends a request a second time, without a word, when a kept-alive connection dies before an answer came. The
// first copy may have been carried out: for an order that would be paying twice.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

// Answers the first request of the whole test; to every further one does what is asked for.
template <class Then>
ScriptedServer::Script answerOnceAnd(Then then) {
  return [then, answered = std::make_shared<std::atomic<bool>>(false)](ServerConnection& connection) {
    while (connection.readRequest()) {
      if (!answered->exchange(true)) {
        connection.write(httpAnswer(200, kPrecheckBody));
        continue;
      }
      then(connection);
      return;
    }
  };
}

}  // namespace

TEST_CASE("A request that a kept-alive connection leaves unanswered has arrived exactly once") {
  for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
    for (const bool reset : {false, true}) {
      CAPTURE(method == HttpMethod::Get, reset);
      ScriptedServer server(answerOnceAnd([reset](ServerConnection& connection) {
        if (reset) connection.reset();
      }));
      const AcsClient client(networkProfile(server.endpoint()));
      CallOptions options;
      options.method = method;
      REQUIRE(client.execute(precheckRequest(), options));

      const Error error = failureOf(client, method);
      CHECK(error.code() == "SDK.ServerUnreachable");
      CHECK(error.kind() == ErrorKind::Transport);
      CHECK(error.delivery() == Delivery::Unknown);
      CHECK(error.httpStatus() == 0);
      CHECK(server.arrivals().size() == 2);
      CHECK(server.connections() == 1);
    }
  }
}

TEST_CASE("A server that dies beneath a kept-alive connection leaves the delivery unknown") {
  auto server = std::make_unique<ScriptedServer>([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
    connection.readRequest();
  });
  ClientProfile profile = networkProfile(server->endpoint());
  const AcsClient client(profile);
  REQUIRE(client.execute(precheckRequest()));
  std::thread caller([&] { CHECK(failureOf(client).delivery() == Delivery::Unknown); });
  server->waitForArrivals(2);
  server.reset();
  caller.join();
}

TEST_CASE("An order that is left unanswered is not sent again, even when retries were asked for") {
  ScriptedServer server(answerOnceAnd([](ServerConnection&) {}));
  const AcsClient client(networkProfile(server.endpoint()));
  REQUIRE(client.execute(precheckRequest()));
  CallOptions options;
  options.retry = 3;
  const auto outcome = client.execute(orderRequest(), options);
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().delivery() == Delivery::Unknown);
  CHECK(server.arrivals().size() == 2);
}

TEST_CASE("A precheck that is left unanswered is sent again when retries were asked for, one arrival an attempt") {
  ScriptedServer server([](ServerConnection& connection) {
    if (!connection.readRequest() || connection.number() < 2) return;
    connection.write(httpAnswer(200, kPrecheckBody));
  });
  const AcsClient client(networkProfile(server.endpoint()));
  const BandPrecheckResponse response = client.getAcsResponse(precheckRequest(), true, 3);
  CHECK(response.getResultModule().getBandId() == 1000001);
  const auto arrivals = server.arrivals();
  REQUIRE(arrivals.size() == 3);
  CHECK(arrivals[0].body != arrivals[1].body);
  CHECK(arrivals[1].body != arrivals[2].body);
}

TEST_CASE("A connection on which all went well is used again, for posts and gets") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
  });
  const AcsClient client(networkProfile(server.endpoint()));
  for (int i = 0; i < 10; ++i) {
    CallOptions options;
    options.method = i % 2 == 0 ? HttpMethod::Post : HttpMethod::Get;
    REQUIRE(client.execute(precheckRequest(), options));
  }
  CHECK(server.arrivals().size() == 10);
  CHECK(server.connections() == 1);
}

TEST_CASE("A connection that the server has closed after its answer is replaced without a failure") {
  ScriptedServer server([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody, "Connection: close\r\n"));
  });
  const AcsClient client(networkProfile(server.endpoint()));
  for (int i = 0; i < 3; ++i) REQUIRE(client.execute(precheckRequest()));
  CHECK(server.arrivals().size() == 3);
  CHECK(server.connections() == 3);
}

TEST_CASE("A connection on which a call failed is not used again") {
  ScriptedServer server([](ServerConnection& connection) {
    if (!connection.readRequest()) return;
    if (connection.number() == 0) {
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      connection.waitUntilClosed();
      return;
    }
    connection.write(httpAnswer(200, kPrecheckBody));
  });
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.readTimeout = std::chrono::milliseconds(100);
  const AcsClient client(profile);
  CHECK(failureOf(client).code() == "SDK.ReadTimeout");
  CHECK(client.execute(precheckRequest()));
  CHECK(server.connections() == 2);
}
