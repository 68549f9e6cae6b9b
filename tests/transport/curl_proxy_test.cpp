#include "transport/network_client.hpp"

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

constexpr const char* kTarget = "http://snsuapi.invalid";

void answerAll(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

std::string proxyUrl(const ScriptedServer& proxy, const std::string& user = {}) {
  return "http://" + user + "127.0.0.1:" + std::to_string(proxy.port());
}

}  // namespace

TEST_CASE("An http request goes through the proxy, which looks the name up") {
  ScriptedServer proxy(&answerAll);
  ClientProfile profile = networkProfile(kTarget);
  profile.http.proxy = proxyUrl(proxy);
  CHECK(AcsClient(profile).execute(precheckRequest()));
  CHECK(proxy.arrivals().at(0).target() == "http://snsuapi.invalid/");
  CHECK(proxy.arrivals().at(0).header("Proxy-Authorization").empty());
}

TEST_CASE("The proxy gets its user and password") {
  ScriptedServer proxy(&answerAll);
  ClientProfile profile = networkProfile(kTarget);
  profile.http.proxy = proxyUrl(proxy, "user:p%40ss@");
  CHECK(AcsClient(profile).execute(precheckRequest()));
  CHECK(proxy.arrivals().at(0).header("Proxy-Authorization") == "Basic dXNlcjpwQHNz");
}

TEST_CASE("An https request asks the proxy for a tunnel, and tells it nothing but the host") {
  ScriptedServer proxy([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
  });
  ClientProfile profile = networkProfile("https://snsuapi.invalid");
  profile.http.proxy = proxyUrl(proxy, "user:hunter2@");
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ServerUnreachable");
  CHECK(error.kind() == ErrorKind::Transport);
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(error.httpStatus() == 0);
  CHECK(contains(error.message(), "proxy"));
  CHECK(contains(error.message(), "403"));
  CHECK_FALSE(contains(error.message(), "hunter2"));
  const ArrivedRequest request = proxy.arrivals().at(0);
  CHECK(request.method() == "CONNECT");
  CHECK(request.target() == "snsuapi.invalid:443");
  CHECK_FALSE(contains(request.head, "application/json"));
  CHECK_FALSE(contains(request.head, kKeyId));
}

TEST_CASE("A proxy that refuses the user is told") {
  ScriptedServer proxy([](ServerConnection& connection) {
    while (connection.readRequest()) {
      connection.write("HTTP/1.1 407 Auth\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n");
    }
  });
  ClientProfile profile = networkProfile("https://snsuapi.invalid");
  profile.http.proxy = proxyUrl(proxy);
  const Error error = failureOf(profile);
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK(contains(error.message(), "407"));
}

TEST_CASE("A proxy that can't be reached, or closes, is told, and nothing was sent") {
  ClientProfile profile = networkProfile("https://snsuapi.invalid");
  profile.http.proxy = "127.0.0.1:" + std::to_string(unusedPort());
  Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ServerUnreachable");
  CHECK(error.delivery() == Delivery::NotSent);

  ScriptedServer closing([](ServerConnection& connection) { connection.readRequest(); });
  profile.http.proxy = proxyUrl(closing);
  error = failureOf(profile);
  CHECK(error.kind() == ErrorKind::Transport);
  CHECK(error.delivery() == Delivery::NotSent);
}

TEST_CASE("A proxy that hangs is a connect timeout") {
  ScriptedServer hanging([](ServerConnection& connection) {
    connection.readRequest();
    connection.waitUntilClosed();
  });
  ClientProfile profile = networkProfile("https://snsuapi.invalid");
  profile.http.proxy = proxyUrl(hanging);
  profile.http.connectTimeout = std::chrono::milliseconds(60);
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.ConnectTimeout");
  CHECK(error.delivery() == Delivery::NotSent);
}

TEST_CASE("A request through an http proxy that is left unanswered has arrived exactly once") {
  ScriptedServer proxy([](ServerConnection& connection) {
    if (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
    connection.readRequest();
  });
  ClientProfile profile = networkProfile(kTarget);
  profile.http.proxy = proxyUrl(proxy);
  const AcsClient client(profile);
  REQUIRE(client.execute(precheckRequest()));
  CHECK(failureOf(client).delivery() == Delivery::Unknown);
  CHECK(proxy.arrivals().size() == 2);
}

TEST_CASE("The environment's proxy is used, but for the hosts of no_proxy") {
  ScriptedServer proxy(&answerAll);
  ScriptedServer direct(&answerAll);
  const std::string url = proxyUrl(proxy);
  const ScopedEnvironment environment(
      {{"http_proxy", url.c_str()}, {"no_proxy", "127.0.0.1"}, {"NO_PROXY", nullptr}, {"REQUEST_METHOD", nullptr}});
  ClientProfile profile = networkProfile(kTarget);
  profile.http.proxy.reset();
  const AcsClient client(profile);
  CHECK(client.execute(precheckRequest()));
  CHECK(proxy.arrivals().size() == 1);
  CallOptions options;
  options.endpoint = direct.endpoint();
  CHECK(client.execute(precheckRequest(), options));
  CHECK(direct.arrivals().size() == 1);
  CHECK(proxy.arrivals().size() == 1);
}

TEST_CASE("A proxy that can be none is told before anything is sent") {
  ClientProfile profile = networkProfile(kTarget);
  profile.http.proxy = "gopher://user:hunter2@host";
  const Error error = failureOf(profile);
  CHECK(error.code() == "SDK.InvalidProxy");
  CHECK(error.delivery() == Delivery::NotSent);
  CHECK_FALSE(contains(error.toString(), "hunter2"));
}
