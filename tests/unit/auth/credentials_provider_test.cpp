#include <snsuapi/auth/credentials_provider.hpp>
#include <string>

#include "support/catch.hpp"
#include "support/test_profile.hpp"

using snsuapi::EnvironmentCredentialsProvider;
using snsuapi::ErrorKind;
using snsuapi::StaticCredentialsProvider;
using snsuapi_test::contains;
using snsuapi_test::ScopedEnvironment;

namespace {

const char* const kId = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const char* const kSecretName = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const char* const kToken = "ALIBABA_CLOUD_SECURITY_TOKEN";

}  // namespace

TEST_CASE("A static key is given as it was set") {
  StaticCredentialsProvider longLived("id", "secret");
  const auto credentials = longLived.getCredentials();
  REQUIRE(credentials);
  CHECK((*credentials)->accessKeyId() == "id");
  CHECK((*credentials)->accessKeySecret() == "secret");
  CHECK((*credentials)->securityToken().empty());

  StaticCredentialsProvider temporary("id", "secret", "token");
  CHECK(temporary.getCredentials().value()->securityToken() == "token");
}

TEST_CASE("A static key without its id or its secret is unavailable") {
  StaticCredentialsProvider noId("", "secret");
  StaticCredentialsProvider noSecret("id", "");
  for (StaticCredentialsProvider* provider : {&noId, &noSecret}) {
    const auto credentials = provider->getCredentials();
    REQUIRE_FALSE(credentials);
    CHECK(credentials.error().code() == "SDK.CredentialsUnavailable");
    CHECK(credentials.error().kind() == ErrorKind::Configuration);
    CHECK_FALSE(credentials.error().message().empty());
  }
}

TEST_CASE("The environment's key is read once, when the provider is made") {
  const auto provider = [] {
    const ScopedEnvironment environment({{kId, "env-id"}, {kSecretName, "env-secret"}, {kToken, nullptr}});
    return std::make_unique<EnvironmentCredentialsProvider>();
  }();
  const ScopedEnvironment later({{kId, "later"}, {kSecretName, "later"}, {kToken, "later"}});
  const auto credentials = provider->getCredentials();
  REQUIRE(credentials);
  CHECK((*credentials)->accessKeyId() == "env-id");
  CHECK((*credentials)->accessKeySecret() == "env-secret");
  CHECK((*credentials)->securityToken().empty());
}

TEST_CASE("The environment's security token goes along") {
  const ScopedEnvironment environment({{kId, "env-id"}, {kSecretName, "env-secret"}, {kToken, "env-token"}});
  CHECK(EnvironmentCredentialsProvider().getCredentials().value()->securityToken() == "env-token");
}

TEST_CASE("A variable that is unset or empty is named") {
  for (const char* missing : {static_cast<const char*>(nullptr), ""}) {
    const auto errorOf = [](const char* id, const char* secret) {
      const ScopedEnvironment environment({{kId, id}, {kSecretName, secret}, {kToken, nullptr}});
      return EnvironmentCredentialsProvider().getCredentials().error();
    };
    const snsuapi::Error noId = errorOf(missing, "env-secret");
    CHECK(noId.code() == "SDK.CredentialsUnavailable");
    CHECK(contains(noId.message(), kId));
    CHECK_FALSE(contains(noId.message(), "env-secret"));
    const snsuapi::Error noSecret = errorOf("env-id", missing);
    CHECK(noSecret.code() == "SDK.CredentialsUnavailable");
    CHECK(contains(noSecret.message(), kSecretName));
    CHECK_FALSE(contains(noSecret.message(), "env-id"));
  }
}
