#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <snsuapi/auth/refreshing_credentials_provider.hpp>
#include <snsuapi/http/http_transport.hpp>
#include <string>

// Link with snsuapi::credentials.

namespace snsuapi {

struct UriCredentialsOptions {
  /// `http://…` or `https://…`. Empty: `ALIBABA_CLOUD_CREDENTIALS_URI`.
  std::string uri;
  std::chrono::milliseconds connectTimeout{5000};
  std::chrono::milliseconds readTimeout{10000};
  /// Null: a CurlTransport without a proxy.
  std::shared_ptr<HttpTransport> transport;
  /// The time by which credentials end; called by any number of threads at once. Empty: the system's clock.
  std::function<std::chrono::system_clock::time_point()> now;
};

/// A temporary key from a local service that gives it by GET, as a JSON object with `AccessKeyId`, `AccessKeySecret`,
/// `SecurityToken`, `Expiration` (`2018-07-09T08:00:00Z`) and, where it likes, `Code` (`Success`); refreshed (see
/// RefreshingCredentialsProvider). What credentials-java calls URLCredentialProvider; the timeouts are its defaults.
///
/// The environment is read once, when the provider is made. Thread safety: any number of threads.
class UriCredentialsProvider final : public RefreshingCredentialsProvider {
 public:
  explicit UriCredentialsProvider(UriCredentialsOptions options = {});
  ~UriCredentialsProvider() override;

 private:
  /// `SDK.CredentialsUnavailable` where no URI is set, else `SDK.CredentialsRefreshFailed`, of the kind Configuration.
  /// Texts hold the URI's host alone.
  Outcome<TemporaryCredentials> fetch() override;

  UriCredentialsOptions options_;
};

}  // namespace snsuapi
