#include <snsuapi/acs_client.hpp>
#include <snsuapi/auth/default_credentials_provider.hpp>
#include <snsuapi/testing/mock_transport.hpp>

#include "credentials/home.hpp"
#include "credentials/refreshing.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi_test;
using snsuapi::DefaultCredentialsOptions;
using snsuapi::DefaultCredentialsProvider;

namespace {

const std::string kCliConfig =
    R"({"current": "default", "profiles": [
      {"name": "default", "mode": "AK", "access_key_id": "cli", "access_key_secret": "secret-1", "region_id": "cn-cli"},
      {"name": "role", "mode": "EcsRamRole"}]})";
const std::string kIni =
    "[default]\ntype = access_key\naccess_key_id = ini\naccess_key_secret = secret-2\n"
    "[only-ini]\ntype = access_key\naccess_key_id = only\naccess_key_secret = secret-3\n"
    "[ecs]\ntype = ecs_ram_role\nrole_name = IniRole\n";

std::string temporaryAnswer(const std::string& id) {
  return R"({"Code": "Success", "AccessKeySecret": "secret-4", "SecurityToken": "t", "Expiration": "2018-07-09T14:00:00Z",
    "AccessKeyId": ")" +
         id + "\"}";
}

/// A metadata service and a credentials URI that may be there or not.
class Network {
 public:
  explicit Network(bool isEcs = true)
      : isEcs_(isEcs), server_([](ServerConnection& connection) {
          while (const auto request = connection.readRequest()) connection.write(answerTo(*request));
        }) {}

  DefaultCredentialsOptions options(const std::string& profile = {}) {
    DefaultCredentialsOptions options;
    options.profile = profile;
    options.ecsRamRole.endpoint = isEcs_ ? server_.endpoint() : "http://127.0.0.1:" + std::to_string(unusedPort());
    options.ecsRamRole.now = options.uri.now = clock.now();
    return options;
  }
  std::string uri() const { return server_.endpoint() + "/uri"; }
  std::vector<ArrivedRequest> arrivals() const { return server_.arrivals(); }

  ManualClock clock;

 private:
  static std::string answerTo(const ArrivedRequest& request) {
    const std::string target = request.target();
    if (request.method() == "PUT") return httpAnswer(200, "token");
    if (target == "/uri") return httpAnswer(200, temporaryAnswer("uri"));
    if (target.back() == '/') return httpAnswer(200, "ItsRole");
    return httpAnswer(200, temporaryAnswer(target.substr(target.rfind('/') + 1)));
  }

  const bool isEcs_;
  ScriptedServer server_;
};

}  // namespace

TEST_CASE("The chain takes the first key that is there") {
  Network network;
  const std::string uri = network.uri();
  const Home home({{"ALIBABA_CLOUD_ACCESS_KEY_ID", "env"},
                   {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-0"},
                   {"ALIBABA_CLOUD_CREDENTIALS_URI", uri.c_str()}});
  home.write(kCliFile, kCliConfig);
  home.write(kIniFile, kIni);
  DefaultCredentialsProvider environment(network.options());
  CHECK(keyOf(environment) == "env/secret-0");
  CHECK(environment.regionId().empty());
  CHECK(environment.refresh());

  const ScopedEnvironment none({{"ALIBABA_CLOUD_ACCESS_KEY_ID", nullptr}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", ""}});
  DefaultCredentialsProvider cli(network.options());
  CHECK(keyOf(cli) == "cli/secret-1");
  CHECK(cli.regionId() == "cn-cli");

  std::filesystem::remove(home.path(kCliFile));
  DefaultCredentialsProvider ini(network.options());
  CHECK(keyOf(ini) == "ini/secret-2");
  CHECK(ini.regionId().empty());
  CHECK(network.arrivals().empty());

  std::filesystem::remove(home.path(kIniFile));
  DefaultCredentialsProvider ecs(network.options());
  CHECK(keyOf(ecs) == "ItsRole/secret-4/t");
  CHECK(network.arrivals().size() == 3);

  const ScopedVariable noEcs("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
  DefaultCredentialsProvider byUri(network.options());
  CHECK(keyOf(byUri) == "uri/secret-4/t");
  CHECK(network.arrivals().size() == 4);
}

TEST_CASE("Where no key is there the error lists every place") {
  Network network(false);
  const Home home;
  DefaultCredentialsProvider provider(network.options());
  CHECK(keyOf(provider) == "SDK.CredentialsUnavailable");
  const std::string message = messageOf(provider);
  for (const std::string& place :
       {std::string("ALIBABA_CLOUD_ACCESS_KEY_ID"), home.path(kCliFile), home.path(kIniFile),
        std::string("ECS instance metadata"), std::string("ALIBABA_CLOUD_CREDENTIALS_URI")}) {
    CAPTURE(message, place);
    CHECK(contains(message, place));
  }
  CHECK_FALSE(provider.refresh());
}

TEST_CASE("What is there and can't be used ends the search") {
  Network network;
  const Home home;
  home.write(kIniFile, kIni);
  {
    const ScopedVariable half("ALIBABA_CLOUD_ACCESS_KEY_ID", "env");
    DefaultCredentialsProvider provider(network.options());
    CHECK(contains(messageOf(provider), "ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
    const ScopedEnvironment otherHalf(
        {{"ALIBABA_CLOUD_ACCESS_KEY_ID", nullptr}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-0"}});
    DefaultCredentialsProvider other(network.options());
    CHECK(contains(messageOf(other), "ALIBABA_CLOUD_ACCESS_KEY_ID"));
  }
  home.write(kCliFile, "{");
  DefaultCredentialsProvider cli(network.options());
  CHECK(keyOf(cli) == "SDK.InvalidProfile");
  CHECK(contains(messageOf(cli), home.path(kCliFile)));
  std::filesystem::remove(home.path(kCliFile));
  home.write(kIniFile, "[default]\ntype = other\n");
  DefaultCredentialsProvider ini(network.options());
  CHECK(keyOf(ini) == "SDK.InvalidProfile");
  CHECK(contains(messageOf(ini), home.path(kIniFile) + ": section [default]"));
  CHECK(network.arrivals().empty());

  std::filesystem::remove(home.path(kIniFile));
  Network noEcs(false);
  const ScopedVariable role("ALIBABA_CLOUD_ECS_METADATA", "EnvRole");
  DefaultCredentialsProvider ecs(noEcs.options());
  CHECK(keyOf(ecs) == "SDK.CredentialsRefreshFailed");
  CHECK(noEcs.arrivals().empty());
}

TEST_CASE("A profile that the program names is the only thing that counts, in either file") {
  Network network;
  const Home home({{"ALIBABA_CLOUD_ACCESS_KEY_ID", "env"}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-0"}});
  home.write(kCliFile, kCliConfig);
  home.write(kIniFile, kIni);
  DefaultCredentialsProvider cli(network.options("default"));
  CHECK(keyOf(cli) == "cli/secret-1");
  DefaultCredentialsProvider ini(network.options("only-ini"));
  CHECK(keyOf(ini) == "only/secret-3");
  DefaultCredentialsProvider refused(network.options("role"));
  CHECK(contains(messageOf(refused), "EcsRamRole"));
  DefaultCredentialsProvider nowhere(network.options("nowhere"));
  CHECK(keyOf(nowhere) == "SDK.CredentialsUnavailable");
  const std::string message = messageOf(nowhere);
  CHECK(contains(message, "\"nowhere\""));
  CHECK(contains(message, home.path(kCliFile)));
  CHECK(contains(message, home.path(kIniFile)));
  CHECK(network.arrivals().empty());
}

TEST_CASE("A profile that the environment names comes after its key, and is not passed over") {
  Network network;
  const Home home(EnvironmentVariables{{"ALIBABA_CLOUD_PROFILE", "only-ini"}});
  home.write(kCliFile, kCliConfig);
  home.write(kIniFile, kIni);
  DefaultCredentialsProvider ini(network.options());
  CHECK(keyOf(ini) == "only/secret-3");
  const ScopedVariable absent("ALIBABA_CLOUD_PROFILE", "nowhere");
  DefaultCredentialsProvider nowhere(network.options());
  CHECK(keyOf(nowhere) == "SDK.CredentialsUnavailable");
  CHECK(network.arrivals().empty());
  const ScopedEnvironment key(
      {{"ALIBABA_CLOUD_ACCESS_KEY_ID", "env"}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-0"}});
  DefaultCredentialsProvider environment(network.options());
  CHECK(keyOf(environment) == "env/secret-0");
}

TEST_CASE("A section of an ECS role in the ini file names the role that is asked for") {
  Network network;
  const Home home;
  home.write(kIniFile, kIni);
  DefaultCredentialsProvider provider(network.options("ecs"));
  CHECK(keyOf(provider) == "IniRole/secret-4/t");
  CHECK(network.arrivals().size() == 2);
}

TEST_CASE("The chain stays with what gave the key, and refreshes it") {
  Network network;
  const Home home;
  DefaultCredentialsProvider provider(network.options());
  REQUIRE(provider.refresh());
  CHECK(network.arrivals().size() == 3);
  home.write(kIniFile, kIni);
  const ScopedEnvironment later(
      {{"ALIBABA_CLOUD_ACCESS_KEY_ID", "env"}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-0"}});
  CHECK(keyOf(provider) == "ItsRole/secret-4/t");
  network.clock.advance(std::chrono::minutes(5 * 60 + 30));
  REQUIRE(provider.refresh());
  CHECK(network.arrivals().size() == 6);
  CHECK(keyOf(provider) == "ItsRole/secret-4/t");
  network.clock.advance(std::chrono::hours(1));  // the service's key has ended, and it has no other
  CHECK(keyOf(provider) == "SDK.CredentialsRefreshFailed");
}

TEST_CASE("Files that others can read are warned about, all that were read") {
  Network network;
  const Home home;
  home.write(kCliFile, kCliConfig, 0644);
  home.write(kIniFile, kIni, 0644);
  CHECK(DefaultCredentialsProvider(network.options()).warnings().size() == 1);
  CHECK(DefaultCredentialsProvider(network.options("only-ini")).warnings().size() == 2);
  const ScopedEnvironment key(
      {{"ALIBABA_CLOUD_ACCESS_KEY_ID", "env"}, {"ALIBABA_CLOUD_ACCESS_KEY_SECRET", "secret-0"}});
  CHECK(DefaultCredentialsProvider(network.options()).warnings().empty());
}

TEST_CASE("A client signs with what the chain gives") {
  Network network;
  const Home home;
  snsuapi::ClientProfile profile = testProfile();
  profile.credentials = std::make_shared<DefaultCredentialsProvider>(network.options());
  auto mock = std::make_shared<snsuapi::testing::MockTransport>();
  mock->enqueueJson(200, kPrecheckBody);
  const snsuapi::AcsClient client(profile, mock);
  CHECK(client.execute(precheckRequest()));
  REQUIRE(mock->requests().size() == 1);
  CHECK(mock->requests()[0].parameters.at("AccessKeyId") == "ItsRole");
  CHECK(mock->requests()[0].parameters.at("SecurityToken") == "t");
}
