#include <snsuapi/auth/uri_credentials_provider.hpp>

#include "credentials/home.hpp"
#include "credentials/refreshing.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi_test;
using snsuapi::UriCredentialsOptions;
using snsuapi::UriCredentialsProvider;
using std::chrono::milliseconds;

namespace {

constexpr const char* kAnswer =
    R"({"AccessKeyId": "STS.id", "AccessKeySecret": "secret-1", "SecurityToken": "secret-token",
  "Expiration": "2018-07-09T09:00:00Z"})";

ScriptedServer::Script answering(int status, const std::string& body, const std::string& moreHeaders = {}) {
  return [=](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(status, body, moreHeaders));
  };
}

UriCredentialsOptions optionsFor(const std::string& uri, ManualClock& clock) {
  UriCredentialsOptions options;
  options.uri = uri;
  options.connectTimeout = options.readTimeout = milliseconds(60000);
  options.now = clock.now();
  return options;
}

}  // namespace

TEST_CASE("A credentials URI gives the key, and gives it anew before it ends") {
  const Home home;
  ManualClock clock;
  ScriptedServer server(answering(200, kAnswer));
  UriCredentialsProvider provider(optionsFor(server.endpoint() + "/path?query=secret-1", clock));
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
  REQUIRE(server.arrivals().size() == 1);
  CHECK(server.arrivals()[0].method() == "GET");
  CHECK(server.arrivals()[0].target() == "/path?query=secret-1");
  clock.advance(std::chrono::minutes(45));
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
  CHECK(server.arrivals().size() == 2);
}

TEST_CASE("The environment names the credentials URI") {
  ManualClock clock;
  ScriptedServer server(answering(200, std::string(kAnswer).insert(1, "\"Code\": \"Success\", ")));
  const std::string uri = server.endpoint();
  const Home home(EnvironmentVariables{{"ALIBABA_CLOUD_CREDENTIALS_URI", uri.c_str()}});
  UriCredentialsProvider provider(optionsFor("", clock));
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
}

TEST_CASE("Without a credentials URI nothing is available") {
  const Home home;
  UriCredentialsProvider provider;
  CHECK(keyOf(provider) == "SDK.CredentialsUnavailable");
  CHECK(contains(messageOf(provider), "ALIBABA_CLOUD_CREDENTIALS_URI"));
}

TEST_CASE("A credentials URI that gives no key is an error that names its host alone") {
  const Home home;
  ManualClock clock;
  const auto failureOf = [&clock](const ScriptedServer::Script& script) {
    ScriptedServer server(script);
    const std::string host = "127.0.0.1:" + std::to_string(server.port());
    UriCredentialsProvider provider(
        optionsFor("http://secret-user:secret-word@" + host + "/secret-path?secret-query", clock));
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    const std::string message = messageOf(provider);
    CHECK(contains(message, "http://" + host));
    CHECK_FALSE(contains(message, "path"));
    return message;
  };
  CHECK(contains(failureOf(answering(404, kAnswer)), "HTTP status 404"));
  CHECK(contains(failureOf(answering(302, kAnswer, "Location: http://127.0.0.1:1/\r\n")), "HTTP status 302"));
  CHECK(contains(failureOf(answering(200, "secret-text")), "not a JSON object"));
  CHECK(contains(failureOf(answering(200, std::string("{}\0", 3))), "not a JSON object"));
  CHECK(contains(failureOf(answering(200, "{}")), "no AccessKeyId"));
  CHECK(contains(failureOf(answering(200, R"({"Code": "Fail"})")), "the Code \"Fail\""));
  CHECK(contains(failureOf(answering(200, std::string(1 << 20, 'x'))), "larger"));
  failureOf([](ServerConnection& connection) { connection.readRequest(); });
}

TEST_CASE("A URI of another scheme is refused, and a host that is not there is an error") {
  const Home home;
  ManualClock clock;
  for (const char* uri : {"file:///etc/passwd", "secret-text", "ftp://127.0.0.1/", "http:/127.0.0.1"}) {
    UriCredentialsProvider provider(optionsFor(uri, clock));
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    CHECK(contains(messageOf(provider), "http://"));
  }
  UriCredentialsProvider nobody(optionsFor("http://127.0.0.1:" + std::to_string(unusedPort()) + "/", clock));
  CHECK(keyOf(nobody) == "SDK.CredentialsRefreshFailed");
}
