#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/cli.hpp"
#include "support/scripted_server.hpp"

using namespace snsuapi_test;

namespace {

/// A home directory with an ~/.aliyun/config.json, removed at the end.
class Home {
 public:
  explicit Home(const std::string& config)
      : path_(std::filesystem::temp_directory_path() / ("snsuapi-home-" + std::to_string(getpid()))) {
    write(".aliyun/config.json", config);
  }
  ~Home() { std::filesystem::remove_all(path_); }
  std::string path() const { return path_.string(); }

  void write(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories((path_ / name).parent_path());
    std::ofstream(path_ / name) << text;
    std::filesystem::permissions(path_ / name, std::filesystem::perms(0600));
  }

 private:
  std::filesystem::path path_;
};

constexpr const char* kConfig = R"({"current": "second", "profiles": [
  {"name": "first", "mode": "AK", "access_key_id": "first-id", "access_key_secret": "first-secret", "region_id": "cn-first"},
  {"name": "second", "mode": "StsToken", "access_key_id": "second-id", "access_key_secret": "second-secret",
   "sts_token": "second-token", "region_id": "cn-second"},
  {"name": "role", "mode": "RamRoleArn", "access_key_id": "x", "access_key_secret": "y"},
  {"name": "no-secret", "mode": "AK", "access_key_id": "x"},
  {"name": "no-token", "mode": "StsToken", "access_key_id": "x", "access_key_secret": "y"}]})";

Finished dryRun(Variables variables, const Words& more = {}) {
  variables.emplace("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");  // this machine may be an instance
  return run(SNSUAPI_CLI_PROGRAM, Words{"status", "--band-id", "1", "--dry-run"} + more, std::move(variables));
}

}  // namespace

TEST_CASE("The key of the environment is used, with its token") {
  const Finished finished = dryRun(withKey({{"ALIBABA_CLOUD_SECURITY_TOKEN", "env-token"}}));
  CHECK(contains(finished.out, "AccessKeyId=testid"));
  CHECK(contains(finished.out, "SecurityToken=env-token"));
  CHECK(contains(finished.out, "RegionId=cn-hangzhou"));
}

TEST_CASE("Without a key in the environment the file's current profile is used") {
  const Home home(kConfig);
  const Finished finished = dryRun({{"HOME", home.path()}});
  CHECK(contains(finished.out, "AccessKeyId=second-id"));
  CHECK(contains(finished.out, "SecurityToken=second-token"));
  CHECK(contains(finished.out, "RegionId=cn-second"));
  CHECK_FALSE(contains(finished.out, "second-secret"));
}

TEST_CASE("A profile that is named goes before the environment's key") {
  const Home home(kConfig);
  CHECK(contains(dryRun(withKey({{"HOME", home.path()}}), {"--profile", "first"}).out, "AccessKeyId=first-id"));
  CHECK(
      contains(dryRun(withKey({{"HOME", home.path()}, {"ALIBABA_CLOUD_PROFILE", "first"}})).out, "RegionId=cn-first"));
  CHECK(contains(dryRun(withKey({{"HOME", home.path()}})).out, "AccessKeyId=testid"));
  CHECK(contains(dryRun({{"HOME", home.path()}}, {"--region", "cn-own"}).out, "RegionId=cn-own"));
}

TEST_CASE("No key, or a profile that can't be used, is exit 3 and says where it was looked for") {
  const auto failure = [](Variables variables, const Words& more = {}) {
    const Finished finished = dryRun(std::move(variables), more);
    CHECK(finished.exitCode == 3);
    CHECK(finished.out.empty());
    return finished.err;
  };
  const std::string nothing = failure({{"HOME", "/nowhere"}});
  CHECK(contains(nothing, "ALIBABA_CLOUD_ACCESS_KEY_ID"));
  CHECK(contains(nothing, "/nowhere/.aliyun/config.json"));
  CHECK(contains(failure({{"HOME", "/nowhere"}, {"ALIBABA_CLOUD_ACCESS_KEY_ID", "x"}}),
                 "ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
  CHECK(contains(failure({}), "HOME"));

  const Home home(kConfig);
  const Variables variables = {{"HOME", home.path()}};
  CHECK(contains(failure(variables, {"--profile", "absent"}), "absent"));
  CHECK(contains(failure(variables, {"--profile", "role"}), "RamRoleArn"));
  CHECK(contains(failure(variables, {"--profile", "no-secret"}), "access_key_secret"));
  CHECK(contains(failure(variables, {"--profile", "no-token"}), "sts_token"));
}

TEST_CASE("A profile file that can't be read is told, without its content") {
  for (const char* config :
       {"", "[]", "{\"current\": \"secret-text", "{\"current\":5}", "{\"profiles\":5,\"current\":\"x\"}"}) {
    const Home home(config);
    const Finished finished = dryRun({{"HOME", home.path()}});
    CHECK(finished.exitCode == 3);
    CHECK(contains(finished.err, "config.json"));
    CHECK_FALSE(contains(finished.err, "secret-text"));
  }
}

TEST_CASE("Without the CLI's file the SDKs' is used; a profile that is named may stand in either") {
  const Home home(kConfig);
  home.write(".alibabacloud/credentials.ini",
             "[default]\ntype = access_key\naccess_key_id = ini-id\naccess_key_secret = ini-secret\n"
             "[third]\ntype = access_key\naccess_key_id = third-id\naccess_key_secret = third-secret\n");
  CHECK(contains(dryRun({{"HOME", home.path()}}).out, "AccessKeyId=second-id"));
  CHECK(contains(dryRun({{"HOME", home.path()}}, {"--profile", "third"}).out, "AccessKeyId=third-id"));
  std::filesystem::remove(home.path() + "/.aliyun/config.json");
  const Finished finished = dryRun({{"HOME", home.path()}});
  CHECK(contains(finished.out, "AccessKeyId=ini-id"));
  CHECK(contains(finished.out, "RegionId=cn-hangzhou"));
  CHECK(finished.err.empty());
}

TEST_CASE("The key may come from a credentials URI") {
  ScriptedServer server([](ServerConnection& connection) {
    while (connection.readRequest()) {
      connection.write(
          httpAnswer(200, R"({"AccessKeyId": "uri-id", "AccessKeySecret": "uri-secret", "SecurityToken": "uri-token",
        "Expiration": "2100-01-01T00:00:00Z"})"));
    }
  });
  const Finished finished = dryRun({{"HOME", "/nowhere"}, {"ALIBABA_CLOUD_CREDENTIALS_URI", server.endpoint()}});
  CHECK(contains(finished.out, "AccessKeyId=uri-id"));
  CHECK(contains(finished.out, "SecurityToken=uri-token"));
  CHECK_FALSE(contains(finished.out, "uri-secret"));
  const std::string nobody = "http://127.0.0.1:" + std::to_string(unusedPort());
  const Finished failed = dryRun({{"HOME", "/nowhere"}, {"ALIBABA_CLOUD_CREDENTIALS_URI", nobody}});
  CHECK(failed.exitCode == 3);
  CHECK(contains(failed.err, "SDK.CredentialsRefreshFailed"));
  CHECK(contains(failed.err, nobody));
}

TEST_CASE("A key file that others can read is used, and warned about on standard error") {
  const Home home(kConfig);
  std::filesystem::permissions(home.path() + "/.aliyun/config.json", std::filesystem::perms(0644));
  const Finished finished = dryRun({{"HOME", home.path()}});
  CHECK(finished.exitCode == 0);
  CHECK(contains(finished.out, "AccessKeyId=second-id"));
  CHECK(contains(finished.err, "warning: " + home.path() + "/.aliyun/config.json"));
  CHECK(contains(finished.err, "chmod 600"));
}
