#include <cstdlib>
#include <snsuapi/auth/credentials_provider.hpp>
#include <string_view>

#include "auth/providers/provider_error.hpp"
#include "errors.hpp"

namespace snsuapi {

using internal::unavailable;

namespace {

Error unset(const char* variable) {
  return unavailable(internal::join({"the environment variable ", variable, " is unset or empty"}));
}

std::string fromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

constexpr const char* kIdVariable = "ALIBABA_CLOUD_ACCESS_KEY_ID";
constexpr const char* kSecretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
constexpr const char* kTokenVariable = "ALIBABA_CLOUD_SECURITY_TOKEN";

}  // namespace

StaticCredentialsProvider::StaticCredentialsProvider(std::string accessKeyId, std::string accessKeySecret,
                                                     std::string securityToken)
    : credentials_(std::make_shared<const Credentials>(std::move(accessKeyId), std::move(accessKeySecret),
                                                       std::move(securityToken))) {}

Outcome<std::shared_ptr<const Credentials>> StaticCredentialsProvider::getCredentials() {
  if (credentials_->accessKeyId().empty()) return unavailable("the access key id is empty");
  if (credentials_->accessKeySecret().empty()) return unavailable("the access key secret is empty");
  return credentials_;
}

EnvironmentCredentialsProvider::EnvironmentCredentialsProvider()
    : credentials_(std::make_shared<const Credentials>(fromEnvironment(kIdVariable), fromEnvironment(kSecretVariable),
                                                       fromEnvironment(kTokenVariable))) {}

Outcome<std::shared_ptr<const Credentials>> EnvironmentCredentialsProvider::getCredentials() {
  if (credentials_->accessKeyId().empty()) {
    return unset(kIdVariable);
  }
  if (credentials_->accessKeySecret().empty()) {
    return unset(kSecretVariable);
  }
  return credentials_;
}

}  // namespace snsuapi
