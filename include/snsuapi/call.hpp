#pragma once

#include <chrono>
#include <optional>
#include <snsuapi/client_profile.hpp>
#include <string>

namespace snsuapi {

/// How often a failed call may be tried again, and how long to wait in between.
///
/// Even when asked for, a retry happens only where it is safe: a call that changes nothing, after a transport failure,
/// an HTTP status of 500 or above, or throttling; a call that changes something, only when no byte of it left. The wait
/// before attempt n doubles from baseDelay up to maxDelay, of which a random half to whole is taken.
struct RetryPolicy {
  RetryPolicy() = default;
  RetryPolicy(int retries) : maxRetries(retries) {}  // NOLINT(google-explicit-constructor): `options.retry = 3`

  /// Further attempts after the first, 0 or more.
  int maxRetries = 0;
  std::chrono::milliseconds baseDelay{200};
  std::chrono::milliseconds maxDelay{5000};
};

/// What one call does differently from its client's profile. Unset members leave the profile's.
struct CallOptions {
  /// No retry unless asked for.
  RetryPolicy retry;
  /// `[http://|https://]host[:port]`; goes before every other setting of the endpoint.
  std::optional<std::string> endpoint;
  std::optional<std::string> regionId;
  std::optional<HttpMethod> method;
  std::optional<std::chrono::milliseconds> connectTimeout;
  std::optional<std::chrono::milliseconds> readTimeout;
  std::optional<std::chrono::milliseconds> totalTimeout;
};

}  // namespace snsuapi
