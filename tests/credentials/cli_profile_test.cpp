#include <snsuapi/auth/cli_profile_credentials_provider.hpp>

#include "credentials/home.hpp"

using namespace snsuapi_test;
using snsuapi::CliProfileCredentialsProvider;

namespace {

constexpr const char* kConfig = R"({"current": "second", "meta_path": "", "profiles": [
  {"name": "first", "mode": "AK", "access_key_id": "id-1", "access_key_secret": "secret-1", "region_id": "cn-first"},
  {"name": "second", "mode": "StsToken", "access_key_id": "id-2", "access_key_secret": "secret-2", "sts_token": "secret-token",
   "region_id": "cn-second"},
  {"name": "role", "mode": "RamRoleArn", "access_key_id": "x", "access_key_secret": "secret-x"},
  {"name": "no-mode", "access_key_id": "x", "access_key_secret": "secret-x"},
  {"name": "mixed-up", "mode": "secret-that-stands-in-the-wrong-place"},
  {"name": "no-id", "mode": "AK", "access_key_secret": "secret-x"},
  {"name": "no-secret", "mode": "AK", "access_key_id": "x", "access_key_secret": ""},
  {"name": "no-token", "mode": "StsToken", "access_key_id": "x", "access_key_secret": "secret-x"},
  {"name": "number", "mode": "AK", "access_key_id": 5, "access_key_secret": "secret-x"},
  {"name": "blank", "mode": "AK", "access_key_id": "x", "access_key_secret": "secret- \n"}]})";

}  // namespace

TEST_CASE("The CLI's file gives the key of its current profile, or of the one that is named") {
  const Home home;
  home.write(kCliFile, kConfig);
  CliProfileCredentialsProvider current;
  CHECK(keyOf(current) == "id-2/secret-2/secret-token");
  CHECK(current.regionId() == "cn-second");
  CHECK(current.warnings().empty());
  CliProfileCredentialsProvider first("first");
  CHECK(keyOf(first) == "id-1/secret-1");
  CHECK(first.regionId() == "cn-first");
  const ScopedVariable environment("ALIBABA_CLOUD_PROFILE", "first");
  CliProfileCredentialsProvider byEnvironment;
  CHECK(keyOf(byEnvironment) == "id-1/secret-1");
  CliProfileCredentialsProvider named("second");
  CHECK(keyOf(named) == "id-2/secret-2/secret-token");
}

TEST_CASE("File and environment are read when the provider is made") {
  const Home home;
  const std::string path = home.write(kCliFile, kConfig);
  CliProfileCredentialsProvider provider;
  std::filesystem::remove(path);
  CHECK(keyOf(provider) == "id-2/secret-2/secret-token");
}

TEST_CASE("Where the CLI's file or the profile that is named is not there, nothing is available") {
  const Home home;
  CliProfileCredentialsProvider noFile;
  CHECK(keyOf(noFile) == "SDK.CredentialsUnavailable");
  CHECK(messageOf(noFile) == home.path(kCliFile) + " is not there");
  home.write(kCliFile, kConfig);
  CliProfileCredentialsProvider noProfile("third");
  CHECK(keyOf(noProfile) == "SDK.CredentialsUnavailable");
  CHECK(messageOf(noProfile) == home.path(kCliFile) + ": profile \"third\" is not there");
  {
    const ScopedVariable environment("HOME", nullptr);
    CliProfileCredentialsProvider noHome;
    CHECK(keyOf(noHome) == "SDK.CredentialsUnavailable");
    CHECK(contains(messageOf(noHome), "HOME"));
  }
  const ScopedVariable environment("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "True");
  CliProfileCredentialsProvider disabled;
  CHECK(keyOf(disabled) == "SDK.CredentialsUnavailable");
  CHECK(contains(messageOf(disabled), "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"));
}

TEST_CASE("A profile that can't be used is an error that names file, profile and want") {
  const Home home;
  home.write(kCliFile, kConfig);
  const std::map<std::string, std::string> wants = {
      {"role", "has the mode \"RamRoleArn\"; AK and StsToken are known"},
      {"no-mode", "has the mode \"\"; AK and StsToken are known"},
      {"mixed-up", "has the mode that is no word; AK and StsToken are known"},
      {"no-id", "has no access_key_id"},
      {"no-secret", "has no access_key_secret"},
      {"no-token", "has no sts_token"},
      {"number", ": its access_key_id is not one"},
      {"blank", ": its access_key_secret is not one"}};
  for (const auto& [profile, want] : wants) {
    CAPTURE(profile);
    CliProfileCredentialsProvider provider(profile);
    CHECK(keyOf(provider) == "SDK.InvalidProfile");
    const std::string message = messageOf(provider);
    CHECK(contains(message, home.path(kCliFile) + ": profile \"" + profile + "\""));
    CHECK(contains(message, want));
    CHECK(provider.regionId().empty());
  }
}

TEST_CASE("Each of the CLI's other modes is refused by its name") {
  for (const char* mode : {"RamRoleArn", "RamRoleArnWithRoleName", "EcsRamRole", "RsaKeyPair", "External",
                           "CredentialsURI", "OIDC", "CloudSSO", "ChainableRamRoleArn", "OAuth", "ak", "ststoken"}) {
    CAPTURE(mode);
    const Home home;
    home.write(kCliFile, std::string(R"({"current":"x","profiles":[{"name":"x","access_key_id":"id","mode":")") + mode +
                             R"(","access_key_secret":"secret-x","sts_token":"secret-token"}]})");
    CliProfileCredentialsProvider provider;
    CHECK(keyOf(provider) == "SDK.InvalidProfile");
    CHECK(contains(messageOf(provider), std::string("has the mode \"") + mode + "\"; AK and StsToken are known"));
  }
}

TEST_CASE("A file that the CLI did not write is an error that names it, without its content") {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  for (const std::string& text :
       {std::string(), std::string("[]"), std::string("{\"current\": \"secret-text"), std::string("{\"current\": 5}"),
        std::string("{\"profiles\": 5, \"current\": \"x\"}"),
        std::string("{\"current\": \"x\", \"profiles\": [5, \"x\", null]}"),
        std::string("{\"current\": \"second\"}\0", 22), std::string("{} {}"), std::string("\xFF\xFE{\0}\0", 6), deep,
        "{\"current\": \"x\", \"profiles\": " + deep + "}"}) {
    const Home home;
    home.write(kCliFile, text);
    CliProfileCredentialsProvider provider;
    CHECK(keyOf(provider) == "SDK.InvalidProfile");
    CHECK(contains(messageOf(provider), home.path(kCliFile)));
  }
}

TEST_CASE("A byte order mark and CR LF are no hindrance in the CLI's file") {
  const Home home;
  std::string text = "\xEF\xBB\xBF";
  for (const char* c = kConfig; *c != '\0'; ++c) text += *c == '\n' ? std::string("\r\n") : std::string(1, *c);
  home.write(kCliFile, text);
  CliProfileCredentialsProvider provider;
  CHECK(keyOf(provider) == "id-2/secret-2/secret-token");
}

TEST_CASE("A file larger than 1 MiB, one without an end and a directory are not read for a key") {
  const Home home;
  home.write(kCliFile, kConfig + std::string(1 << 20, ' '));
  CliProfileCredentialsProvider large;
  CHECK(keyOf(large) == "SDK.InvalidProfile");
  CHECK(contains(messageOf(large), "1048576 bytes"));
  home.write(kCliFile, kConfig + std::string((1 << 20) - std::string(kConfig).size(), ' '));
  CliProfileCredentialsProvider largest;
  CHECK(keyOf(largest) == "id-2/secret-2/secret-token");

  std::filesystem::remove(home.path(kCliFile));
  std::filesystem::create_symlink("/dev/zero", home.path(kCliFile));
  CliProfileCredentialsProvider endless;
  CHECK(contains(messageOf(endless), "1048576 bytes"));

  std::filesystem::remove(home.path(kCliFile));
  REQUIRE(mkfifo(home.path(kCliFile).c_str(), 0600) == 0);
  CliProfileCredentialsProvider pipe;
  CHECK(keyOf(pipe) == "SDK.InvalidProfile");

  std::filesystem::remove(home.path(kCliFile));
  std::filesystem::create_directories(home.path(kCliFile));
  CliProfileCredentialsProvider directory;
  CHECK(keyOf(directory) == "SDK.InvalidProfile");
  CHECK(contains(messageOf(directory), "can't be read"));
}

TEST_CASE("A file that others can read or change is warned about, and read") {
  for (const mode_t mode : {0640, 0620, 0604, 0602, 0644, 0666}) {
    const Home home;
    const std::string path = home.write(kCliFile, kConfig, mode);
    CliProfileCredentialsProvider provider;
    CHECK(keyOf(provider) == "id-2/secret-2/secret-token");
    REQUIRE(provider.warnings().size() == 1);
    CHECK(contains(provider.warnings().front(), path));
    CHECK(contains(provider.warnings().front(), "chmod 600"));
  }
}
