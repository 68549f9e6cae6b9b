#include "transport/network_client.hpp"

// The timeouts here are short so that the tests are; nothing depends on how fast the machine is.

using namespace snsuapi;
using namespace snsuapi_test;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds kShort{60};

}  // namespace

TEST_CASE("A connection that does not come about is a connect timeout, and nothing was sent") {
  const HangingListener listener;
  ClientProfile profile = networkProfile("http://127.0.0.1:" + std::to_string(listener.port()));
  profile.http.connectTimeout = kShort;
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ConnectTimeout");
  CHECK(error.kind() == ErrorKind::Transport);
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(contains(error.message(), "60 ms"));
}

TEST_CASE("A TLS handshake that hangs is a connect timeout, and nothing was sent") {
  ScriptedServer server([](ServerConnection& connection) { connection.waitUntilClosed(); });
  ClientProfile profile = networkProfile("https://127.0.0.1:" + std::to_string(server.port()));
  profile.http.connectTimeout = kShort;
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ConnectTimeout");
  CHECK(error.delivery() == Delivery::NotSent);
}

TEST_CASE("A server that stays silent is a read timeout, wherever it stops") {
  for (const std::string& said :
       {std::string(), std::string("HTT"), std::string("HTTP/1.1 200 OK\r\nContent-"),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{"), std::string("HTTP/1.1 100 Continue\r\n\r\n")}) {
    for (const HttpMethod method : {HttpMethod::Post, HttpMethod::Get}) {
      CAPTURE(said);
      ScriptedServer server([&said](ServerConnection& connection) {
        connection.readRequest();
        connection.write(said);
        connection.waitUntilClosed();
      });
      ClientProfile profile = networkProfile(server.endpoint());
      profile.http.readTimeout = kShort;
      const Error error = failureOf(profile, method);
      CHECK(error.code() == "SDK.ReadTimeout");
      CHECK(error.kind() == ErrorKind::Transport);
      CHECK(error.delivery() == Delivery::Unknown);
      CHECK(contains(error.message(), "read timeout of 60 ms"));
      CHECK(server.arrivals().size() == 1);
    }
  }
}

TEST_CASE("A server that drips its answer for ever is ended by the total timeout") {
  ScriptedServer server([](ServerConnection& connection) {
    connection.readRequest();
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
    while (!connection.closesWithin(milliseconds(5)) && connection.write(" ")) {
    }
  });
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.totalTimeout = milliseconds(200);
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ReadTimeout");
  CHECK(error.delivery() == Delivery::Unknown);
  CHECK(error.httpStatus() == 200);
  CHECK(contains(error.message(), "total timeout"));
}

TEST_CASE("The total timeout counts while connecting, too") {
  const HangingListener listener;
  ClientProfile profile = networkProfile("http://127.0.0.1:" + std::to_string(listener.port()));
  profile.http.totalTimeout = kShort;
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ReadTimeout");
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(contains(error.message(), "total timeout"));
}

TEST_CASE("The total timeout bounds the attempts of a retried call together") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) connection.waitUntilClosed();
  });
  ClientProfile profile = networkProfile(server.endpoint());
  profile.environment = nullptr;  // waits are real
  profile.http.readTimeout = milliseconds(50);
  CallOptions options;
  options.retry.maxRetries = 1000;
  options.retry.baseDelay = options.retry.maxDelay = milliseconds(1);
  options.totalTimeout = milliseconds(400);
  const auto outcome = AcsClient(profile).execute(precheckRequest(), options);
  CHECK(outcome.error().code() == "SDK.ReadTimeout");
  CHECK(server.arrivals().size() >= 1);
  CHECK(server.arrivals().size() <= 9);
}

TEST_CASE("Timeouts as long as the clock can tell do no harm") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
  });
  ClientProfile profile = networkProfile(server.endpoint());
  profile.http.connectTimeout = profile.http.readTimeout = profile.http.totalTimeout = milliseconds::max();
  CHECK(AcsClient(profile).execute(precheckRequest()));
}

TEST_CASE("A call's own timeouts go before the profile's") {
  ScriptedServer server([](ServerConnection& connection) {
    connection.readRequest();
    connection.waitUntilClosed();
  });
  CallOptions options;
  options.readTimeout = kShort;
  const auto outcome = AcsClient(networkProfile(server.endpoint())).execute(precheckRequest(), options);
  CHECK(outcome.error().code() == "SDK.ReadTimeout");
}
