#pragma once

#include <memory>
#include <mutex>
#include <snsuapi/auth/credentials_provider.hpp>
#include <snsuapi/auth/ecs_ram_role_credentials_provider.hpp>
#include <snsuapi/auth/uri_credentials_provider.hpp>
#include <string>
#include <vector>

// Link with snsuapi::credentials.

namespace snsuapi {

struct DefaultCredentialsOptions {
  /// A profile of `~/.aliyun/config.json`, or a section of `~/.alibabacloud/credentials.ini`: named here, it is the
  /// only thing that counts. Empty: the whole chain.
  std::string profile;
  EcsRamRoleOptions ecsRamRole;
  UriCredentialsOptions uri;
};

/// The first key that is found, in the order of credentials-java's DefaultCredentialsProvider:
///
/// 1. EnvironmentCredentialsProvider
/// 2. CliProfileCredentialsProvider: `~/.aliyun/config.json`
/// 3. ProfileCredentialsProvider: `~/.alibabacloud/credentials.ini`
/// 4. EcsRamRoleCredentialsProvider, with the role of 3. where that names one
/// 5. UriCredentialsProvider
///
/// Once one has given a key, it is the only one asked. Unlike in Java, a source that is there and can't be used ends
/// the search with its error, and so does a profile that `ALIBABA_CLOUD_PROFILE` names and neither file has: a program
/// never runs with a key that nobody meant.
///
/// Files and environment are read once, when the provider is made; nothing is sent then. The first getCredentials() may
/// block within the timeouts of 4. and 5. Thread safety: any number of threads. No call may be running when it is
/// destroyed.
class DefaultCredentialsProvider final : public CredentialsProvider {
 public:
  explicit DefaultCredentialsProvider(DefaultCredentialsOptions options = {});
  ~DefaultCredentialsProvider() override;

  /// `SDK.CredentialsUnavailable` where nothing was found, with all the places; else the error of what can't be used.
  Outcome<std::shared_ptr<const Credentials>> getCredentials() override;

  /// RefreshingCredentialsProvider::refresh() of what gives the key; looks for that first where it is not known yet.
  Outcome<void> refresh();

  /// The region that the profile of `~/.aliyun/config.json` names, where that gives the key; else empty.
  const std::string& regionId() const noexcept { return regionId_; }
  /// What a person should be told of the files that were read. In English, without secrets.
  const std::vector<std::string>& warnings() const noexcept { return warnings_; }

 private:
  struct Link {
    std::shared_ptr<CredentialsProvider> provider;
    RefreshingCredentialsProvider* refreshing;  // the same one; null where it does not refresh
  };

  void findAll(DefaultCredentialsOptions options);
  bool findInFiles(std::string& ecsRoleName);
  bool isFound(std::shared_ptr<CredentialsProvider> provider);
  void addRefreshing(std::shared_ptr<RefreshingCredentialsProvider> provider);
  Outcome<Link> choose();

  std::string profile_;  // that was asked for by name, if one was
  std::string regionId_;
  std::vector<std::string> warnings_;
  std::vector<Link> chain_;  // up to the first that is known to end the search
  std::mutex mutex_;
  Link chosen_{};  // guarded by mutex_
};

}  // namespace snsuapi
