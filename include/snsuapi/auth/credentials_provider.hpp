#pragma once

#include <memory>
#include <snsuapi/auth/credentials.hpp>
#include <snsuapi/outcome.hpp>
#include <string>

namespace snsuapi {

/// Where a client gets the key that signs each attempt.
///
/// Thread safety: getCredentials() is called by any number of threads at once, once for each attempt.
class SNSUAPI_API CredentialsProvider {
 public:
  CredentialsProvider() = default;
  CredentialsProvider(const CredentialsProvider&) = delete;
  CredentialsProvider& operator=(const CredentialsProvider&) = delete;
  virtual ~CredentialsProvider() = default;

  /// The credentials to sign with now, never null; or an error, kind Configuration, that says what is missing and where
  /// it was looked for: code `SDK.CredentialsUnavailable`, or another one where what is there can't be used.
  /// Called on the thread of the call, of an asynchronous one the client's loop thread, which must not wait for long.
  virtual Outcome<std::shared_ptr<const Credentials>> getCredentials() = 0;
};

/// One key for good, with or without an STS token.
class SNSUAPI_API StaticCredentialsProvider final : public CredentialsProvider {
 public:
  StaticCredentialsProvider(std::string accessKeyId, std::string accessKeySecret, std::string securityToken = {});

  /// Fails where the access key id or the secret is empty.
  Outcome<std::shared_ptr<const Credentials>> getCredentials() override;

 private:
  std::shared_ptr<const Credentials> credentials_;
};

/// The key in `ALIBABA_CLOUD_ACCESS_KEY_ID`, `ALIBABA_CLOUD_ACCESS_KEY_SECRET` and, for a temporary one,
/// `ALIBABA_CLOUD_SECURITY_TOKEN`. The environment is read once, when the provider is made: reading it while another
/// thread writes it would be a race.
class SNSUAPI_API EnvironmentCredentialsProvider final : public CredentialsProvider {
 public:
  EnvironmentCredentialsProvider();

  /// Fails, naming the variable, where one of the first two is unset or empty.
  Outcome<std::shared_ptr<const Credentials>> getCredentials() override;

 private:
  std::shared_ptr<const Credentials> credentials_;
};

}  // namespace snsuapi
