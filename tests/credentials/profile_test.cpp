#include <snsuapi/auth/profile_credentials_provider.hpp>

#include "credentials/home.hpp"

using namespace snsuapi_test;
using snsuapi::ProfileCredentialsProvider;

namespace {

constexpr const char* kIni = R"(# keys of the tests
[default]                ; the usual one
enable = true
type = access_key        # comment
access_key_id = id-1
access_key_secret = secret-1

[other]
type=access_key
access_key_id=id-2
access_key_secret=secret-#;2
[role]
type = ecs_ram_role
role_name = TheRole
[off]
enable = False
type = access_key
access_key_id = id-3
access_key_secret = secret-3
[arn]
type = ram_role_arn
access_key_id = id-4
access_key_secret = secret-4
[no-type]
access_key_id = id-5
access_key_secret = secret-5
[no-id]
type = access_key
access_key_secret = secret-6
[no-secret]
type = access_key
access_key_id = id-7
access_key_secret =
[blank]
type = access_key
access_key_id = id-8
access_key_secret = secret- 8
[no-role]
type = ecs_ram_role
)";

}  // namespace

TEST_CASE("The SDKs' file gives the key of its default section, or of the one that is named") {
  const Home home;
  home.write(kIniFile, kIni);
  ProfileCredentialsProvider usual;
  CHECK(keyOf(usual) == "id-1/secret-1");
  CHECK(usual.warnings().empty());
  CHECK(usual.ecsRoleName().empty());
  ProfileCredentialsProvider other("other");
  CHECK(keyOf(other) == "id-2/secret-#;2");
  const ScopedVariable environment("ALIBABA_CLOUD_PROFILE", "other");
  ProfileCredentialsProvider byEnvironment;
  CHECK(keyOf(byEnvironment) == "id-2/secret-#;2");
}

TEST_CASE("The environment may name another file, which has to be there then") {
  const Home home;
  const std::string path = home.write("elsewhere", kIni);
  const ScopedEnvironment environment({{"ALIBABA_CLOUD_CREDENTIALS_FILE", path.c_str()}, {"HOME", nullptr}});
  ProfileCredentialsProvider provider;
  CHECK(keyOf(provider) == "id-1/secret-1");
  std::filesystem::remove(path);
  ProfileCredentialsProvider gone;
  CHECK(keyOf(gone) == "SDK.InvalidProfile");
  CHECK(messageOf(gone) == path + " is not there, where ALIBABA_CLOUD_CREDENTIALS_FILE says it is");
  const ScopedVariable none("ALIBABA_CLOUD_CREDENTIALS_FILE", "/dev/null");
  ProfileCredentialsProvider null;
  CHECK(keyOf(null) == "SDK.CredentialsUnavailable");
}

TEST_CASE("Where the SDKs' file or the section is not there, or off, nothing is available") {
  const Home home;
  ProfileCredentialsProvider noFile;
  CHECK(keyOf(noFile) == "SDK.CredentialsUnavailable");
  CHECK(messageOf(noFile) == home.path(kIniFile) + " is not there");
  home.write(kIniFile, kIni);
  ProfileCredentialsProvider noSection("third");
  CHECK(keyOf(noSection) == "SDK.CredentialsUnavailable");
  CHECK(messageOf(noSection) == home.path(kIniFile) + ": section [third] is not there");
  ProfileCredentialsProvider off("off");
  CHECK(keyOf(off) == "SDK.CredentialsUnavailable");
  const ScopedVariable environment("HOME", nullptr);
  ProfileCredentialsProvider noHome;
  CHECK(keyOf(noHome) == "SDK.CredentialsUnavailable");
}

TEST_CASE("A section of an ECS role names it, and has no key of its own") {
  const Home home;
  home.write(kIniFile, kIni);
  ProfileCredentialsProvider provider("role");
  CHECK(keyOf(provider) == "SDK.CredentialsUnavailable");
  CHECK(provider.ecsRoleName() == "TheRole");
}

TEST_CASE("A section that can't be used is an error that names file, section and want") {
  const Home home;
  home.write(kIniFile, kIni);
  const std::map<std::string, std::string> wants = {
      {"arn", "has the type \"ram_role_arn\"; access_key and ecs_ram_role are known"},
      {"no-type", "has no type"},
      {"no-id", "has no access_key_id"},
      {"no-secret", "has no access_key_secret"},
      {"blank", ": its access_key_secret is not one"},
      {"no-role", "has no role_name"}};
  for (const auto& [section, want] : wants) {
    CAPTURE(section);
    ProfileCredentialsProvider provider(section);
    CHECK(keyOf(provider) == "SDK.InvalidProfile");
    const std::string message = messageOf(provider);
    CHECK(contains(message, home.path(kIniFile) + ": section [" + section + "]"));
    CHECK(contains(message, want));
  }
}

TEST_CASE("Each of the SDKs' other types is refused by its name") {
  for (const char* type :
       {"ram_role_arn", "oidc_role_arn", "rsa_key_pair", "sts", "bearer", "credentials_uri", "Access_Key"}) {
    CAPTURE(type);
    const Home home;
    home.write(kIniFile,
               std::string("[default]\naccess_key_id = id\naccess_key_secret = secret-x\ntype = ") + type + "\n");
    ProfileCredentialsProvider provider;
    CHECK(keyOf(provider) == "SDK.InvalidProfile");
    CHECK(contains(messageOf(provider), std::string("has the type \"") + type + "\"; access_key and"));
  }
}

TEST_CASE("A file of the SDKs' that others can read or change is warned about, and one of its owner's is not") {
  const std::string ini = "[default]\ntype = access_key\naccess_key_id = id\naccess_key_secret = secret-x\n";
  for (const mode_t mode : {0640, 0620, 0604, 0602, 0644, 0666}) {
    const Home home;
    const std::string path = home.write(kIniFile, ini, mode);
    ProfileCredentialsProvider provider;
    CHECK(keyOf(provider) == "id/secret-x");
    REQUIRE(provider.warnings().size() == 1);
    CHECK(contains(provider.warnings().front(), "chmod 600 " + path));
  }
  for (const mode_t mode : {0600, 0400, 0700}) {
    const Home home;
    home.write(kIniFile, ini, mode);
    CHECK(ProfileCredentialsProvider().warnings().empty());
  }
}

TEST_CASE("An ini file that can't be read is an error that names file and line") {
  const Home home;
  home.write(kIniFile, "[default]\ntype = access_key\nsecret-without-a-name\n");
  ProfileCredentialsProvider provider;
  CHECK(keyOf(provider) == "SDK.InvalidProfile");
  CHECK(messageOf(provider) == home.path(kIniFile) + ": line 3 is neither [section] nor key = value");
  home.write(kIniFile, kIni + std::string(1 << 20, '\n'));
  ProfileCredentialsProvider large;
  CHECK(keyOf(large) == "SDK.InvalidProfile");
  home.write(kIniFile,
             std::string("[default]\ntype = access_key\naccess_key_id = id\naccess_key_secret = secret-") + '\0');
  ProfileCredentialsProvider nul;
  CHECK(keyOf(nul) == "SDK.InvalidProfile");
  CHECK(contains(messageOf(nul), "access_key_secret"));
}

TEST_CASE("A byte order mark and CR LF are no hindrance in an ini file, and others' access is warned about") {
  const Home home;
  const std::string path = home.write(
      kIniFile, "\xEF\xBB\xBF[default]\r\ntype = access_key\r\naccess_key_id = id\r\naccess_key_secret = secret-x\r\n",
      0644);
  ProfileCredentialsProvider provider;
  CHECK(keyOf(provider) == "id/secret-x");
  REQUIRE(provider.warnings().size() == 1);
  CHECK(contains(provider.warnings().front(), path));
}
