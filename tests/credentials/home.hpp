#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <snsuapi/auth/credentials_provider.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_profile.hpp"

namespace snsuapi_test {

inline constexpr const char* kCliFile = ".aliyun/config.json";
inline constexpr const char* kIniFile = ".alibabacloud/credentials.ini";

using EnvironmentVariables = std::map<std::string, const char*>;

/// A ScopedEnvironment of one variable.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const char* value) : environment_(EnvironmentVariables{{name, value}}) {}

 private:
  const ScopedEnvironment environment_;
};

/// A home directory of its own, and an environment in which nothing else names a key.
class Home {
 public:
  explicit Home(const EnvironmentVariables& variables = {})
      : home_(directory_.path("home")), environment_(with(variables)) {
    std::filesystem::create_directories(home_);
  }

  std::string path(const std::string& name) const { return home_ + "/" + name; }

  /// Makes the file, with the directories that it needs, and returns its path.
  std::string write(const std::string& name, const std::string& text, mode_t mode = 0600) const {
    const std::string file = path(name);
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    std::ofstream(file, std::ios::binary) << text;
    REQUIRE(chmod(file.c_str(), mode) == 0);
    return file;
  }

 private:
  EnvironmentVariables with(const EnvironmentVariables& variables) const {
    EnvironmentVariables all = {{"HOME", home_.c_str()}};
    for (const char* name :
         {"USERPROFILE", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
          "ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_PROFILE", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED",
          "ALIBABA_CLOUD_CREDENTIALS_FILE", "ALIBABA_CLOUD_ECS_METADATA", "ALIBABA_CLOUD_ECS_METADATA_DISABLED",
          "ALIBABA_CLOUD_IMDSV1_DISABLED", "ALIBABA_CLOUD_CREDENTIALS_URI"}) {
      all[name] = nullptr;
    }
    for (const auto& [name, value] : variables) all[name] = value;
    return all;
  }

  TemporaryDirectory directory_;
  const std::string home_;
  const ScopedEnvironment environment_;
};

/// `id/secret` or `id/secret/token`; the error's code where there is none.
inline std::string keyOf(const snsuapi::Outcome<std::shared_ptr<const snsuapi::Credentials>>& outcome) {
  if (!outcome) return outcome.error().code();
  const snsuapi::Credentials& key = **outcome;
  return key.accessKeyId() + "/" + key.accessKeySecret() +
         (key.securityToken().empty() ? "" : "/" + key.securityToken());
}

inline std::string keyOf(snsuapi::CredentialsProvider& provider) { return keyOf(provider.getCredentials()); }

/// The message of the error that the provider ends with; none of them may hold a secret of the tests.
inline std::string messageOf(snsuapi::CredentialsProvider& provider) {
  const auto outcome = provider.getCredentials();
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().kind() == snsuapi::ErrorKind::Configuration);
  CHECK(outcome.error().delivery() == snsuapi::Delivery::NotSent);
  CHECK_FALSE(contains(outcome.error().toString(), "secret-"));
  return outcome.error().message();
}

}  // namespace snsuapi_test
