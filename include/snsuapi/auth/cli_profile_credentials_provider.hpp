#pragma once

#include <memory>
#include <snsuapi/auth/credentials_provider.hpp>
#include <string>
#include <vector>

// Link with snsuapi::credentials.

namespace snsuapi {

/// The key of a profile of the Alibaba Cloud CLI's file, `~/.aliyun/config.json`. The modes AK and StsToken are known.
/// The name is credentials-java's CLIProfileCredentialsProvider.
///
/// File and environment are read once, when the provider is made. Thread safety: any number of threads.
class CliProfileCredentialsProvider final : public CredentialsProvider {
 public:
  /// @param profile empty: `ALIBABA_CLOUD_PROFILE`; where that is empty as well, the file's current one
  explicit CliProfileCredentialsProvider(std::string profile = {});
  ~CliProfileCredentialsProvider() override;

  /// `SDK.CredentialsUnavailable` where there is no file, not the profile that is named, or
  /// `ALIBABA_CLOUD_CLI_PROFILE_DISABLED` is true; `SDK.InvalidProfile`, naming file and profile, where what is there
  /// can't be used. Both are of the kind Configuration.
  Outcome<std::shared_ptr<const Credentials>> getCredentials() override;

  /// The profile's region; empty where it names none, or there is no key.
  const std::string& regionId() const noexcept { return regionId_; }
  /// What a person should be told of the file: that others can read it. In English, without secrets.
  const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  Outcome<std::shared_ptr<const Credentials>> read(std::string profile);

  std::string regionId_;
  std::vector<std::string> warnings_;
  const Outcome<std::shared_ptr<const Credentials>> credentials_;
};

}  // namespace snsuapi
