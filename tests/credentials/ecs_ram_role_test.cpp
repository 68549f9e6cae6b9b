#include <snsuapi/auth/ecs_ram_role_credentials_provider.hpp>
#include <snsuapi/http/curl_transport.hpp>
#include <thread>
#include <vector>

#include "credentials/home.hpp"
#include "credentials/refreshing.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi_test;
using snsuapi::EcsRamRoleCredentialsProvider;
using snsuapi::EcsRamRoleOptions;
using std::chrono::milliseconds;

namespace {

constexpr const char* kRolePath = "/latest/meta-data/ram/security-credentials/";
constexpr const char* kAnswer =
    R"({"AccessKeyId": "STS.id", "AccessKeySecret": "secret-1", "Expiration": "2018-07-09T14:00:00Z",
  "SecurityToken": "secret-token", "LastUpdated": "2018-07-09T08:00:00Z", "Code": "Success"})";

/// The instance metadata service, as far as it has to do with keys.
struct Metadata {
  int tokenStatus = 200;
  std::string token = "secret-metadata-token";
  int roleStatus = 200;
  std::string role = "TheRole";
  int answerStatus = 200;
  std::string answer = kAnswer;
  std::string moreHeaders;

  std::string answerTo(const ArrivedRequest& request) const {
    if (request.method() == "PUT") return httpAnswer(tokenStatus, token, moreHeaders);
    if (request.target() == kRolePath) return httpAnswer(roleStatus, role, moreHeaders);
    return httpAnswer(answerStatus, answer, moreHeaders);
  }
};

/// The service on a real socket, with a home and a clock of its own.
class Instance {
 public:
  explicit Instance(Metadata metadata = {}, const EnvironmentVariables& variables = {})
      : home_(variables), metadata_(std::move(metadata)), server_([this](ServerConnection& connection) {
          while (const auto request = connection.readRequest()) connection.write(metadata_.answerTo(*request));
        }) {}

  EcsRamRoleOptions options() {
    EcsRamRoleOptions options;
    options.endpoint = server_.endpoint();
    options.connectTimeout = options.readTimeout = milliseconds(60000);
    options.now = clock.now();
    return options;
  }

  /// `METHOD TARGET` of each request.
  std::vector<std::string> requests() const {
    std::vector<std::string> all;
    for (const ArrivedRequest& request : server_.arrivals()) all.push_back(request.method() + " " + request.target());
    return all;
  }
  std::vector<ArrivedRequest> arrivals() const { return server_.arrivals(); }

  ManualClock clock;

 private:
  const Home home_;
  const Metadata metadata_;
  ScriptedServer server_;
};

std::string roleOf(const std::string& role) { return std::string("GET ") + kRolePath + role; }

const std::string kGetToken = "PUT /latest/api/token";

}  // namespace

TEST_CASE("The instance's key is asked for with a token, by the name of its role") {
  Instance instance;
  EcsRamRoleCredentialsProvider provider(instance.options());
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
  CHECK(instance.requests() == std::vector<std::string>{kGetToken, roleOf(""), roleOf("TheRole")});
  const auto arrivals = instance.arrivals();
  CHECK(arrivals[0].header("X-aliyun-ecs-metadata-token-ttl-seconds") == "60");
  CHECK(arrivals[0].header("X-aliyun-ecs-metadata-token").empty());
  CHECK(arrivals[0].body.empty());
  CHECK(arrivals[1].header("X-aliyun-ecs-metadata-token") == "secret-metadata-token");
  CHECK(arrivals[2].header("X-aliyun-ecs-metadata-token") == "secret-metadata-token");
}

TEST_CASE("A role that is named is not asked for") {
  Instance instance({}, {{"ALIBABA_CLOUD_ECS_METADATA", "EnvRole"}});
  EcsRamRoleCredentialsProvider byEnvironment(instance.options());
  CHECK(keyOf(byEnvironment) == "STS.id/secret-1/secret-token");
  EcsRamRoleOptions options = instance.options();
  options.roleName = "MyRole";
  EcsRamRoleCredentialsProvider byProgram(options);
  CHECK(keyOf(byProgram) == "STS.id/secret-1/secret-token");
  CHECK(instance.requests() == std::vector<std::string>{kGetToken, roleOf("EnvRole"), kGetToken, roleOf("MyRole")});
}

TEST_CASE("The instance's key is fetched anew before it ends") {
  Instance instance;
  EcsRamRoleOptions options = instance.options();
  options.roleName = "MyRole";
  EcsRamRoleCredentialsProvider provider(options);
  REQUIRE(provider.getCredentials());
  instance.clock.advance(std::chrono::minutes(5 * 60 + 44));
  REQUIRE(provider.getCredentials());
  CHECK(instance.requests().size() == 2);
  instance.clock.advance(std::chrono::minutes(1));
  REQUIRE(provider.getCredentials());
  CHECK(instance.requests().size() == 4);
}

TEST_CASE("Many threads make one fetch of the instance's key") {
  Instance instance;
  EcsRamRoleCredentialsProvider provider(instance.options());
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] { right += keyOf(provider.getCredentials()) == "STS.id/secret-1/secret-token" ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == 16);
  CHECK(instance.requests().size() == 3);
}

TEST_CASE("A service that gives no token is asked without one, unless that is not allowed") {
  Metadata metadata;
  metadata.tokenStatus = 404;
  Instance instance(metadata);
  EcsRamRoleCredentialsProvider provider(instance.options());
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
  CHECK(instance.requests().size() == 3);
  for (const ArrivedRequest& request : instance.arrivals()) {
    CHECK_FALSE(contains(request.head, "X-aliyun-ecs-metadata-token:"));
  }

  EcsRamRoleOptions options = instance.options();
  options.allowV1 = false;
  EcsRamRoleCredentialsProvider strict(options);
  CHECK(keyOf(strict) == "SDK.CredentialsRefreshFailed");
  CHECK(contains(messageOf(strict), "HTTP status 404"));
  CHECK(instance.requests().size() == 4);
}

TEST_CASE("ALIBABA_CLOUD_IMDSV1_DISABLED forbids going without a token, unless the program says otherwise") {
  Metadata metadata;
  metadata.tokenStatus = 403;
  Instance instance(metadata, {{"ALIBABA_CLOUD_IMDSV1_DISABLED", "TRUE"}});
  EcsRamRoleCredentialsProvider provider(instance.options());
  CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
  EcsRamRoleOptions options = instance.options();
  options.allowV1 = true;
  EcsRamRoleCredentialsProvider allowed(options);
  CHECK(keyOf(allowed) == "STS.id/secret-1/secret-token");
}

TEST_CASE("A token whose answer is lost is done without") {
  const Home home;
  ManualClock clock;
  ScriptedServer server([](ServerConnection& connection) {
    while (const auto request = connection.readRequest()) {
      if (request->method() == "PUT") return;
      connection.write(httpAnswer(200, request->target() == kRolePath ? "TheRole" : kAnswer));
    }
  });
  EcsRamRoleOptions options;
  options.endpoint = server.endpoint();
  options.connectTimeout = options.readTimeout = milliseconds(60000);
  options.now = clock.now();
  EcsRamRoleCredentialsProvider provider(options);
  CHECK(keyOf(provider) == "STS.id/secret-1/secret-token");
}

TEST_CASE(
    "Where there is no metadata service or no role, nothing is available; with a role that is named it is an error") {
  const Home home;
  EcsRamRoleOptions options;
  options.endpoint = "http://127.0.0.1:" + std::to_string(unusedPort());
  EcsRamRoleCredentialsProvider nowhere(options);
  CHECK(keyOf(nowhere) == "SDK.CredentialsUnavailable");
  CHECK(contains(messageOf(nowhere), options.endpoint));
  options.roleName = "MyRole";
  EcsRamRoleCredentialsProvider named(options);
  CHECK(keyOf(named) == "SDK.CredentialsRefreshFailed");

  Metadata metadata;
  metadata.roleStatus = metadata.answerStatus = 404;
  Instance instance(metadata);
  EcsRamRoleCredentialsProvider noRole(instance.options());
  CHECK(keyOf(noRole) == "SDK.CredentialsUnavailable");
  options = instance.options();
  options.roleName = "MyRole";
  EcsRamRoleCredentialsProvider otherRole(options);
  CHECK(keyOf(otherRole) == "SDK.CredentialsRefreshFailed");
  CHECK(contains(messageOf(otherRole), "no RAM role \"MyRole\""));
}

TEST_CASE("ALIBABA_CLOUD_ECS_METADATA_DISABLED keeps the provider from asking") {
  Instance instance({}, {{"ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"}});
  EcsRamRoleCredentialsProvider provider(instance.options());
  CHECK(keyOf(provider) == "SDK.CredentialsUnavailable");
  CHECK(contains(messageOf(provider), "ALIBABA_CLOUD_ECS_METADATA_DISABLED"));
  CHECK(instance.requests().empty());
}

TEST_CASE("A hostile answer of the metadata service is an error that does not repeat it") {
  const auto failureOf = [](const Metadata& metadata) {
    Instance instance(metadata);
    EcsRamRoleCredentialsProvider provider(instance.options());
    CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    return messageOf(provider);
  };
  for (const std::string& token : {std::string(), std::string("a\r\nX-Evil: 1"), std::string("<html> secret-portal"),
                                   std::string("a\0b", 3), std::string(100000, 'x')}) {
    Metadata metadata;
    metadata.token = token;
    if (token.size() < 65536) {
      CHECK(contains(failureOf(metadata), "not a metadata token"));
    } else {  // too large to be one, and so there is none
      Instance instance(metadata, {{"ALIBABA_CLOUD_IMDSV1_DISABLED", "true"}});
      EcsRamRoleCredentialsProvider provider(instance.options());
      CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
    }
  }
  for (const std::string& role : {std::string(), std::string("../../secret-"), std::string("a b"), std::string("a\nb"),
                                  std::string("a?b"), std::string("a\0", 2), std::string(65, 'x')}) {
    Metadata metadata;
    metadata.role = role;
    CHECK(contains(failureOf(metadata), "not the name of a RAM role"));
  }
  for (
      const char* answer :
      {"", "[]", "secret-text", "{\"Code\": \"Success\"", "{\"Code\": \"EntityNotExist.Role\"}",
       R"({"Code": "secret-as-a-code-that-is-too-long", "AccessKeyId": "id"})",
       R"({"Code": 5, "AccessKeyId": "id", "AccessKeySecret": "secret-1", "SecurityToken": "t", "Expiration": "2018-07-09T14:00:00Z"})",
       R"({"AccessKeyId": "id", "AccessKeySecret": "secret-1", "SecurityToken": "t"})",
       R"({"AccessKeyId": "id", "AccessKeySecret": "secret-1", "SecurityToken": "t", "Expiration": "soon"})",
       R"({"AccessKeyId": "id", "AccessKeySecret": "secret-1", "Expiration": "2018-07-09T14:00:00Z"})",
       R"({"AccessKeyId": "", "AccessKeySecret": "secret-1", "SecurityToken": "t", "Expiration": "2018-07-09T14:00:00Z"})",
       R"({"AccessKeyId": 5, "AccessKeySecret": "secret-1", "SecurityToken": "t", "Expiration": "2018-07-09T14:00:00Z"})",
       R"({"AccessKeyId": "id", "AccessKeySecret": "secret-\n", "SecurityToken": "t", "Expiration": "2018-07-09T14:00:00Z"})",
       R"({"AccessKeyId": "id", "AccessKeySecret": "secret-1", "SecurityToken": "t", "Expiration": "2018-07-09T07:00:00Z"})"}) {
    CAPTURE(answer);
    Metadata metadata;
    metadata.answer = answer;
    failureOf(metadata);
  }
  Metadata deep;
  deep.answer = std::string(30000, '[') + std::string(30000, ']');
  failureOf(deep);
  Metadata large;
  large.answer = std::string(1 << 20, ' ');
  failureOf(large);
}

TEST_CASE("A role name of the program that would leave the path is refused, and nothing is asked with it") {
  Instance instance;
  EcsRamRoleOptions options = instance.options();
  options.roleName = "../../dynamic";
  EcsRamRoleCredentialsProvider provider(options);
  CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
  CHECK(instance.requests() == std::vector<std::string>{kGetToken});
}

TEST_CASE("Neither redirects nor the environment's proxy lead the metadata service's requests elsewhere") {
  ScriptedServer elsewhere([](ServerConnection& connection) {
    while (connection.readRequest()) connection.write(httpAnswer(200, kAnswer));
  });
  const std::string proxy = elsewhere.endpoint();
  Metadata metadata;
  metadata.roleStatus = 302;
  metadata.moreHeaders = "Location: " + proxy + "/\r\n";
  Instance instance(metadata,
                    {{"http_proxy", proxy.c_str()}, {"HTTP_PROXY", proxy.c_str()}, {"all_proxy", proxy.c_str()}});
  EcsRamRoleCredentialsProvider provider(instance.options());
  CHECK(contains(messageOf(provider), "HTTP status 302"));
  CHECK(instance.requests().size() == 2);
  CHECK(elsewhere.connections() == 0);
}

TEST_CASE("A metadata service that says nothing is given up after the timeouts") {
  const Home home;
  ScriptedServer silent([](ServerConnection& connection) { connection.waitUntilClosed(); });
  EcsRamRoleOptions options;
  options.endpoint = silent.endpoint();
  options.readTimeout = milliseconds(20);
  options.allowV1 = false;
  EcsRamRoleCredentialsProvider provider(options);
  CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
  HangingListener hanging;
  options.endpoint = "http://127.0.0.1:" + std::to_string(hanging.port());
  options.connectTimeout = milliseconds(20);
  EcsRamRoleCredentialsProvider unconnected(options);
  CHECK(keyOf(unconnected) == "SDK.CredentialsUnavailable");
}
