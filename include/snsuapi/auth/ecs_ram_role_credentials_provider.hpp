#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <snsuapi/auth/refreshing_credentials_provider.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <string>

// Link with snsuapi::credentials.

namespace snsuapi {

struct EcsRamRoleOptions {
  /// Empty: `ALIBABA_CLOUD_ECS_METADATA`; where that is empty as well, the metadata service is asked.
  std::string roleName;
  /// Whether a service that gives no token is asked without one. Unset: unless `ALIBABA_CLOUD_IMDSV1_DISABLED` is true.
  std::optional<bool> allowV1;
  /// `http://HOST[:PORT]`.
  std::string endpoint = "http://100.100.100.200";
  /// Of each of the up to three requests.
  std::chrono::milliseconds connectTimeout{1000};
  std::chrono::milliseconds readTimeout{1000};
  /// Null: a CurlTransport without a proxy.
  std::shared_ptr<HttpTransport> transport;
  /// The time by which credentials end; called by any number of threads at once. Empty: the system's clock.
  std::function<std::chrono::system_clock::time_point()> now;
};

/// The temporary key of the RAM role of the ECS instance that the program runs on, from the instance's metadata
/// service, refreshed in time (see RefreshingCredentialsProvider). The name is credentials-java's; the protocol stands
/// in the ECS manual, "instance metadata", and "instance RAM roles".
///
/// The environment is read once, when the provider is made. Thread safety: any number of threads.
class EcsRamRoleCredentialsProvider final : public RefreshingCredentialsProvider {
 public:
  explicit EcsRamRoleCredentialsProvider(EcsRamRoleOptions options = {});
  ~EcsRamRoleCredentialsProvider() override;

 private:
  /// `SDK.CredentialsUnavailable` where there is nothing to get: `ALIBABA_CLOUD_ECS_METADATA_DISABLED` is true, or no
  /// role is named and there is no metadata service, or the instance has no role. `SDK.CredentialsRefreshFailed` for
  /// any other failure. Both are of the kind Configuration.
  Outcome<TemporaryCredentials> fetch() override;

  Outcome<std::string> getToken(HttpTransport& transport) const;
  Outcome<std::string> getRoleName(HttpTransport& transport, const std::string& token) const;
  Outcome<HttpResponse> get(HttpTransport& transport, const std::string& path, const std::string& token) const;
  HttpRequest makeRequest(const char* method, const std::string& path) const;
  std::string where() const;

  EcsRamRoleOptions options_;
  bool isDisabled_;
};

}  // namespace snsuapi
