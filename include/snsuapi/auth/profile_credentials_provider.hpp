#pragma once

#include <memory>
#include <snsuapi/auth/credentials_provider.hpp>
#include <string>
#include <vector>

// Link with snsuapi::credentials.

namespace snsuapi {

/// The key of a section of the SDKs' file, `~/.alibabacloud/credentials.ini`, or where `ALIBABA_CLOUD_CREDENTIALS_FILE`
/// says:
///
///     [default]
///     type = access_key
///     access_key_id = …
///     access_key_secret = …
///
/// The name and the form are credentials-java's. A section with `enable = false` counts as absent; unlike there, one
/// without `enable` counts as present, as in credentials-go.
///
/// File and environment are read once, when the provider is made. Thread safety: any number of threads.
class ProfileCredentialsProvider final : public CredentialsProvider {
 public:
  /// @param section empty: `ALIBABA_CLOUD_PROFILE`; where that is empty as well, `default`
  explicit ProfileCredentialsProvider(std::string section = {});
  ~ProfileCredentialsProvider() override;

  /// `SDK.CredentialsUnavailable` where there is no file, not this section, or the section leaves the key to
  /// EcsRamRoleCredentialsProvider (see ecsRoleName()); `SDK.InvalidProfile`, naming file and section, where what is
  /// there can't be used, and where the file that the environment names is not there. Both are of the kind
  /// Configuration.
  Outcome<std::shared_ptr<const Credentials>> getCredentials() override;

  /// The `role_name` of a section of `type = ecs_ram_role`, which EcsRamRoleCredentialsProvider takes; else empty.
  const std::string& ecsRoleName() const noexcept { return ecsRoleName_; }
  /// What a person should be told of the file: that others can read it. In English, without secrets.
  const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  Outcome<std::shared_ptr<const Credentials>> read(std::string section);

  std::string ecsRoleName_;
  std::vector<std::string> warnings_;
  const Outcome<std::shared_ptr<const Credentials>> credentials_;
};

}  // namespace snsuapi
