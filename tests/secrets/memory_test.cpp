#include <fcntl.h>
#include <snsuapi/c/snsuapi.h>
#include <unistd.h>

#include <filesystem>
#include <mutex>
#include <snsuapi/auth/cli_profile_credentials_provider.hpp>
#include <snsuapi/auth/default_credentials_provider.hpp>
#include <snsuapi/auth/ecs_ram_role_credentials_provider.hpp>
#include <snsuapi/auth/profile_credentials_provider.hpp>
#include <snsuapi/auth/uri_credentials_provider.hpp>
#include <snsuapi/snsuapi.hpp>

#include "credentials/home.hpp"
#include "secrets/forked_server.hpp"
#include "secrets/hidden_text.hpp"
#include "secrets/process_memory.hpp"
#include "support/catch.hpp"
#include "support/requests.hpp"
#include "support/scripted_server.hpp"

// A core dump, a swapped page, a bug that reads where it should not: none of them may bring up a secret that is no
// longer needed.

using namespace snsuapi;
using namespace snsuapi_test;

namespace {

using Places = std::vector<std::string>;
const Places kNowhere;

// Of a whole copy all pieces are found.
void checkIsOneCopy(const Places& places) {
  CAPTURE(places);
  CHECK(places.size() == HiddenText::kSize - 7);
}

constexpr const char* kId = "LTAI-of-the-memory-test";

ClientProfile profileOf(const std::string& endpoint) {
  ClientProfile profile;
  profile.regionId = "cn-hangzhou";
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  return profile;
}

ClientProfile profileWith(const HiddenText& secret, const std::string& endpoint) {
  ClientProfile profile = DefaultProfile::getProfile("cn-hangzhou", kId, secret.clear(), "token-of-the-memory-test");
  profile.endpoint = endpoint;
  profile.http.proxy = "";
  return profile;
}

void answerWell(ServerConnection& connection) {
  while (connection.readRequest()) connection.write(httpAnswer(200, kPrecheckBody));
}

// Refuses the signature in the gateway's words.
void refuse(ServerConnection& connection) {
  while (const auto request = connection.readRequest()) {
    connection.write(httpAnswer(400, R"({"RequestId":"r-1","Code":"SignatureDoesNotMatch",)"
                                     R"("Message":"string to sign is:)" +
                                         request->body + "\"}"));
  }
}

void callInEveryWay(const ClientProfile& profile) {
  CallOptions options;
  options.retry = 1;
  options.retry.baseDelay = std::chrono::milliseconds(1);
  const AcsClient client(profile);
  static_cast<void>(client.execute(precheckRequest(), options));
  static_cast<void>(client.execute(orderRequest(), options));
  static_cast<void>(client.submit(precheckRequest(), options).get());
  static_cast<void>(client.sign(precheckRequest()));
  static_cast<void>(client.warmUp());
  try {
    client.getAcsResponse(orderRequest());
  } catch (const ClientException&) {
  }
}

/// Gives what was put last.
class Replaceable final : public CredentialsProvider {
 public:
  void put(const HiddenText& secret) {
    const std::lock_guard<std::mutex> lock(mutex_);
    credentials_ = std::make_shared<const Credentials>(kId, secret.clear());
  }
  Outcome<std::shared_ptr<const Credentials>> getCredentials() override {
    const std::lock_guard<std::mutex> lock(mutex_);
    return credentials_;
  }

 private:
  std::mutex mutex_;
  std::shared_ptr<const Credentials> credentials_;
};

void writeSecretly(const std::string& path, const HiddenText& secret, const std::string& before,
                   const std::string& after) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  const ClearText text(secret, before, after);
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  REQUIRE(write(file, text.text().data(), text.text().size()) == static_cast<ssize_t>(text.text().size()));
  close(file);
}

std::string answerWith(const HiddenText& secret) {
  return httpAnswer(200, R"({"Code":"Success","AccessKeyId":"STS.memory","AccessKeySecret":")" + secret.clear() +
                             R"(","SecurityToken":"token","Expiration":"2100-01-01T00:00:00Z"})");
}

}  // namespace

TEST_CASE("What this test looks for is found where it is, and no longer where it was overwritten") {
  const HiddenText secret;
  CHECK(findInMemory(secret) == kNowhere);
  std::string text = secret.clear();
  checkIsOneCopy(findInMemory(secret));
  for (char& c : text) c = static_cast<char>(c ^ 0x5C);
  checkIsOneCopy(findInMemory(secret));
  wipeOut(text);
  CHECK(findInMemory(secret) == kNowhere);
  // What frees it overwrites its begin alone.
  std::make_unique<std::string>(secret.clear()).reset();
  CHECK(findInMemory(secret) != kNowhere);
}

TEST_CASE("When a client has gone, so has its secret, however its calls ended") {
  const ScriptedServer good(&answerWell);
  const ScriptedServer refusing(&refuse);
  const ScriptedServer closing([](ServerConnection& connection) { connection.readRequest(); });
  for (const std::string& endpoint :
       {good.endpoint(), refusing.endpoint(), closing.endpoint(), "http://127.0.0.1:" + std::to_string(unusedPort()),
        std::string("https://127.0.0.1:1"), std::string("a b")}) {
    CAPTURE(endpoint);
    const HiddenText secret;
    callInEveryWay(profileWith(secret, endpoint));
    CHECK(findInMemory(secret) == kNowhere);
  }
}

TEST_CASE("While a client is there its secret is in one place, between its calls") {
  const ScriptedServer good(&answerWell);
  const ScriptedServer refusing(&refuse);
  for (const std::string& endpoint : {good.endpoint(), refusing.endpoint()}) {
    const HiddenText secret;
    const ClientProfile profile = profileWith(secret, endpoint);
    callInEveryWay(profile);
    checkIsOneCopy(findInMemory(secret));
  }
}

TEST_CASE("A secret that a provider has replaced is gone, while the client goes on with the next one") {
  const ScriptedServer server(&answerWell);
  const HiddenText first;
  const HiddenText second;
  const auto provider = std::make_shared<Replaceable>();
  provider->put(first);
  ClientProfile profile = profileOf(server.endpoint());
  profile.credentials = provider;
  const AcsClient client(profile);
  CHECK(client.execute(precheckRequest()));
  CHECK(client.submit(precheckRequest()).get());
  provider->put(second);
  CHECK(client.execute(precheckRequest()));
  CHECK(client.submit(precheckRequest()).get());
  CHECK(findInMemory(first) == kNowhere);
  CHECK(findInMemory(second) != kNowhere);
}

TEST_CASE("A secret longer than a block of the hash is gone as well") {
  const ScriptedServer server(&answerWell);
  const HiddenText secret;
  const std::string rest(40, '#');
  {
    std::string whole;
    whole.reserve(HiddenText::kSize + rest.size());
    whole += rest;
    for (std::size_t i = 0; i < HiddenText::kSize; ++i) whole += static_cast<char>(secret.at(i));
    ClientProfile profile = profileOf(server.endpoint());
    profile.credentials = std::make_shared<StaticCredentialsProvider>(kId, std::move(whole));
    callInEveryWay(profile);
  }
  CHECK(findInMemory(secret) == kNowhere);
}

TEST_CASE("In C a secret is gone with its profile and its client") {
  const ScriptedServer good(&answerWell);
  const ScriptedServer refusing(&refuse);
  for (const std::string& endpoint : {good.endpoint(), refusing.endpoint()}) {
    const HiddenText secret;
    snsuapi_profile* const profile = snsuapi_profile_create();
    snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_ENDPOINT, endpoint.c_str());
    snsuapi_profile_set_text(profile, SNSUAPI_PROFILE_PROXY, "");
    {
      const ClearText clear(secret);
      snsuapi_profile_set_access_key(profile, kId, clear.text().c_str(), "token");
    }
    snsuapi_client* client = nullptr;
    REQUIRE(snsuapi_client_create(profile, &client) == nullptr);
    snsuapi_profile_destroy(profile);
    snsuapi_request* const request = snsuapi_request_create(SNSUAPI_BAND_STATUS_QUERY);
    snsuapi_request_set_number(request, SNSUAPI_BAND_ID, 1);
    snsuapi_response* response = nullptr;
    snsuapi_error_destroy(snsuapi_client_execute(client, request, &response));
    snsuapi_response_destroy(response);
    snsuapi_request_destroy(request);
    checkIsOneCopy(findInMemory(secret));
    snsuapi_client_destroy(client);
    CHECK(findInMemory(secret) == kNowhere);
  }
}

TEST_CASE("Of a secret that was read from a file nothing is left but what signs, and then nothing") {
  const Home home;
  const HiddenText cli;
  const HiddenText ini;
  writeSecretly(home.path(kCliFile), cli,
                R"({"current":"x","profiles":[{"name":"x","mode":"AK","access_key_id":"id","access_key_secret":")",
                "\"}]}");
  writeSecretly(home.path(kIniFile), ini,
                "[default]\ntype = access_key\naccess_key_id = id\naccess_key_secret = ", "\n");
  {
    CliProfileCredentialsProvider fromCli;
    ProfileCredentialsProvider fromIni;
    REQUIRE(fromCli.getCredentials());
    REQUIRE(fromIni.getCredentials());
    checkIsOneCopy(findInMemory(cli));
    checkIsOneCopy(findInMemory(ini));
  }
  CHECK(findInMemory(cli) == kNowhere);
  CHECK(findInMemory(ini) == kNowhere);
  REQUIRE(DefaultCredentialsProvider().getCredentials());
  CHECK(findInMemory(cli) == kNowhere);
  // What can't be used is not kept either.
  writeSecretly(
      home.path(kCliFile), cli,
      R"({"current":"x","profiles":[{"name":"x","mode":"RamRoleArn","access_key_id":"id","access_key_secret":")",
      "\"}]}");
  writeSecretly(home.path(kIniFile), ini, "[default]\ntype = other\naccess_key_id = id\naccess_key_secret = ", "\n");
  CHECK_FALSE(CliProfileCredentialsProvider().getCredentials());
  CHECK_FALSE(ProfileCredentialsProvider().getCredentials());
  CHECK(findInMemory(cli) == kNowhere);
  CHECK(findInMemory(ini) == kNowhere);
}

TEST_CASE("Of a secret that came over the network nothing is left but what signs, and then nothing") {
  const Home home;
  const HiddenText secret;
  const ForkedServer server([&secret](const std::string& line) {
    if (line.rfind("PUT", 0) == 0) return httpAnswer(200, "metadata-token");
    if (contains(line, "security-credentials/ ")) return httpAnswer(200, "TheRole");
    return answerWith(secret);
  });
  UriCredentialsOptions uri;
  uri.uri = server.endpoint() + "/uri";
  EcsRamRoleOptions ecs;
  ecs.endpoint = server.endpoint();
  {
    UriCredentialsProvider byUri(uri);
    REQUIRE(byUri.getCredentials());
    checkIsOneCopy(findInMemory(secret));
  }
  CHECK(findInMemory(secret) == kNowhere);
  {
    EcsRamRoleCredentialsProvider byRole(ecs);
    REQUIRE(byRole.getCredentials());
    checkIsOneCopy(findInMemory(secret));
  }
  CHECK(findInMemory(secret) == kNowhere);
}
